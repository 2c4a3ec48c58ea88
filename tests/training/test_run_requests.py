"""An authority asks for a run: proved by mail, seen by the coordinator, answered (T14)."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from messaging.models import Message
from privacy.audit import SYSTEM
from privacy.models import AuditEntry
from tests.factories.training import (
    AT,
    RunFactory,
    RunRequestFactory,
    TrainingFactory,
    VariantFactory,
)
from tests.training.people import address, link_of, mails, news
from training.actions.run_requests import decline, forget_unconfirmed, plan, prove
from training.enums import RequestState, RunState
from training.errors import TrainingError
from training.models import RunRequest

pytestmark = [pytest.mark.django_db, pytest.mark.req("T14")]


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def variant():
    return VariantFactory()


def send(client, of, **changes):
    typed = {
        "variant": of.pk,
        "people": "12",
        "wishes": "Februarja, v Kopru.",
        "employer_name": "Demonstracijska uprava",
        "contact_name": "Naročnica Primer",
        "contact_email": "narocnica@uprava.example",
    }
    return client.post(address("training_request", of.training.slug), typed | changes)


def refusal(action):
    with pytest.raises(TrainingError) as error:
        action()
    return error.value.code


def test_request_reaches_the_coordinator_only_once_its_address_is_proved(client, variant):
    sent = send(client, variant)
    ((to, mail),) = mails()
    shown = client.get(link_of(mail))
    before = RunRequest.objects.proved().count()

    done = client.post(link_of(mail))

    row = RunRequest.objects.get()
    assert sent.url == address("training_enrol_sent")
    assert (to, shown.status_code, before) == ("narocnica@uprava.example", 200, 0)
    assert (done.status_code, row.state) == (302, RequestState.RECEIVED)
    assert news() == ["request_prove", "request_state", "run_requested"]


def test_first_mail_repeats_nothing_that_was_typed(client, variant):
    send(client, variant, employer_name="www.slabo.example", contact_name="Lažni Direktor")

    ((_to, mail),) = mails()

    assert "slabo" not in mail.text
    assert "Direktor" not in mail.text


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"people": "0"}, {"people"}),
        ({"people": "veliko"}, {"people"}),
        ({"people": "9" * 40}, {"people"}),
        ({"variant": ""}, {"variant"}),
        ({"wishes": ""}, {"wishes"}),
        ({"contact_email": "x"}, {"contact_email"}),
    ],
)
def test_bad_input_names_its_field_and_loses_nothing(client, variant, changes, wrong):
    response = send(client, variant, **changes)

    form = response.context["form"]
    assert (response.status_code, set(form.errors)) == (200, wrong)
    assert form["employer_name"].value() == "Demonstracijska uprava"
    assert Message.objects.count() == 0


def test_variant_of_another_training_cannot_be_asked_for(client, variant):
    response = send(client, variant, variant=VariantFactory().pk)

    assert set(response.context["form"].errors) == {"variant"}


def test_training_out_of_the_catalogue_takes_no_requests(client):
    hidden = TrainingFactory(is_published=False)

    assert client.get(address("training_request", hidden.slug)).status_code == 404


def test_mailbox_of_a_stranger_is_not_filled(client, variant):
    codes = [send(client, variant).status_code for _time in range(4)]

    assert codes == [302, 302, 302, 429]


def test_link_that_has_expired_hands_nothing_over():
    row = RunRequestFactory(state=RequestState.UNCONFIRMED)

    assert refusal(lambda: prove(row, by=SYSTEM, at=row.confirm_until)) == "link_over"
    assert forget_unconfirmed(at=row.confirm_until) == 1


def test_pressing_twice_hands_over_once():
    row = RunRequestFactory(state=RequestState.UNCONFIRMED)

    for _press in range(2):
        prove(row, by=SYSTEM, at=AT)

    assert news() == ["request_state", "run_requested"]


def test_declined_with_a_reason_and_told():
    row = RunRequestFactory()

    code = refusal(lambda: decline(row, reason="", by=SYSTEM, at=AT))
    decline(row, reason="Do poletja ni več sredstev.", by=SYSTEM, at=AT)

    row.refresh_from_db()
    assert (code, row.state) == ("reason_needed", RequestState.DECLINED)
    assert "Do poletja ni več sredstev." in mails()[0][1].text


def test_planned_names_its_run_and_tells_when(variant):
    row, run = RunRequestFactory(variant=variant), RunFactory(variant=variant)

    plan(row, run, by=SYSTEM, at=AT)

    row.refresh_from_db()
    assert (row.state, row.run) == (RequestState.PLANNED, run)
    assert "8. december 2026" in mails()[0][1].text
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["planned"]


def test_run_that_does_not_answer_the_request_is_refused(variant):
    row = RunRequestFactory(variant=variant)
    taken = RunFactory(variant=variant)
    RunRequestFactory(variant=variant, run=taken)
    off = RunFactory(variant=variant, state=RunState.CANCELLED, reason="x")

    for run in (RunFactory(), taken, off):
        assert refusal(lambda run=run: plan(row, run, by=SYSTEM, at=AT)) == "other_training"


def test_what_was_answered_is_not_answered_again(variant):
    row = RunRequestFactory(state=RequestState.DECLINED, reason="x", variant=variant)
    run = RunFactory(variant=variant)

    assert refusal(lambda: plan(row, run, by=SYSTEM, at=AT)) == "no_such_step"


@pytest.mark.parametrize("state", sorted(RequestState))
def test_page_of_every_state_is_shown(client, variant, state):
    run = RunFactory(variant=variant) if state == RequestState.PLANNED else None
    later = AT + timedelta(days=3650)
    row = RunRequestFactory(
        variant=variant, state=state, run=run, reason="Razlog.", confirm_until=later
    )

    assert client.get(row.status_path()).status_code == 200

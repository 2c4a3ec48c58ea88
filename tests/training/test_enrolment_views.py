"""The pages of whoever enrols: what they show, to whom, and what they keep to themselves (T14)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from messaging.models import Message
from tests.factories.training import (
    AdvancedFactory,
    EmployerFactory,
    RunFactory,
    VariantFactory,
)
from tests.training.people import ADDRESS, NAME, address, link_of, mails, soon, unproved
from training.enums import EnrolmentState, RunState
from training.models import Enrolment
from training.views import enrolling

pytestmark = [pytest.mark.django_db, pytest.mark.req("T14")]


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def run():
    return soon()


@pytest.fixture
def employer():
    return EmployerFactory()


def typed(of=None):
    return {
        "name": NAME,
        "email": ADDRESS,
        "employer": of.pk if of else "other",
        "employer_name": "",
        "field_of_work": "Digitalne storitve",
    }


def send(client, run, of=None, language="sl", **changes):
    path = address("training_enrol", run.pk, language=language)
    return client.post(path, typed(of) | changes)


@pytest.mark.req("X1")
def test_walk_from_the_form_to_a_place(client, run, employer):
    sent = send(client, run, employer)
    ((recipient, mail),) = mails()
    path = link_of(mail)

    shown = client.get(path)
    still = Enrolment.objects.get().state
    done = client.post(path)

    row = Enrolment.objects.get()
    assert (sent.status_code, sent.url) == (302, address("training_enrol_sent"))
    assert (recipient, shown.status_code, still) == (ADDRESS, 200, EnrolmentState.UNCONFIRMED)
    assert (done.status_code, done.url) == (302, path)
    assert (row.state, row.seat) == (EnrolmentState.REQUESTED, 1)
    assert client.get(path).status_code == 200


def test_first_mail_repeats_nothing_that_was_typed(client, run, employer):
    send(client, run, employer, name="Lažni Direktor", field_of_work="www.slabo.example")

    ((_to, mail),) = mails()

    assert run.training.name_sl in mail.subject
    for text in ("Direktor", "slabo", employer.name):
        assert text not in mail.text + mail.subject


def test_who_is_enrolled_is_told_in_the_mail_alone(client, run, employer):
    send(client, run, employer)
    client.post(link_of(mails()[0][1]))
    enrolled = Enrolment.objects.get()

    stranger = send(client, run, employer)
    newcomer = send(client, run, employer, email="nova@uprava.example")

    assert (stranger.status_code, stranger.url) == (newcomer.status_code, newcomer.url)
    told = mails("_prove")[1][1]
    assert link_of(told) == enrolled.manage_path()
    second = Enrolment.objects.filter(state=EnrolmentState.UNCONFIRMED).earliest("pk")
    page = client.post(second.manage_path())
    assert page.status_code == 409
    assert page.context["page"].live_one == enrolled
    assert page.context["error"].code == "one_live"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"email": "ana@drugje.example"}, {"email"}),
        ({"email": "ana"}, {"email"}),
        ({"employer": "9" * 30}, {"employer"}),
        ({"employer": ""}, {"employer"}),
        ({"employer": "other", "employer_name": ""}, {"employer_name"}),
        ({"name": "x" * 121}, {"name"}),
        ({"name": "a\0b"}, {"name"}),
        ({"field_of_work": ""}, {"field_of_work"}),
        ({"field_of_work": "\u202e"}, {"field_of_work"}),
    ],
)
def test_bad_input_names_its_field_and_loses_nothing(client, run, employer, changes, wrong):
    response = send(client, run, employer, **changes)

    form = response.context["form"]
    assert response.status_code == 200
    assert set(form.errors) == wrong
    assert form["email"].value() == changes.get("email", ADDRESS)
    assert (Enrolment.objects.count(), Message.objects.count()) == (0, 0)


def test_employer_that_is_not_listed_is_written_down(client, run):
    send(client, run, employer_name="Občina Primer", email="ana@obcina.example")

    client.post(link_of(mails()[0][1]))

    participant = Enrolment.objects.get().participant
    assert (participant.employer, participant.works_for) == (None, "Občina Primer")


def test_employer_off_the_list_cannot_be_chosen(client, run):
    response = send(client, run, EmployerFactory(is_listed=False))

    assert set(response.context["form"].errors) == {"employer"}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"state": RunState.NEGOTIATING, "opened_at": None}, 404),
        ({"variant__training__is_published": False}, 404),
        ({"state": RunState.CANCELLED, "reason": "Bolezen."}, 409),
    ],
)
def test_form_of_what_is_not_open_takes_nothing(client, employer, facts, code):
    run = RunFactory(**facts)

    response = send(client, run, employer)

    assert response.status_code == code
    assert Enrolment.objects.count() == 0


def test_closed_run_shows_the_way_on(client, employer):
    run = soon(closes_at=timezone.now())

    page = client.get(address("training_enrol", run.pk))

    assert page.status_code == 200
    assert address("training_request", run.training.slug) in page.content.decode()
    assert send(client, run, employer).status_code == 409


def test_last_place_taken_meanwhile_leads_to_the_waiting_list(client):
    run = soon(capacity=1, minimum=1)
    first, second = unproved(run, 2)
    Enrolment.objects.update(confirm_until=timezone.now() + timedelta(hours=1))
    client.post(first.manage_path())

    refused = client.post(second.manage_path())
    waits = client.post(second.manage_path(), {"waits": "1"})

    assert (refused.status_code, refused.context["error"].code) == (409, "full")
    assert 'name="waits"' in refused.content.decode()
    second.refresh_from_db()
    assert (waits.status_code, second.state) == (302, EnrolmentState.WAITING)
    assert client.get(second.manage_path()).context["page"].ahead == 0


def test_link_that_has_expired_takes_no_place(client):
    (row,) = unproved(soon(), 1)
    Enrolment.objects.update(confirm_until=timezone.now())

    codes = [client.get(row.manage_path()).status_code, client.post(row.manage_path()).status_code]

    row.refresh_from_db()
    assert codes == [410, 410]
    assert row.state == EnrolmentState.UNCONFIRMED


@pytest.mark.req("T2")
def test_reason_is_asked_for_once_the_address_is_proved(client, employer):
    run = soon(variant=VariantFactory(training=AdvancedFactory()))
    send(client, run, employer)
    path = link_of(mails()[0][1])

    asked = client.post(path)
    done = client.post(path, {"waiver_reason": "Delala sem na prototipih."})

    row = Enrolment.objects.get()
    assert set(asked.context["form"].errors) == {"waiver_reason"}
    assert asked.status_code == 200
    assert (done.status_code, row.waiver) == (302, "asked")


def test_too_much_from_one_connection_is_refused_and_kept_on_the_form(client, run, employer):
    for number in range(enrolling.SENT.limit):
        send(client, run, employer, email=f"oseba{number}@uprava.example")

    response = send(client, run, employer, email="zadnja@uprava.example")

    assert response.status_code == 429
    assert response.context["form"]["name"].value() == NAME


@pytest.mark.req("M3")
@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
def test_mail_and_link_are_in_the_language_of_the_form(client, run, employer, language):
    send(client, run, employer, language=language)

    assert link_of(mails()[0][1]).startswith(f"/{language}/usposabljanja/prijava/")


def test_form_asks_the_same_with_one_and_thirty_employers(client, run):
    path = address("training_enrol", run.pk)
    EmployerFactory()
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    EmployerFactory.create_batch(29)

    with CaptureQueriesContext(connection) as thirty:
        client.get(path)

    assert len(thirty) == len(one)

"""An address that only looks like somebody's opens nothing of theirs (X5)."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError

from languages.mail_addresses import MailAddressField
from messaging.models import Message
from tests.factories.training import EmployerFactory, ParticipantFactory
from tests.training.people import address, mails, soon
from training.models import Enrolment, Participant, RunRequest

pytestmark = [pytest.mark.django_db, pytest.mark.req("X5"), pytest.mark.req("T14")]
DOTLESS = "\N{LATIN SMALL LETTER DOTLESS I}"


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()
    yield
    cache.clear()


def enrol(client, run, **typed):
    facts = {"name": "Ana Primer", "employer": "other", "employer_name": "X", "field_of_work": "IT"}
    return client.post(address("training_enrol", run.pk), facts | typed)


def test_link_never_goes_to_a_domain_that_only_looks_alike(client):
    run = soon()
    employer = EmployerFactory(domains=["izobrazba.example"])
    enrol(client, run, email=f"ana@{DOTLESS}zobrazba.example")

    enrol(client, run, email="ana@izobrazba.example", employer=employer.pk, employer_name="")

    assert [to for to, _mail in mails()] == [
        "ana@xn--zobrazba-skb.example",
        "ana@izobrazba.example",
    ]
    assert Participant.objects.count() == 2


def test_address_that_looks_like_a_participants_is_not_theirs(client):
    known = ParticipantFactory(email="ana@izobrazba.example")

    enrol(client, soon(), email=f"ana@{DOTLESS}zobrazba.example")

    assert Enrolment.objects.get().participant != known


@pytest.mark.parametrize(
    "typed",
    [
        f"pr{DOTLESS}mer@uprava.example",
        "pri\N{LATIN SMALL LETTER LONG S}mer@uprava.example",
        "\N{KELVIN SIGN}ana@uprava.example",
        '"\x01ana"@uprava.example',
        "ana@" + "ć" * 60 + ".example",
        "ana@uprava.example\0",
        "ana@" + "ć." * 200 + "example",
    ],
)
def test_what_no_work_address_has_is_refused_where_it_was_typed(client, typed):
    response = enrol(client, soon(), email=typed)

    assert set(response.context["form"].errors) == {"email"}
    assert (Enrolment.objects.count(), Message.objects.count()) == (0, 0)


def test_requests_for_runs_take_the_same_addresses(client):
    run = soon()
    typed = {"variant": run.variant.pk, "people": "3", "wishes": "V maju.", "employer_name": "X"}
    path = address("training_request", run.training.slug)

    response = client.post(
        path, typed | {"contact_name": "Ana", "contact_email": f"pr{DOTLESS}mer@uprava.example"}
    )

    assert set(response.context["form"].errors) == {"contact_email"}
    assert not RunRequest.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ana.Primer+a@Uprava.example ", "Ana.Primer+a@Uprava.example"),
        ("ana@občina.example", "ana@xn--obina-iya.example"),
        ("ana@[127.0.0.1]", "ana@[127.0.0.1]"),
    ],
)
def test_address_is_kept_as_mail_servers_read_it(typed, kept):
    assert MailAddressField().clean(typed) == kept


@pytest.mark.parametrize(
    ("known", "typed"),
    [("občina.example", "ana@občina.example"), ("Uprava.example", "ana@UPRAVA.example")],
)
def test_address_is_of_its_employer_however_the_domain_is_written(client, known, typed):
    employer = EmployerFactory(domains=["to..ni", known])

    enrol(client, soon(), email=typed, employer=employer.pk, employer_name="")

    assert Enrolment.objects.get().typed["employer"] == employer.pk


def test_long_address_costs_nothing_and_is_refused():
    with pytest.raises(ValidationError):
        MailAddressField().clean("a@" + "ć" * 1_000_000)

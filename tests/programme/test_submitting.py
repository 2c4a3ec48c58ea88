"""Who may submit, how the address is proved, what is mailed. Nothing here runs a script."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from messaging.models import Message
from privacy.audit import SYSTEM, Actor
from privacy.models import AuditEntry
from privacy.personal_data import Person
from programme.actions.submitting import confirm, forget_unconfirmed, submit
from programme.errors import ProgrammeError
from programme.models import Challenge, SupportRequest
from programme.personal_data import Submitters
from programme.views import following, submitting
from tests.factories.programme import (
    SENT_AT,
    AuthorityFactory,
    ChallengeFactory,
    SupportRequestFactory,
)
from tests.programme.mails import link_of, mails

pytestmark = pytest.mark.django_db

ADDRESS = "ana.primer@organ-a.example"
CHALLENGE = {
    "title": "Vloga, ki jo razume vsak",
    "problem": "Vsaka tretja vloga je nepopolna.",
    "users": "Prebivalci",
    "contact_name": "Ana Primer",
    "contact_email": ADDRESS,
}
SUPPORT = {
    "field": "legislation",
    "title": "Zakon o primerih",
    "description": "Prosimo za pomoč.",
    "contact_name": "Ana Primer",
    "contact_email": ADDRESS,
}


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def authority():
    return AuthorityFactory()


def address(name, *args, language="sl"):
    with translation.override(language):
        return reverse(name, args=args)


def send(client, listed, name="programme_submit", language="sl", **changes):
    typed = {"programme_submit": CHALLENGE, "programme_support": SUPPORT}[name]
    data = typed | {"authority": listed.pk} | changes
    return client.post(address(name, language=language), data)


@pytest.mark.req("P4", "X1")
def test_challenge_reaches_triage_only_once_its_address_is_proved(client, authority):
    sent = send(client, authority)
    challenge = Challenge.objects.get()
    (recipient, mail) = mails()[0]

    before = (challenge.state, Challenge.objects.confirmed().count())
    shown = client.get(link_of(mail))
    still = Challenge.objects.get().state
    confirmed = client.post(link_of(mail))

    challenge.refresh_from_db()
    assert sent.url == address("programme_sent")
    assert (recipient, before) == (ADDRESS, ("unconfirmed", 0))
    assert (shown.status_code, still) == (200, "unconfirmed")
    assert confirmed.url == challenge.status_path()
    assert (challenge.state, challenge.version) == ("received", 2)
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", "actor_role")) == [
        ("submit", "citizen"),
        ("confirm", "citizen"),
    ]


@pytest.mark.req("P1")
def test_request_for_support_goes_the_same_way(client, authority):
    send(client, authority, "programme_support")
    ((_recipient, mail),) = mails()

    client.post(link_of(mail))

    request = SupportRequest.objects.get()
    assert (request.state, request.field) == ("received", "legislation")
    assert client.get(request.status_path()).status_code == 200


@pytest.mark.req("P4")
@pytest.mark.parametrize(
    "foreign",
    [
        "ana@gmail.example",
        "ana@sub.organ-a.example",
        "ana@organ-a.example.net",
        "ana@xorgan-a.example",
    ],
)
def test_nobody_else_submits(client, authority, foreign):
    response = send(client, authority, contact_email=foreign)

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"contact_email"}
    assert response.context["form"]["problem"].value() == CHALLENGE["problem"]
    assert (Challenge.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.req("P4")
def test_address_is_the_same_in_capitals(client, authority):
    response = send(client, authority, contact_email="Ana.Primer@ORGAN-A.example")

    assert response.status_code == 302


@pytest.mark.req("P4", "X4")
def test_letter_that_passes_for_another_makes_no_second_address(client):
    kelvin = "\N{KELVIN SIGN}omisija.example"
    listed = AuthorityFactory(domains=["komisija.example"])

    send(client, listed, contact_email=f"ana@{kelvin}")

    row = Challenge.objects.get()
    (known,) = Submitters().export(Person(email="ana@komisija.example"))
    assert row.contact_email == "ana@komisija.example"
    assert known["title"] == row.title


@pytest.mark.req("P4")
def test_mailbox_is_not_filled_by_other_spellings_of_its_address(client):
    listed = AuthorityFactory(domains=["kk.example"])
    spellings = ["kk", "\N{KELVIN SIGN}k", "k\N{KELVIN SIGN}", "\N{KELVIN SIGN}\N{KELVIN SIGN}"]

    codes = [
        send(client, listed, contact_email=f"ana@{one}.example").status_code for one in spellings
    ]

    assert codes == [302, 302, 302, 429]
    assert Message.objects.count() == 3


@pytest.mark.req("P4")
def test_authority_off_the_list_cannot_be_chosen(client):
    gone = AuthorityFactory(is_listed=False)

    response = send(client, gone)

    assert set(response.context["form"].errors) == {"authority"}


def test_authority_taken_off_meanwhile_is_refused_by_the_action():
    row = ChallengeFactory.build(authority=AuthorityFactory(is_listed=False))

    with pytest.raises(ProgrammeError) as error:
        submit(row, by=SYSTEM, at=SENT_AT)

    assert error.value.code == "not_listed"


@pytest.mark.parametrize("name", ["programme_submit", "programme_support"])
def test_empty_form_names_every_field_it_misses(client, authority, name):
    response = client.post(address(name), {})

    form = response.context["form"]
    assert response.status_code == 200
    assert set(form.errors) == {f for f in form.fields if form.fields[f].required}


@pytest.mark.parametrize(
    "bad", [{"title": "x" * 121}, {"problem": "a\0b"}, {"authority": "9" * 30}, {"users": "\u202e"}]
)
def test_bad_input_is_told_and_never_an_error_of_ours(client, authority, bad):
    response = send(client, authority, **bad)

    assert response.status_code == 200
    assert set(response.context["form"].errors) == set(bad)


def test_form_asks_the_same_with_one_and_thirty_authorities(client, authority):
    client.get(address("programme_submit"))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(address("programme_submit"))
    AuthorityFactory.create_batch(29)

    with CaptureQueriesContext(connection) as thirty:
        client.get(address("programme_submit"))

    assert len(thirty) == len(one)


def test_first_mail_repeats_nothing_that_was_typed(client, authority):
    send(client, authority, title="Glejte www.slabo.example", contact_name="Lažni Direktor")

    ((_recipient, mail),) = mails()

    assert authority.name in mail.text
    assert "slabo" not in mail.text + mail.subject
    assert "Direktor" not in mail.text + mail.subject


def test_link_that_has_expired_confirms_nothing(client):
    old = ChallengeFactory(unconfirmed=True, confirm_until=timezone.now() - timedelta(seconds=1))

    codes = [
        client.get(old.confirm_path()).status_code,
        client.post(old.confirm_path()).status_code,
    ]

    old.refresh_from_db()
    assert codes == [410, 410]
    assert old.state == "unconfirmed"


def test_second_press_confirms_once():
    row = ChallengeFactory(unconfirmed=True)

    for _press in range(2):
        confirm(row, by=Actor(), at=SENT_AT)

    assert AuditEntry.objects.filter(verb="confirm").count() == 1
    assert Message.objects.count() == 1


@pytest.mark.req("X4")
def test_what_nobody_confirms_is_deleted():
    ChallengeFactory(unconfirmed=True)
    SupportRequestFactory(unconfirmed=True)
    kept = ChallengeFactory()

    gone = forget_unconfirmed(at=SENT_AT + timedelta(hours=24))

    assert gone == 2
    assert list(Challenge.objects.all()) == [kept]


def test_mailbox_of_a_stranger_is_not_filled(client, authority):
    codes = [send(client, authority).status_code for _time in range(4)]

    assert codes == [302, 302, 302, 429]
    assert Message.objects.count() == 3


def test_too_much_from_one_connection_is_refused_and_kept_on_the_form(client, authority):
    for number in range(submitting.SENT.limit):
        send(client, authority, contact_email=f"oseba{number}@organ-a.example")

    response = send(client, authority, contact_email="zadnja@organ-a.example")

    assert response.status_code == 429
    assert response.context["form"]["problem"].value() == CHALLENGE["problem"]
    assert Challenge.objects.count() == submitting.SENT.limit


@pytest.mark.req("X2")
@pytest.mark.parametrize("name", ["programme_confirm", "programme_status"])
def test_wrong_token_is_a_page_that_is_not_there_and_guessing_is_slowed(client, name):
    row = ChallengeFactory()

    codes = [
        client.get(address(name, "x" * 43)).status_code
        for _try in range(following.MISSES.limit + 1)
    ]

    assert set(codes[:-1]) == {404}
    assert codes[-1] == 429
    assert client.get(row.status_path()).status_code == 200


@pytest.mark.req("X2")
def test_one_link_does_not_open_the_other_page(client):
    row = ChallengeFactory(unconfirmed=True)
    token = row.confirm_path().split("/")[-2]

    assert client.get(address("programme_status", token)).status_code == 404
    assert client.get(row.status_path()).status_code == 404


def test_pages_behind_links_are_kept_nowhere(client):
    page = client.get(ChallengeFactory().status_path())

    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")


@pytest.mark.req("M3")
@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
def test_mail_and_link_are_in_the_senders_language(client, authority, language):
    send(client, authority, language=language)

    ((_recipient, mail),) = mails()

    assert link_of(mail).startswith(f"/{language}/inovativen-si/potrdi/")


@pytest.mark.req("X4")
def test_person_is_exported_and_forgotten_while_the_challenge_stays():
    row = ChallengeFactory()
    ChallengeFactory(contact_email="drug@organ-a.example")
    person = Person(email=ADDRESS.upper())

    exported = list(Submitters().export(person))
    erased = Submitters().erase(person, by=SYSTEM, at=SENT_AT)

    row.refresh_from_db()
    assert [one["contact_email"] for one in exported] == [ADDRESS]
    assert erased == 1
    assert (row.contact_name, row.contact_email) == ("", "")
    assert row.title == CHALLENGE["title"]
    assert Challenge.objects.exclude(contact_email="").count() == 1

"""An application begins without an account: the mailed link proves the address (L12)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from learning_cluster.actions import applying, submitting
from learning_cluster.enums import ApplicationState
from learning_cluster.errors import ClusterError
from learning_cluster.messages import call as kinds
from learning_cluster.models import Application
from learning_cluster.views.call import links, public
from messaging.models import Message
from privacy.models import AuditEntry
from tests.factories.learning_cluster import ApplicationFactory
from tests.learning_cluster.call.acts import (
    APPLICANT,
    SECOND,
    address,
    close,
    draft,
    handed_in,
    link_of,
    mails,
    open_call,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("L12")]
EMAIL = "ana.primjer@opstina.example"


def send(client, call, language="sr", **changes):
    data = {"name": "Ana Primjer", "email": EMAIL} | changes
    return client.post(address("call_apply", call.slug, language=language), data)


def begin(call, at, email=EMAIL, name="Ana"):
    applying.start(call, name=name, email=email, language="sr", notice=None, by=APPLICANT, at=at)


def test_draft_opens_once_the_address_is_proved(client):
    call = open_call()

    sent = send(client, call)
    ((recipient, mail),) = mails()
    shown = client.get(link_of(mail))
    before = Application.objects.get().state
    confirmed = client.post(link_of(mail))

    row = Application.objects.get()
    assert sent.url == address("call_sent")
    assert (recipient, shown.status_code, before) == (EMAIL, 200, "unconfirmed")
    assert confirmed.url == row.path()
    assert (row.state, row.name) == ("draft", "Ana Primjer")
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", "actor_role")) == [
        ("started", "applicant"),
        ("confirmed", "applicant"),
    ]


def test_first_mail_repeats_nothing_that_was_typed(client):
    send(client, open_call(), name="Glejte www.slabo.example")

    ((_recipient, mail),) = mails()

    assert "slabo" not in mail.text + mail.subject


@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
def test_link_leads_to_the_applicants_language(client, language):
    send(client, open_call(), language=language)

    ((_recipient, mail),) = mails()

    assert link_of(mail).startswith(f"/{language}/prijava-na-poziv/")


@pytest.mark.parametrize(
    "spelling", [EMAIL, "Ana.Primjer@Opstina.example", "ANA.PRIMJER@opstina.EXAMPLE"]
)
@pytest.mark.parametrize("make", [draft, handed_in])
def test_second_application_is_refused_and_only_the_mail_says_so(client, spelling, make):
    call = open_call()
    known = make(call, email=EMAIL)
    stranger = send(client, call, email="druga@opstina.example")

    answer = send(client, call, email=spelling, name="Neko Drugi")

    known.refresh_from_db()
    row, (recipient, mail) = Application.objects.get(email=EMAIL), mails(kinds.LINK)[-1]
    assert (answer.status_code, answer.url) == (stranger.status_code, stranger.url)
    assert (row.pk, row.name) == (known.pk, known.name)
    assert (recipient, link_of(mail)) == (EMAIL, known.path())
    assert Application.objects.filter(call=call).count() == 2


def test_letter_that_passes_for_another_makes_no_second_address(client):
    call = open_call()
    known = draft(call, email="ana@komisija.example")

    send(client, call, email="ana@\N{KELVIN SIGN}omisija.example")

    assert list(Application.objects.all()) == [known]


def test_database_keeps_one_live_application_whatever_the_case():
    from django.db import IntegrityError, transaction

    call = open_call()
    draft(call, email=EMAIL)

    with pytest.raises(IntegrityError), transaction.atomic():
        draft(call, email=EMAIL.upper())


def test_stranger_who_types_an_address_does_not_keep_its_owner_from_applying(client):
    call = open_call()
    send(client, call, name="Lažno Ime")

    send(client, call, name="Ana Prava")
    client.post(link_of(mails()[-1][1]))

    row = Application.objects.get()
    assert (row.name, row.state) == ("Ana Prava", "draft")


def test_one_may_apply_to_two_calls(client):
    for call in (open_call(), open_call()):
        send(client, call)

    assert Application.objects.count() == 2


def test_mailbox_of_a_stranger_is_not_filled(client):
    call = open_call()
    draft(call, email=EMAIL)

    codes = [send(client, call, email=one).status_code for one in [EMAIL, EMAIL.upper()] * 2]

    assert codes == [302] * 4
    assert Message.objects.count() == 3


def test_address_known_or_not_is_throttled_alike(client):
    call = open_call()
    draft(call, email=EMAIL)

    known = [send(client, call) for _n in range(4)]
    new = [send(client, call, email="nova@opstina.example") for _n in range(4)]

    assert [one.status_code for one in known] == [one.status_code for one in new]


def test_whether_somebody_has_just_asked_for_a_link_is_not_told(client):
    call = open_call()
    for _time in range(applying.MOST_LINKS):
        begin(call, timezone.now())

    asked, new = send(client, call), send(client, call, email="nova@opstina.example")

    assert (asked.status_code, asked.url) == (new.status_code, new.url)
    assert len(mails(kinds.LINK)) == applying.MOST_LINKS + 1


def test_too_much_from_one_connection_is_refused_and_kept_on_the_form(client):
    call = open_call()
    for number in range(public.SENT.limit):
        send(client, call, email=f"oseba{number}@opstina.example")

    answer = send(client, call, email="zadnja@opstina.example")

    assert answer.status_code == 429
    assert answer.context["form"]["name"].value() == "Ana Primjer"
    assert Application.objects.count() == public.SENT.limit


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "ana"}, "email"),
        ({"email": "ана@општина.example"}, "email"),
        ({"email": "a" * 260 + "@b.example"}, "email"),
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\0b"}, "name"),
    ],
)
def test_bad_input_names_the_field_and_loses_nothing(client, bad, field):
    answer = send(client, open_call(), **bad)

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    assert Application.objects.count() == 0


def test_link_holds_a_day(client):
    call = open_call()
    over = timezone.now() - SECOND
    row = ApplicationFactory(call=call, state=ApplicationState.UNCONFIRMED, confirm_until=over)

    codes = [client.get(row.path()).status_code, client.post(row.path()).status_code]

    row.refresh_from_db()
    assert codes == [410, 410]
    assert row.state == ApplicationState.UNCONFIRMED


def test_second_press_confirms_once():
    call = open_call()
    at = timezone.now()
    begin(call, at)

    for _press in range(2):
        applying.confirm(Application.objects.get(), by=APPLICANT, at=at)

    assert AuditEntry.objects.filter(verb="confirmed").count() == 1


@pytest.mark.parametrize(
    ("after", "code"), [(-SECOND, None), (timedelta(0), "closed"), (SECOND, "closed")]
)
def test_application_begins_before_the_deadline_and_not_a_moment_later(after, code):
    call = open_call()

    try:
        begin(call, call.deadline + after)
        found = None
    except ClusterError as error:
        found = error.code

    assert (found, Application.objects.count()) == (code, 0 if code else 1)


def test_closed_call_tells_so_and_keeps_what_was_typed(client):
    call = close(open_call())

    answer = send(client, call)

    assert answer.status_code == 409
    assert answer.context["form"]["email"].value() == EMAIL


def test_call_that_is_not_published_is_not_there(client):
    call = open_call(published_at=None)

    codes = {
        client.get(address("cluster_call", call.slug)).status_code,
        client.get(address("call_apply", call.slug)).status_code,
        send(client, call).status_code,
    }

    assert codes == {404}


@pytest.mark.req("X2")
def test_wrong_token_is_a_page_that_is_not_there_and_guessing_is_slowed(client):
    row = draft(open_call())

    codes = [
        client.get(address("call_application", "x" * 43)).status_code
        for _try in range(links.MISSES.limit + 1)
    ]

    assert set(codes[:-1]) == {404}
    assert codes[-1] == 429
    assert client.get(row.path()).status_code == 200


def test_pages_behind_links_are_kept_nowhere(client):
    page = client.get(draft(open_call()).path())

    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("same-origin", "noindex, nofollow")


@pytest.mark.req("X4")
def test_what_nobody_confirms_is_deleted_and_drafts_stay_until_the_deadline():
    call = open_call()
    now = timezone.now()
    begin(call, now)
    kept = draft(call)

    gone = submitting.forget_drafts(at=now + applying.LINK_HOLDS)

    assert gone == 1
    assert list(Application.objects.all()) == [kept]

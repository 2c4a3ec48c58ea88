from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import translation
from icalendar import Calendar

from booking.actions.changing import cancel as cancel_booking
from booking.enums import DocumentCase, Status
from booking.ics import booking_ics
from booking.messages import outgoing
from booking.models import Booking
from booking.tokens import manage_token
from messaging.enums import Medium
from messaging.kinds import kind_named
from messaging.models import Message
from privacy.audit import Actor
from tests.factories.booking import (
    STARTS_AT,
    AppointmentFactory,
    LocationFactory,
    RequiredDocumentFactory,
    ServiceFactory,
    booked,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
LANGUAGES = ["sl", "sr", "sr-latn", "en"]


@pytest.fixture
def service():
    service = ServiceFactory(fee="12.43", fee_year=2026)
    RequiredDocumentFactory(service=service)
    RequiredDocumentFactory(
        service=service, case=DocumentCase.CHILD, text_sl="Soglasje", text_en="Consent"
    )
    RequiredDocumentFactory(
        service=service, case=DocumentCase.LOST, text_sl="Prijava izgube", text_en="Loss report"
    )
    return service


def rendered(message):
    with translation.override(message.language):
        return kind_named(message.kind).render(message)


def confirmed(**fields):
    booking = booked(**fields)
    outgoing.confirmation(booking, at=AT)
    return booking


def cancel(booking, status=Status.CANCELLED):
    booking.appointments.update(status=status, changed_at=AT)
    Booking.objects.filter(pk=booking.pk).update(sequence=booking.sequence + 1)
    booking.refresh_from_db()


def event_of(content):
    calendar = Calendar.from_ical(content.calendar)
    return calendar["METHOD"], calendar.events[0]


@pytest.mark.req("B25")
def test_confirmation_says_where_when_what_and_how_to_leave(service):
    location = LocationFactory(name="Upravna enota Litija", is_address_checked=True)
    booking = confirmed(service=service, location=location, language="en")

    letter = rendered(Message.objects.get())

    token = manage_token(booking.uid)
    assert letter.text.splitlines() == [
        "Your appointment is booked",
        "",
        "We expect you on Tuesday, 17 November 2026, at\N{NO-BREAK SPACE}8:20. "
        "Please be there 5 minutes early.",
        "",
        f"Reference: {booking.reference}",
        "Service: Identity card – issue",
        f"  About the service: http://127.0.0.1:8000/en/storitve/{service.slug}/",
        "When: Tuesday, 17 November 2026 at\N{NO-BREAK SPACE}8:20",
        "Where: Upravna enota Litija",
        "Address: Tobačna ulica 5, 1000 Ljubljana",
        "  Show on a map: https://www.openstreetmap.org/"
        "?mlat=46.0489&mlon=14.4931#map=18/46.0489/14.4931",
        "Who comes: Maja Zupan",
        "Fee: 12.43 EUR; as of 2026",
        "",
        "What to bring",
        "- Your old identity card",
        "When the document was lost or stolen:",
        "- Loss report",
        "",
        "To move or cancel the appointment, or to see it again:",
        f"http://127.0.0.1:8000/en/termin/{token}/",
        "",
        "Questions? Call 01 828 16 90 and give your reference.",
        "",
        "This is a demonstration: the appointment is not real and nobody expects you.",
    ]


@pytest.mark.req("M3")
@pytest.mark.parametrize("language", LANGUAGES)
def test_confirmation_is_in_the_bookings_language(language, service):
    confirmed(service=service, language=language)

    letter = rendered(Message.objects.get())

    said = {
        "sl": "v torek, 17. novembra 2026, ob\N{NO-BREAK SPACE}8.20",
        "sr": "у уторак, 17. новембра 2026. у\N{NO-BREAK SPACE}8.20",
        "sr-latn": "u utorak, 17. novembra 2026. u\N{NO-BREAK SPACE}8.20",
        "en": "on Tuesday, 17 November 2026, at\N{NO-BREAK SPACE}8:20",
    }[language]
    names = dict(zip(LANGUAGES, ["Osebna izkaznica", "Лична карта", "Lična karta",
                                 "Identity card"], strict=True))  # fmt: skip
    assert said in letter.text
    assert said in letter.html
    assert names[language] in letter.subject
    assert f"/{language}/termin/" in letter.text


def test_confirmation_lists_a_childs_documents_only_for_a_child(service):
    confirmed(service=service, visitors=[{}], language="en")
    confirmed(service=service, visitors=[{}, {"is_child": True}], language="en",
              starts_at=STARTS_AT + timedelta(days=1))  # fmt: skip

    alone, family = (rendered(message).text for message in Message.objects.order_by("pk"))

    assert ("Consent" in alone, "Consent" in family) == (False, True)


@pytest.mark.req("I2")
def test_family_is_one_event_from_first_start_to_last_end(service):
    booking = confirmed(service=service, visitors=[{}, {"name": "Tine"}, {"name": "Ana"}])

    method, event = event_of(rendered(Message.objects.get()))

    assert method == "REQUEST"
    assert event["UID"] == f"{booking.uid}@okence.example.org"
    assert event["DTSTART"].dt == STARTS_AT
    assert event["DTEND"].dt == STARTS_AT + timedelta(minutes=45)
    assert event["ATTENDEE"] == "mailto:maja.zupan@example.org"


@pytest.mark.req("B26")
@pytest.mark.parametrize(
    ("contact", "written"),
    [
        ({}, [(Medium.EMAIL, "maja.zupan@example.org")]),
        ({"wants_email": False}, []),
        ({"wants_email": False, "wants_sms": True, "phone": "+38641123456"},
         [(Medium.SMS, "+38641123456")]),
        ({"wants_sms": True, "phone": "+38641123456"},
         [(Medium.EMAIL, "maja.zupan@example.org"), (Medium.SMS, "+38641123456")]),
        ({"wants_email": False, "wants_sms": True, "phone": "+38618281690"}, []),
    ],
    ids=["mail", "neither", "sms", "both", "landline"],
)  # fmt: skip
def test_messages_go_where_the_customer_wished(contact, written):
    confirmed(contact=contact)

    queued = Message.objects.order_by("pk").values_list("medium", "recipient")
    assert list(queued) == written


@pytest.mark.req("B26")
def test_sms_leads_to_the_documents(service):
    location = LocationFactory(name="Upravna enota Litija")
    booking = confirmed(
        service=service, location=location, language="en",
        contact={"wants_email": False, "wants_sms": True, "phone": "+38641123456"},
    )  # fmt: skip

    text = rendered(Message.objects.get()).text

    assert text == (
        "Demonstration only. Booked: Identity card, 17 Nov 2026 at\N{NO-BREAK SPACE}8:20, "
        "Upravna enota Litija, Tobačna ulica 5. "
        f"No. {booking.reference}. What to bring, move, cancel: "
        f"http://127.0.0.1:8000/en/termin/{manage_token(booking.uid)}/"
    )


@pytest.mark.req("I2")
def test_cancellation_says_what_happened_and_frees_the_calendar(service):
    booking = confirmed(service=service, language="en")
    cancel(booking)
    outgoing.cancellation(booking, at=AT)

    letter = rendered(Message.objects.get(kind="booking.cancellation"))

    method, event = event_of(letter)
    assert (
        letter.subject
        == "Appointment cancelled: Identity card, 17 Nov 2026 at\N{NO-BREAK SPACE}8:20"
    )
    assert letter.text.splitlines()[2] == (
        "Your appointment on Tuesday, 17 November 2026, at\N{NO-BREAK SPACE}8:20 "
        "has been cancelled. You need not do anything else."
    )
    assert f"http://127.0.0.1:8000/en/storitve/{service.slug}/" in letter.text
    assert [method, event["STATUS"], event["SEQUENCE"]] == ["CANCEL", "CANCELLED", 1]


def test_cancellation_by_the_office_apologises():
    booking = confirmed(language="en")
    cancel(booking, Status.REVOKED)
    outgoing.cancellation(booking, at=AT)

    text = rendered(Message.objects.get(kind="booking.cancellation")).text

    assert "The office had to cancel your appointment" in text


def test_late_confirmation_still_tells_what_was_booked_then(service):
    booking = confirmed(service=service, language="en")
    cancel(booking)

    letter = rendered(Message.objects.get())

    _method, event = event_of(letter)
    assert [event["STATUS"], event["SEQUENCE"]] == ["CONFIRMED", 0]
    assert "Your appointment is booked" in letter.text


def test_messages_of_one_booking_take_turns():
    booking = confirmed()
    cancel(booking)
    outgoing.cancellation(booking, at=AT)

    first, second = Message.objects.order_by("pk")

    assert first.turn == second.turn != ""


@pytest.mark.req("I2")
def test_change_after_a_move_tells_the_new_and_the_old_time(service):
    booking = booked(service=service, language="en")
    cancel(booking, Status.MOVED)
    old = booking.appointments.get()
    AppointmentFactory(
        booking=booking, counter=old.counter, visitor=old.visitor,
        starts_at=STARTS_AT + timedelta(days=1),
    )  # fmt: skip
    outgoing.change(booking, at=AT)

    letter = rendered(Message.objects.get())

    method, event = event_of(letter)
    assert "We expect you on Wednesday, 18 November 2026, at\N{NO-BREAK SPACE}8:20." in letter.text
    assert (
        "The earlier time (Tuesday, 17 November 2026 at\N{NO-BREAK SPACE}8:20) no longer holds."
        in letter.text
    )
    assert [method, event["SEQUENCE"]] == ["REQUEST", 1]
    assert event["DTSTART"].dt == STARTS_AT + timedelta(days=1)


def test_change_after_one_of_two_cancelled_keeps_the_other():
    booking = booked(visitors=[{}, {"name": "Tine Zupan"}], language="en")
    booking.appointments.filter(visitor__name="Tine Zupan").update(
        status=Status.CANCELLED, changed_at=AT
    )
    outgoing.change(booking, at=AT)

    letter = rendered(Message.objects.get())

    assert "Cancelled for: Tine Zupan. The rest stays as it was." in letter.text
    assert "Who comes: Maja Zupan\n" in letter.text
    assert event_of(letter)[1]["DTEND"].dt == STARTS_AT + timedelta(minutes=15)


def test_message_is_not_wanted_after_the_visit_or_the_erasure():
    booking = confirmed()
    message = Message.objects.get()
    kind = kind_named(message.kind)

    before = kind.is_wanted(message, at=AT)
    after = kind.is_wanted(message, at=STARTS_AT + timedelta(hours=1))
    booking.contact.delete()

    assert [before, after, kind.is_wanted(message, at=AT)] == [True, False, False]


def test_html_escapes_what_people_typed():
    confirmed(visitors=[{"name": "<b>Maja</b>"}])

    letter = rendered(Message.objects.get())

    assert "&lt;b&gt;Maja&lt;/b&gt;" in letter.html
    assert "<b>Maja</b>" in letter.text


def test_context_holds_keys_only():
    confirmed(contact={"name": "Zala Novak"}, visitors=[{"name": "Zala Novak"}])

    context = Message.objects.get().context

    assert all(isinstance(value, int | bool | list) for value in context.values())


@pytest.mark.req("I2")
def test_download_is_the_same_until_something_changes():
    booking = booked()

    first, second = (booking_ics(booking, language="sl") for _ in range(2))
    cancel(booking)
    third = Calendar.from_ical(booking_ics(booking, language="sl"))

    assert first == second
    assert b"METHOD:PUBLISH" in first
    assert third.events[0]["STATUS"] == "CANCELLED"


def test_no_message_goes_to_an_office():
    location = LocationFactory(email="ue.litija@example.org")
    confirmed(location=location)

    assert Message.objects.filter(recipient=location.email).count() == 0


@pytest.mark.req("I2", "B25")
def test_cancelling_by_action_updates_the_calendar_of_the_confirmation(service):
    booking = confirmed(service=service)

    cancel_booking(booking, by=Actor("citizen", channel="web"), at=AT)

    events = [event_of(rendered(message)) for message in Message.objects.order_by("pk")]
    assert [method for method, _event in events] == ["REQUEST", "CANCEL"]
    assert [event["SEQUENCE"] for _method, event in events] == [0, 1]
    assert events[0][1]["UID"] == events[1][1]["UID"]


def test_templates_keep_inline_style_in_one_mail():
    folder = Path(__file__).parents[2] / "booking" / "templates" / "booking" / "mail"

    assert [file.name for file in folder.iterdir() if "style=" in file.read_text()] == [
        "letter.html"
    ]

"""Urgent cases at the desk, and how staff see them (B35, B40)."""

from datetime import time

import pytest
from django.utils import timezone, translation

from booking.availability.slots import next_slots
from booking.enums import Channel
from booking.forms.desk import local_text
from booking.forms.serving import WalkInForm
from booking.information.day_list import day_list
from booking.information.schedule import FREE, RESERVED, schedule
from booking.messages.unit_mail import _lines
from booking.models import Booking, Contact, UnitNews
from booking.paper import as_page, as_table
from booking.staff.week_table import week_table
from tests.booking.acting import book
from tests.booking.offices import AT, NINE, TUESDAY
from tests.booking.staff.desk import Desk
from tests.booking.urgent import REASON, URGENT, keep, take_urgently, urgent_office, urgent_service
from tests.factories.booking import ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("B35", "B40")]

TOLD = {"urgent": "1", "urgent-meets_conditions": "on", "urgent-reason": REASON}


@pytest.fixture
def desk(client):
    """A clerk of an office all of whose time is kept for urgent cases."""
    desk = Desk(client, service=urgent_service())
    keep(desk.place, time(0), time(0), at=timezone.now(), days=70)
    return desk


def kept_start(desk):
    found = next_slots(
        desk.place, desk.service, at=timezone.now(), channel=Channel.UNIT, is_urgent=True
    )
    return local_text(found[0].starts_at, desk.place.zone)


def test_clerk_ticks_urgent_and_sees_the_kept_times(client, desk):
    query = {"service": desk.service.slug}

    ordinary = client.get(desk.url("book"), query)
    urgent = client.get(desk.url("book"), query | {"urgent": "1"})

    assert ordinary.context["has_urgent_path"]
    assert (len(ordinary.context["soon"]), len(urgent.context["soon"])) == (0, 5)
    assert "urgent=1" in urgent.context["soon"][0]["url"]


def test_form_states_the_conditions_and_asks_for_tick_and_reason(client, desk):
    form = desk.form(kept_start(desk), urgent="1")
    refused = desk.post(kept_start(desk), urgent="1")

    assert desk.service.urgent_sl in form.content.decode()
    assert sorted(refused.context["answers"].urgent.errors) == ["meets_conditions", "reason"]
    assert Booking.objects.count() == 0


def test_urgent_customer_is_booked_in_kept_time(desk):
    booking = desk.book(kept_start(desk), **TOLD)

    assert (booking.is_urgent, booking.channel) == (True, Channel.UNIT)
    assert Contact.objects.get().urgent_reason == REASON


def test_ordinary_customer_is_not_whatever_the_reason(desk):
    answer = desk.post(kept_start(desk), override_reason="naj bo")

    assert answer.status_code == 409
    assert Booking.objects.count() == 0


def test_what_was_typed_stays_when_a_person_is_added(client):
    desk = Desk(client, service=urgent_service(max_people=2))
    keep(desk.place, time(0), time(0), at=timezone.now(), days=70)

    page = desk.post(kept_start(desk), add="1", **TOLD)

    urgent = page.context["answers"].urgent
    assert (urgent["reason"].value(), urgent["meets_conditions"].value()) == (REASON, True)


def test_service_without_conditions_is_never_urgent(client):
    desk = Desk(client, service=ServiceFactory(max_people=1))

    page = client.get(desk.url("book"), {"service": desk.service.slug, "urgent": "1"})
    booking = desk.book(**TOLD)

    assert not page.context["wish"].is_urgent
    assert not booking.is_urgent


@pytest.mark.req("B28")
def test_urgent_booking_moves_in_kept_time_and_an_ordinary_one_does_not(client, desk):
    booking = desk.book(kept_start(desk), **TOLD)
    later = kept_start(desk)

    assert desk.move(booking, later).status_code == 302
    booking.refresh_from_db()
    Booking.objects.filter(pk=booking.pk).update(is_urgent=False)
    assert desk.move(booking, kept_start(desk), key="another-key-drawn").status_code == 409


def test_appointment_page_says_urgent_and_why_and_other_pages_not_why(client, desk):
    booking = desk.book(kept_start(desk), **TOLD)
    day = local_text(booking.appointments.get().starts_at, desk.place.zone)[:10]

    appointment = client.get(desk.url("appointment", desk.key_of(booking)))
    others = [client.get(desk.url("day", day)), client.get(desk.url("news"))]

    assert appointment.context["urgent_reason"] == REASON
    assert REASON in appointment.content.decode()
    for other in others:
        assert REASON not in other.content.decode()
        assert "okence-urgent" in other.content.decode()


def test_kept_free_time_leads_to_an_urgent_booking(client, desk):
    start = kept_start(desk)

    page = client.get(desk.url("day", start[:10]))

    assert "okence-line--reserved" in page.content.decode()
    assert "&amp;urgent=1" in page.content.decode()


def test_schedule_tells_kept_from_free_time_and_marks_urgent_visits():
    place, service = urgent_office()
    book(place, service, NINE, **URGENT)

    (day,) = schedule(place, TUESDAY, TUESDAY, at=AT)

    [column] = day.columns
    assert [(line.state, line.minutes, line.is_urgent) for line in column.lines] == [
        (FREE, 60, False),
        ("booked", 15, True),
        (RESERVED, 45, False),
        (FREE, 120, False),
    ]
    assert (column.free_minutes, column.reserved_minutes) == (180, 45)


def test_released_time_is_free_in_the_schedule():
    place, _service = urgent_office(release_hours=300)

    (day,) = schedule(place, TUESDAY, TUESDAY, at=AT)

    assert {line.state for line in day.columns[0].lines} == {FREE}


def test_service_without_conditions_is_shown_no_kept_time():
    place, _service = urgent_office()
    plain = ServiceFactory()
    place.counters.get().services.add(plain)

    (day,) = schedule(place, TUESDAY, TUESDAY, at=AT, service=plain)

    assert {line.state for line in day.columns[0].lines} == {FREE}


def test_week_counts_urgent_visits_and_kept_minutes():
    place, service = urgent_office()
    book(place, service, NINE, **URGENT)

    days = schedule(place, TUESDAY, TUESDAY, at=AT, with_people=False)
    [(_label, [cell])] = week_table(days, str, None).rows

    assert (cell.taken, cell.urgent, cell.free_minutes, cell.reserved_minutes) == (1, 1, 180, 45)
    assert [state for state, _text in cell.told()] == ["booked", "urgent", "free", "reserved"]


def test_day_list_marks_urgent_visits_and_names_no_reason():
    place, service = urgent_office()
    book(place, service, NINE, **URGENT)

    groups = day_list(place, TUESDAY, TUESDAY)
    with translation.override("en"):
        page = as_page(place, groups, "Tuesday", at=AT)

    assert [line.is_urgent for group in groups for line in group.lines] == [True]
    assert "‼ urgent" in page
    assert REASON not in page
    assert as_table(place, groups)


def test_held_urgent_time_shows_its_reason_before_there_is_a_contact(client, desk):
    start = timezone.datetime.fromisoformat(kept_start(desk)).replace(tzinfo=desk.place.zone)
    held = take_urgently(desk.place, desk.service, start, at=timezone.now()).booking

    page = client.get(desk.url("appointment", held.appointments.get().pk))

    assert page.context["urgent_reason"] == REASON


def test_news_of_an_urgent_visit_names_no_reason(desk):
    desk.book(kept_start(desk), **TOLD)
    news = UnitNews.objects.get()

    [line] = _lines(desk.place, [news.pk])

    assert line.is_urgent
    assert REASON not in str(line)


@pytest.mark.req("B13")
def test_walk_in_at_the_desk_may_be_urgent():
    place, service = urgent_office()
    form = WalkInForm(
        {
            "walk-in-service": service.slug,
            "walk-in-is_urgent": "on",
            "walk-in-key": "6f1c3c1e-3c0a-4a52-9c0f-0b6e5f9d1a11",
        },
        location=place,
    )

    assert form.is_valid()
    assert form.cleaned_data["is_urgent"] is True

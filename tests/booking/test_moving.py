"""A booking moved: the same booking at a new time, and the old time kept where that fails."""

from datetime import time, timedelta

import pytest

from booking.actions.changing import cancel, reschedule
from booking.actions.holding import release
from booking.availability.check import differences
from booking.enums import Status
from booking.errors import BookingError
from booking.models import Counter
from tests.booking.acting import book, refusal, starts, take
from tests.booking.offices import AT, CITIZEN, EIGHT, NINE, office
from tests.factories.booking import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.req("B28")
def test_reschedule_keeps_reference_uid_and_visitor_and_frees_the_old_time():
    place, service = office(1, closes=time(10))
    booking = book(place, service)
    before = (booking.reference, booking.uid)
    new = take(place, service, NINE, moves=booking).booking

    moved = reschedule(booking, hold=new, by=CITIZEN, at=AT)
    again = reschedule(booking, hold=new, by=CITIZEN, at=AT)

    assert (moved.reference, moved.uid, moved.sequence) == (*before, 1)
    assert again.sequence == 1
    live = booking.appointments.get(status=Status.BOOKED)
    assert (live.starts_at, live.visitor.name) == (NINE, "Oseba 0")
    assert "08:00" in starts(place, service)
    assert list(differences(AT)) == []


@pytest.mark.req("B28")
def test_reschedule_to_another_unit_moves_the_location():
    place, service = office(1)
    other, _service = office(1, service=service)
    booking = book(place, service)

    reschedule(booking, hold=take(other, service, NINE, moves=booking).booking, by=CITIZEN, at=AT)

    booking.refresh_from_db()
    assert booking.location == other


@pytest.mark.req("B28")
def test_reschedule_with_a_lost_hold_keeps_the_old_appointment():
    place, service = office(1)
    booking = book(place, service)
    new = take(place, service, NINE, moves=booking).booking
    later = AT + timedelta(minutes=11)
    take(place, service, NINE, at=later)

    with pytest.raises(BookingError) as refused:
        reschedule(booking, hold=new, by=CITIZEN, at=later)

    assert refused.value.code == "hold_expired"
    assert booking.appointments.get(status=Status.BOOKED).starts_at == EIGHT


@pytest.mark.req("B25", "B28")
def test_what_is_left_of_a_family_moves_with_a_hold_of_its_size():
    place, service = office(1)
    booking = book(place, service, people=3)
    gone, *left = booking.visitors.all()
    cancel(booking, by=CITIZEN, at=AT, visitor=gone)
    too_many = take(place, service, NINE, people=3, moves=booking).booking
    assert refusal(reschedule, booking, hold=too_many, by=CITIZEN, at=AT) == "hold_expired"
    release(too_many, by=CITIZEN, at=AT)

    fits = take(place, service, NINE, people=2, moves=booking).booking
    reschedule(booking, hold=fits, by=CITIZEN, at=AT)

    live = booking.appointments.filter(status=Status.BOOKED)
    assert [one.visitor for one in live] == left
    assert live[0].starts_at == NINE
    assert list(differences(AT)) == []


@pytest.mark.req("B28")
def test_move_to_a_hold_of_another_service_is_refused():
    place, service = office(1)
    short = ServiceFactory(minutes=5)
    Counter.objects.get().services.add(short)
    booking = book(place, service)
    hold = take(place, short, NINE, moves=booking).booking

    assert refusal(reschedule, booking, hold=hold, by=CITIZEN, at=AT) == "not_bookable"
    assert booking.appointments.get(status=Status.BOOKED).starts_at == EIGHT


@pytest.mark.req("B28")
def test_move_with_a_hold_that_was_not_taken_for_it_is_refused():
    place, service = office(1)
    ana, bor = book(place, service), book(place, service, NINE)
    ten = NINE + timedelta(hours=1)
    for_nobody, for_bor = (
        take(place, service, ten),
        take(place, service, ten.replace(minute=30), moves=bor),
    )

    for hold in (for_nobody, for_bor):
        assert refusal(reschedule, ana, hold=hold.booking, by=CITIZEN, at=AT) == "not_confirmed"


@pytest.mark.req("B28")
def test_move_of_a_cancelled_or_past_appointment_is_refused():
    place, service = office(1)
    booking = book(place, service)
    hold = take(place, service, NINE, moves=booking).booking

    assert refusal(reschedule, booking, hold=hold, by=CITIZEN, at=EIGHT) == "past"
    cancel(booking, by=CITIZEN, at=AT)
    assert refusal(reschedule, booking, hold=hold, by=CITIZEN, at=AT) == "already_cancelled"

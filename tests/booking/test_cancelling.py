"""A booking cancelled: once, in whole or for one visitor, and kept."""

from datetime import time, timedelta

import pytest

from booking.actions.changing import cancel
from booking.actions.tidying import tidy_holds
from booking.availability.check import differences
from booking.enums import Status
from booking.errors import BookingError
from booking.models import Appointment, Booking
from tests.booking.acting import book, starts
from tests.booking.offices import AT, CITIZEN, EIGHT, NINE, office

pytestmark = pytest.mark.django_db


@pytest.mark.req("B25")
def test_cancel_twice_is_one_cancellation():
    place, service = office(1, closes=time(9))
    booking = book(place, service)

    cancel(booking, by=CITIZEN, at=AT)
    again = cancel(booking, by=CITIZEN, at=AT)

    assert again.sequence == 1
    assert starts(place, service)[0] == "08:00"
    assert list(differences(AT)) == []


def test_cancel_of_one_visitor_keeps_the_others():
    place, service = office(1)
    booking = book(place, service, people=2)
    first = booking.visitors.first()

    cancel(booking, by=CITIZEN, at=AT, visitor=first)

    assert booking.appointments.get(status=Status.BOOKED).visitor != first


def test_cancel_does_not_touch_the_visitors_of_another_booking():
    place, service = office(1)
    ana, bor = book(place, service), book(place, service, NINE)

    cancel(ana, by=CITIZEN, at=AT, visitor=bor.visitors.get())

    assert Appointment.objects.live().count() == 2


def test_cancel_after_the_visit_began_is_refused():
    place, service = office(1)
    booking = book(place, service)

    with pytest.raises(BookingError) as refused:
        cancel(booking, by=CITIZEN, at=EIGHT)

    assert refused.value.code == "past"


@pytest.mark.req("B25")
def test_cancelled_booking_is_kept_when_empty_groups_go():
    place, service = office(1)
    booking = book(place, service)
    cancel(booking, by=CITIZEN, at=AT)

    tidy_holds(at=AT + timedelta(days=3))

    assert Booking.objects.get() == booking
    assert booking.contact.name == "Ana Preizkus"

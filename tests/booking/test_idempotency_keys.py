"""One key is one hold, until that hold is over."""

from datetime import timedelta

import pytest

from booking.actions import keys
from booking.actions.changing import reschedule
from booking.actions.holding import release
from booking.enums import Status
from booking.models import Appointment
from tests.booking.acting import book, refusal, take
from tests.booking.offices import AT, CITIZEN, LATER, NINE, office

pytestmark = pytest.mark.django_db


@pytest.mark.req("B27")
def test_key_of_an_expired_hold_takes_the_time_anew():
    place, service = office(1)
    first = take(place, service, idempotency_key="form")

    again = take(place, service, idempotency_key="form", at=LATER)

    assert again.booking.pk != first.booking.pk
    assert again.booking.appointments.get().expires_at == LATER + timedelta(minutes=10)
    assert again.token == first.token
    assert refusal(take, place, service, idempotency_key="other", at=LATER) == "slot_taken"


def test_key_of_a_released_hold_takes_the_time_anew():
    place, service = office(1)
    first = take(place, service, idempotency_key="form")
    release(first.booking, by=CITIZEN, at=AT)

    again = take(place, service, idempotency_key="form")

    assert again.booking.appointments.get().status == Status.HELD


def test_key_of_an_expired_hold_whose_time_is_gone_says_so():
    place, service = office(1)
    take(place, service, idempotency_key="form")
    take(place, service, at=LATER)

    assert refusal(take, place, service, idempotency_key="form", at=LATER) == "slot_taken"


def test_key_is_not_taken_from_a_hold_that_another_click_has_made_meanwhile():
    """Both saw the old hold run out; the second one looks again under the lock."""
    place, service = office(1)
    fresh = take(place, service, idempotency_key="form").booking

    keys._forget("form", AT)

    fresh.refresh_from_db()
    assert fresh.idempotency_key == "form"


def test_key_of_a_confirmed_hold_stays_its_own():
    place, service = office(2)
    booking = book(place, service, idempotency_key="form")

    again = take(place, service, idempotency_key="form", at=LATER)

    assert again.booking == booking
    assert Appointment.objects.count() == 1


def test_key_of_a_hold_that_made_a_move_stays_its_own():
    place, service = office(1)
    booking = book(place, service)
    new = take(place, service, NINE, moves=booking, idempotency_key="form").booking
    reschedule(booking, hold=new, by=CITIZEN, at=AT)

    assert take(place, service, NINE, moves=booking, idempotency_key="form").booking == new

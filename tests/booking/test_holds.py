"""A hold: takes the time at once, for ten minutes, extended once, given back for good."""

from datetime import time, timedelta

import pytest

from booking.actions.holding import extend, release
from booking.availability.check import differences
from booking.enums import Status
from booking.tokens import token_hash
from privacy.models import AuditEntry
from tests.booking.acting import confirm_hold, refusal, starts, take
from tests.booking.offices import AT, CITIZEN, office

pytestmark = pytest.mark.django_db


@pytest.mark.req("B27")
def test_hold_takes_the_time_at_once_and_for_ten_minutes():
    place, service = office(1, closes=time(9))

    held = take(place, service)

    appointment = held.booking.appointments.get()
    assert appointment.status == Status.HELD
    assert appointment.expires_at == AT + timedelta(minutes=10)
    assert held.booking.hold_hash == token_hash(held.token)
    assert starts(place, service) == ["08:15", "08:30", "08:45"]
    assert list(differences(AT)) == []


@pytest.mark.req("B27")
def test_hold_is_extended_once():
    place, service = office(1)
    booking = take(place, service).booking

    extend(booking, at=AT + timedelta(minutes=8))
    extend(booking, at=AT + timedelta(minutes=17))

    assert booking.appointments.get().expires_at == AT + timedelta(minutes=18)


def test_release_gives_the_time_back():
    place, service = office(1, closes=time(9))
    held = take(place, service)

    release(held.booking, by=CITIZEN, at=AT)

    assert starts(place, service)[0] == "08:00"
    assert list(differences(AT)) == []


@pytest.mark.req("B27")
def test_released_hold_is_over_for_good():
    place, service = office(1)
    held = take(place, service).booking
    release(held, by=CITIZEN, at=AT)
    release(held, by=CITIZEN, at=AT)

    assert refusal(extend, held, at=AT) == "hold_expired"
    assert refusal(confirm_hold, held) == "hold_expired"
    assert AuditEntry.objects.filter(verb="release").count() == 1

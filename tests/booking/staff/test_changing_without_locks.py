"""Negative control of the races with changing hours: with the locks off the fault is there (X6).

Each test makes the two meet where only a lock keeps them apart, once with it and once without.
"""

import threading

import pytest

from booking.actions import bulk
from booking.actions.bulk import Shown, apply
from booking.errors import BookingError
from booking.models import BulkChange, OpeningHours
from booking.planning.preview import preview
from tests.booking.offices import AT, EIGHT, TUESDAY, office
from tests.booking.racing import assert_sound, meeting, race, without_row_locks
from tests.booking.staff.changes import MANAGER, closed, new_hours
from tests.booking.staff.test_changing_races import booking_at, outside_of_hours

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.req("B11", "X6"),
]


@pytest.fixture(params=[True, False], ids=["locked", "unlocked"])
def is_locked(request, monkeypatch):
    if not request.param:
        without_row_locks(monkeypatch)
    return request.param


def test_booking_made_after_the_stranded_were_counted(monkeypatch, is_locked):
    place, service = office(1)
    seen = preview(closed(place, "2026-11-17", "08:00", "10:00"), at=AT)
    counted, booked = threading.Event(), threading.Event()
    write = bulk.write

    def counting(*args, **kwargs):
        effect = write(*args, **kwargs)
        counted.set()
        booked.wait(1.5)  # with the lock nobody books before this is over
        return effect

    def booking():
        counted.wait(10)
        try:
            return booking_at(place, service, EIGHT)()
        finally:
            booked.set()

    monkeypatch.setattr(bulk, "write", counting)
    changed, made = race(lambda: apply(Shown.of(seen), {}, by=MANAGER, at=AT), booking)

    assert isinstance(changed, BulkChange)
    if is_locked:
        assert isinstance(made, BookingError)
        assert outside_of_hours(place) == []
        assert_sound(AT)
    else:
        assert not isinstance(made, Exception)
        assert len(outside_of_hours(place)) == 1
        assert changed.moved + changed.cancelled + changed.kept == 0


def test_two_changes_reckoned_from_the_same_hours(monkeypatch, is_locked):
    place, _service = office(1)
    plans = [new_hours(place, opens, opens + 2, first=TUESDAY) for opens in (9, 10)]
    shown = [Shown.of(preview(one, at=AT)) for one in plans]
    meet, basis = meeting(2), bulk.basis

    def reckoning(*args):
        found = basis(*args)
        meet()
        return found

    monkeypatch.setattr(bulk, "basis", reckoning)
    outcomes = race(*[lambda one=one: apply(one, {}, by=MANAGER, at=AT) for one in shown])

    done = [one for one in outcomes if isinstance(one, BulkChange)]
    coming = OpeningHours.objects.filter(location=place, valid_to=None)
    if is_locked:
        assert (len(done), coming.count()) == (1, 1)
        assert_sound(AT)
    else:
        assert (len(done), coming.count()) == (2, 2)

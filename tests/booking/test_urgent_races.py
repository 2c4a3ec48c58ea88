"""The last kept time, wanted by many at once: one urgent case has it, no ordinary one (B35, X6)."""

from datetime import timedelta

import pytest

from booking.actions.changing import reschedule
from booking.availability import free
from booking.models import Appointment, FreeInterval
from tests.booking.acting import book, take
from tests.booking.offices import AT, CITIZEN, EIGHT, NINE
from tests.booking.racing import assert_sound, codes, holding, race
from tests.booking.urgent import URGENT, urgent_office

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.req("B35", "X6"),
]


def urgently(place, service, starts_at=NINE, **more):
    return holding(place, service, starts_at, **URGENT, **more)


def test_two_urgent_cases_on_the_last_kept_time_give_one():
    place, service = urgent_office()
    for number in range(3):
        urgently(place, service, NINE + timedelta(minutes=15 * number))()
    last = NINE + timedelta(minutes=45)

    outcomes = race(*[urgently(place, service, last)] * 12)

    assert codes(outcomes) == ["ok"] + ["slot_taken"] * 11
    assert_sound(AT)


def test_ordinary_cases_never_get_kept_time_whoever_comes_first():
    place, service = urgent_office(2)

    outcomes = race(*[holding(place, service, NINE)] * 10, *[urgently(place, service)] * 4)

    assert codes(outcomes[:10]) == ["slot_taken"] * 10
    assert codes(outcomes[10:]) == ["ok", "ok", "slot_taken", "slot_taken"]
    assert {one.booking.is_urgent for one in Appointment.objects.all()} == {True}
    assert_sound(AT)


def test_without_the_filter_under_the_lock_ordinary_cases_would_get_it(monkeypatch):
    """Negative control: the filter is what refuses them, here and under the lock."""
    bare = "  AND (%(urgent)s OR free.reserved_until IS NULL OR free.reserved_until <= %(at)s)\n"
    for name in ("FREE_AT", "FREE_UNDER_LOCK"):
        statement = getattr(free, name)
        assert bare in statement
        monkeypatch.setattr(free, name, statement.replace(bare, ""))
    place, service = urgent_office()

    outcomes = race(*[holding(place, service, NINE)] * 4)

    assert codes(outcomes) == ["ok"] + ["slot_taken"] * 3


def test_time_kept_between_the_look_and_the_lock_is_refused_under_the_lock(monkeypatch):
    """An ordinary case saw the time while it was everybody's; the lock's own read says no."""
    from booking.actions import choosing

    place, service = urgent_office(release_hours=200)
    looked = choosing.free_at

    def look_then_keep(*args, **kwargs):
        found = looked(*args, **kwargs)
        rows = FreeInterval.objects.filter(reserved_until__isnull=False)
        rows.update(reserved_until=NINE + timedelta(days=1))
        return found

    monkeypatch.setattr(choosing, "free_at", look_then_keep)

    outcomes = race(holding(place, service, NINE))

    assert codes(outcomes) == ["slot_taken"]


def test_urgent_move_and_urgent_hold_on_one_kept_time_give_one():
    place, service = urgent_office()
    booking = book(place, service, EIGHT, **URGENT)

    def move():
        hold = take(place, service, NINE, moves=booking).booking
        return reschedule(booking, hold=hold, by=CITIZEN, at=AT)

    outcomes = race(move, urgently(place, service))

    assert codes(outcomes) == ["ok", "slot_taken"]
    assert_sound(AT)

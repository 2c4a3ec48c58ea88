"""What races of booking share; the race itself is `tests.racing`."""

from django.db.models import QuerySet

from booking.actions import locks
from booking.actions.holding import hold
from booking.availability.check import differences
from booking.models import Appointment
from tests.booking.offices import AT, CITIZEN, EIGHT
from tests.racing import codes, meeting, race

__all__ = [
    "assert_sound",
    "codes",
    "double_bookings",
    "holding",
    "meeting",
    "race",
    "without_row_locks",
]


def holding(place, service, starts_at=EIGHT, *, at=AT, **more):
    return lambda: hold(
        service, place, starts_at=starts_at, by=CITIZEN, language="sl", at=at, **more
    )


def without_row_locks(monkeypatch) -> None:
    """Let nobody wait for a row any more: the negative control of a race."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    monkeypatch.setattr(locks, "NO_KEY_UPDATE", "")
    monkeypatch.setattr(locks, "SKIP_LOCKED", "")


def double_bookings() -> int:
    """Return how many pairs of occupying appointments share a counter and a minute."""
    rows = list(
        Appointment.objects.occupying().order_by("counter", "period").values("counter", "period")
    )
    return sum(
        one["counter"] == other["counter"] and other["period"].lower < one["period"].upper
        for one, other in zip(rows, rows[1:], strict=False)
    )


def assert_sound(at) -> None:
    """Nobody shares a counter and a minute, and the derived table says what the truths say."""
    assert double_bookings() == 0
    assert list(differences(at)) == []

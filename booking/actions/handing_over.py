"""A day of one counter goes to another of the same place, exactly as it was shown (B13).

Nobody is written to: time, place and reference stay, and a counter's label is in no message and on
no page a citizen sees. Locks are taken as by every bulk change: place, bookings, counters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from booking.actions.locks import lock_bookings, lock_counters, turn_expired, writer
from booking.availability.derive import rederive
from booking.enums import BulkKind
from booking.errors import BookingError
from booking.models import Appointment, Booking, BulkChange, Counter, Location
from booking.planning.handover import Fate, fates
from privacy.audit import Actor, record

Shape = tuple[int, str, str, str]


@dataclass(frozen=True)
class Handover:
    """What somebody saw and confirms: of which counter, to which, and what becomes of whom."""

    uid: str
    location: int
    day: date
    source: int
    target: int
    shown: tuple[Shape, ...] = ()
    reason_sl: str = ""


class StaleHandover(BookingError):
    """What was shown no longer holds; `fates` is what holds now. Nothing has been written."""

    def __init__(self, now: Sequence[Fate]) -> None:
        super().__init__("preview_stale")
        self.fates = list(now)


@writer
def hand_over(shown: Handover, *, by: Actor, at: datetime) -> BulkChange:
    """Give every appointment that fits to the other counter; those that do not stay.

    Doing it again changes nothing. Raises StaleHandover when anything shown no longer holds;
    BookingError: changed_meanwhile where a counter is no longer of the place, busy.
    """
    location = Location.objects.select_for_update(no_key=True).get(pk=shown.location)
    done = BulkChange.objects.filter(uid=shown.uid, location=location).first()
    if done is not None:
        return done
    keys = [shape[0] for shape in shown.shown]
    whose = Appointment.objects.filter(pk__in=keys).values("booking")
    lock_bookings(*Booking.objects.filter(pk__in=whose).order_by("pk"))
    source, target = _counters(shown)
    turn_expired([source, target], at)
    now = fates(source, target, shown.day, at=at)
    if tuple(fate.shape for fate in now) != shown.shown:
        raise StaleHandover(now)
    return _apply(shown, now, source, target, by=by, at=at)


def _counters(shown: Handover) -> tuple[Counter, Counter]:
    locked = {row.pk: row for row in lock_counters([shown.source, shown.target])}
    here = {row.pk for row in locked.values() if row.location_id == shown.location}
    if here != {shown.source, shown.target} or shown.source == shown.target:
        raise BookingError("changed_meanwhile")
    return locked[shown.source], locked[shown.target]


def _apply(
    shown: Handover,
    now: Sequence[Fate],
    source: Counter,
    target: Counter,
    *,
    by: Actor,
    at: datetime,
) -> BulkChange:
    moved = [fate.appointment for fate in now if fate.obstacle is None]
    keys = [one.pk for one in moved]
    Appointment.objects.filter(pk__in=keys).update(counter=target, changed_at=at)
    rederive([source, target], shown.day, shown.day)
    counts: dict[str, Any] = {"moved": len(moved), "kept": len(now) - len(moved)}
    bulk = BulkChange.objects.create(
        uid=shown.uid,
        kind=BulkKind.HANDOVER,
        location_id=shown.location,
        actor_id=by.user_id,
        reason_sl=shown.reason_sl,
        at=at,
        **counts,
    )
    for key in sorted({one.booking_id for one in moved}):
        record(by, "handover", "booking", key, at=at, changed=["counter"])
    record(by, "bulk_change", "booking.bulkchange", bulk.pk, at=at, changed=["counter"])
    return bulk

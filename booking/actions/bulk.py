"""A change of hours applied as it was shown: rows, free time, people, in one transaction (B11).

Order of locks: the location (two changes of it take turns), the bookings of those who lose their
time, the counters. Bookings made meanwhile wait, and what they stranded is seen under the lock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db.models import F

from booking.actions.locks import lock_counters, writer
from booking.actions.relocating import move, revoke, tell
from booking.availability.derive import local_day
from booking.availability.renew import renew
from booking.availability.truth import open_intervals
from booking.enums import BulkKind, Status
from booking.errors import BookingError
from booking.models import Appointment, Booking, BulkChange, Counter, Location
from booking.planning.basis import basis
from booking.planning.preview import Effect, Preview, Stranded, preview, write
from booking.planning.proposals import Proposal
from booking.planning.steps import Change
from privacy.audit import Actor, record


class Decision(StrEnum):
    """What becomes of a stranded appointment."""

    MOVE = "move"
    CANCEL = "cancel"
    KEEP = "keep"


@dataclass(frozen=True)
class Was:
    """A stranded appointment as it was shown."""

    counter: int
    starts_at: datetime
    proposal: Proposal | None


@dataclass(frozen=True)
class Shown:
    """What somebody saw and confirms: the change, what it was reckoned from, whom it strands."""

    change: Change
    basis: str
    stranded: Mapping[int, Was] = field(default_factory=dict)

    @classmethod
    def of(cls, seen: Preview) -> "Shown":
        return cls(
            seen.change,
            seen.basis,
            {
                one.appointment.pk: Was(
                    one.appointment.counter_id, one.appointment.starts_at, one.proposal
                )
                for one in seen.stranded
            },
        )


class StalePreview(BookingError):
    """What was shown no longer holds; `preview` is what holds now. Nothing has been written."""

    def __init__(self, fresh: Preview) -> None:
        super().__init__("preview_stale")
        self.preview = fresh


class _Differs(Exception):
    pass


def apply(
    shown: Shown, decisions: Mapping[int, Decision], *, by: Actor, at: datetime
) -> BulkChange:
    """Do what was shown, and move, cancel or keep each stranded appointment as decided.

    Everybody affected is told once. Applying the same change again changes nothing. Raises
    StalePreview when anything shown no longer holds, be it a booking made meanwhile; BookingError:
    undecided, changed_meanwhile, busy. B7, B11, B12, X6.
    """
    try:
        return _apply(shown, decisions, by=by, at=at)
    except _Differs as differs:
        raise StalePreview(preview(shown.change, at=at)) from differs


@writer
def _apply(
    shown: Shown, decisions: Mapping[int, Decision], *, by: Actor, at: datetime
) -> BulkChange:
    location = Location.objects.select_for_update(no_key=True).get(pk=shown.change.location)
    done = BulkChange.objects.filter(uid=shown.change.uid, location=location).first()
    if done is not None:
        return done
    bookings = _lock_bookings(shown)
    counters = _lock_counters(location)
    if basis(location, at) != shown.basis:
        raise _Differs
    proposals = {key: was.proposal for key, was in shown.stranded.items()}
    effect = write(shown.change, location, by=by.user_id, at=at, shown=proposals)
    chosen = _matched(shown, effect.stranded, decisions)
    _let_go(effect.unconfirmed, at)
    moved = move(chosen[Decision.MOVE], at=at)
    revoke(chosen[Decision.CANCEL], at=at)
    _derive(effect, counters, moved)
    for booking in _changed(chosen, bookings):
        tell(booking, effect.bulk, by=by, at=at)
    return _count(effect, chosen, by=by, at=at)


def _lock_bookings(shown: Shown) -> dict[int, Booking]:
    """Lock the bookings of those shown, in key order, and return them with their contacts."""
    keys = Appointment.objects.filter(pk__in=shown.stranded).values("booking")
    rows = Booking.objects.filter(pk__in=keys).order_by("pk")
    locked = rows.select_related("contact").select_for_update(no_key=True, of=("self",))
    return {booking.pk: booking for booking in locked}


def _lock_counters(location: Location) -> dict[int, Counter]:
    keys = Counter.objects.filter(location=location).values_list("pk", flat=True)
    return {counter.pk: counter for counter in lock_counters(keys)}


def _matched(
    shown: Shown, stranded: Sequence[Stranded], decisions: Mapping[int, Decision]
) -> dict[Decision, list[Stranded]]:
    """Return the stranded by decision; _Differs unless they are exactly those shown."""
    chosen: dict[Decision, list[Stranded]] = {decision: [] for decision in Decision}
    now = {
        one.appointment.pk: (one.appointment.counter_id, one.appointment.starts_at)
        for one in stranded
    }
    if now != {key: (was.counter, was.starts_at) for key, was in shown.stranded.items()}:
        raise _Differs
    for one in stranded:
        key = one.appointment.pk
        if key not in decisions:
            raise BookingError("undecided")
        if decisions[key] == Decision.MOVE and one.proposal is None:
            if shown.stranded[key].proposal is None:
                raise BookingError("undecided")
            raise _Differs
        chosen[decisions[key]].append(one)
    return chosen


def _let_go(keys: Sequence[int], at: datetime) -> None:
    """End the holds whose time is no longer open: whoever confirms one is told to choose anew."""
    Appointment.objects.filter(pk__in=keys).update(status=Status.EXPIRED, changed_at=at)


def _derive(effect: Effect, counters: Mapping[int, Counter], moved: Sequence[Appointment]) -> None:
    """Derive again the days the change touches, and those somebody was moved to."""
    first, last = effect.days
    touched = [counter.pk for counter in effect.counters]
    renew([counters[key] for key in touched], effect.opened, first, last)
    days = [(one.counter_id, local_day(one.starts_at, counters[one.counter_id])) for one in moved]
    others = [(key, day) for key, day in days if key not in touched or not first <= day <= last]
    if others:
        keys = sorted({key for key, _day in others})
        used = [one for one in effect.everyone if one.pk in keys]
        first, last = min(day for _key, day in others), max(day for _key, day in others)
        renew([counters[key] for key in keys], open_intervals(used, first, last), first, last)


def _changed(
    chosen: Mapping[Decision, Sequence[Stranded]], bookings: Mapping[int, Booking]
) -> list[Booking]:
    """Return the bookings that changed, in key order, their SEQUENCE raised (I1)."""
    touched = [*chosen[Decision.MOVE], *chosen[Decision.CANCEL]]
    keys = sorted({one.appointment.booking_id for one in touched})
    Booking.objects.filter(pk__in=keys).update(sequence=F("sequence") + 1)
    for key in keys:
        bookings[key].sequence += 1
    return [bookings[key] for key in keys]


def _count(
    effect: Effect, chosen: Mapping[Decision, Sequence[Stranded]], *, by: Actor, at: datetime
) -> BulkChange:
    bulk = effect.bulk
    bulk.moved = len(chosen[Decision.MOVE])
    bulk.cancelled = len(chosen[Decision.CANCEL])
    bulk.kept = len(chosen[Decision.KEEP])
    bulk.save(update_fields=["moved", "cancelled", "kept"])
    changed = ["is_active"] if bulk.kind == BulkKind.COUNTER else ["hours"]
    record(by, "bulk_change", "booking.bulkchange", bulk.pk, at=at, changed=changed)
    return bulk

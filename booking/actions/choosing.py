"""Choosing the counters a hold takes its time of, and locking them (DESIGN 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from booking.actions.locks import lock_active, turn_expired
from booking.availability import derive
from booking.availability.derive import local_day, reach
from booking.availability.free import free_at, free_under_lock
from booking.availability.grid import room, share
from booking.errors import BookingError
from booking.models import Booking, Counter, FreeInterval


class Busy(Exception):
    """Pass 1 found too little among the counters nobody else was writing."""


@dataclass(frozen=True)
class Share:
    """What one locked counter takes of a group: so many people, out of this free interval."""

    people: int
    row: FreeInterval


def choose(
    group: Booking,
    starts_at: datetime,
    people: int,
    at: datetime,
    *,
    skip: bool,
    counter: Counter | None = None,
) -> list[Share]:
    """Return locked counters, how many people each takes, and the free interval they take it of.

    Where a `counter` is wanted, no other one is looked at. Pass 1 (`skip`) passes over locked
    counters and raises Busy when the rest do not suffice; only pass 2, which waits for them, may
    say that the time is taken.
    """
    candidates = _candidates(group, starts_at, people, at, counter)
    if people == 1 and skip:
        for key in candidates:
            locked = lock_active([key], group.location, skip=True)
            if locked and (found := _rooms(locked, group, starts_at, at)):
                return [Share(1, found[0][1])]
        raise Busy
    locked = lock_active(candidates, group.location, skip=skip)
    found = sorted(_rooms(locked, group, starts_at, at), key=lambda pair: -pair[0])
    shares = share([capacity for capacity, _row in found], people)
    if shares is None:
        raise Busy if skip else BookingError("slot_taken")
    return [
        Share(taken, row) for (_capacity, row), taken in zip(found, shares, strict=True) if taken
    ]


def _candidates(
    group: Booking, starts_at: datetime, people: int, at: datetime, counter: Counter | None
) -> list[int]:
    """Return the keys of the counters free at `starts_at`, snuggest fit first.

    An urgent case takes what is kept for such before it takes what others could have (B35).
    """
    service = group.service
    window = (starts_at, starts_at + service.length)
    walk_in = group.is_walk_in
    ordinary = free_at(group.location_id, service, window, at, walk_in=walk_in)
    free = ordinary
    if group.is_urgent:
        free = free_at(group.location_id, service, window, at, walk_in=walk_in, is_urgent=True)
    fitting = [
        (span in ordinary.get(key, ()), span[0] != starts_at, key, capacity)
        for key, spans in free.items()
        for span in spans
        if counter is None or key == counter.pk
        if (capacity := room(span, starts_at, service.length))
    ]
    if sum(one[-1] for one in fitting) < people:
        short = _underived(group, starts_at)
        fitting += [(True, True, key, 1) for key in short if counter is None or key == counter.pk]
    return [key for _ordinary, _loose, key, _capacity in sorted(fitting)]


def _underived(group: Booking, starts_at: datetime) -> list[int]:
    """Return the counters whose derived days end before `starts_at`; a late job loses nobody."""
    day = starts_at.astimezone(group.location.zone).date()
    counters = Counter.objects.doing(group.service_id).filter(location=group.location_id)
    return list(counters.exclude(free_until__gte=day).values_list("pk", flat=True))


def _rooms(
    locked: Sequence[Counter], group: Booking, starts_at: datetime, at: datetime
) -> list[tuple[int, FreeInterval]]:
    """Return how many fit from `starts_at` into each locked counter's interval around it.

    Read again after the locks; a counter where none fits is left out.
    """
    service = group.service
    keys = [counter.pk for counter in locked]
    who = {"walk_in": group.is_walk_in, "is_urgent": group.is_urgent}
    found, has_expired = free_under_lock(keys, service, starts_at, at, **who)
    if _refresh(locked, starts_at, at, has_expired=has_expired):
        found, _turned = free_under_lock(keys, service, starts_at, at, **who)
    return [
        (capacity, row)
        for row in found
        if (capacity := room((row.period.lower, row.period.upper), starts_at, service.length))
    ]


def _refresh(
    locked: Sequence[Counter], starts_at: datetime, at: datetime, *, has_expired: bool
) -> bool:
    """Turn over expired holds and derive missing days of locked counters; say if any was there."""
    if has_expired:
        turn_expired(locked, at)
    short = [c for c in locked if c.free_until is None or c.free_until < local_day(starts_at, c)]
    if short:
        derive.extend(short, at.date() - timedelta(days=1), reach(at.date()))
    return has_expired or bool(short)

"""The first free time of every service of one office, from one reading of its free time (U2)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from booking.availability.derive import free_truth, local_day
from booking.availability.grid import listed_starts
from booking.availability.restrictions import Restrictions, allowed
from booking.availability.truth import Moments, Open
from booking.availability.window import start_window
from booking.enums import Channel
from booking.models import Appointment, Counter, FreeInterval, Location, Service, ServiceRestriction


def first_free_here(
    office: Location, services: Iterable[Service], *, at: datetime, channel: str = Channel.WEB
) -> dict[int, datetime]:
    """Return service key → its first listed start at `office` (UTC); those without are absent.

    The number of queries does not grow with the services. Time under expired holds counts as free.
    """
    wanted = [service for service in services if service.is_by_appointment]
    if not wanted or not office.is_bookable(channel):
        return {}
    counters = list(
        Counter.objects.in_use()
        .filter(location=office)
        .select_related("location")
        .prefetch_related("services")
    )
    free = _free(counters, at)
    does = {counter.pk: {service.pk for service in counter.services.all()} for counter in counters}
    restrictions = Restrictions(ServiceRestriction.objects.prefetch_related("services"))
    found = {}
    for service in wanted:
        window = start_window(service, at, office.zone)
        here = [free[key] for key, served in does.items() if service.pk in served]
        starts = [
            start for pieces in here if (start := _first(pieces, service, window, restrictions))
        ]
        if starts:
            found[service.pk] = min(starts)
    return found


def _first(
    pieces: Sequence[Open], service: Service, window: Moments, restrictions: Restrictions
) -> datetime | None:
    """Return the first listed start of the service in a counter's sorted free time."""
    for piece in pieces:
        named = restrictions.services.get(piece.restriction_id or 0, frozenset())
        if not allowed(restrictions.get(piece.restriction_id), service.pk, named):
            continue
        start = next(listed_starts(piece.interval, service.length, *window), None)
        if start is not None:
            return start
    return None


def _free(counters: Sequence[Counter], at: datetime) -> dict[int, list[Open]]:
    """Return the free time of each counter from `at` on, sorted."""
    free: dict[int, list[Open]] = defaultdict(list)
    rows = FreeInterval.objects.filter(counter__in=counters, period__endswith__gt=at)
    for key, period, restriction, until in rows.order_by("period").values_list(
        "counter_id", "period", "restriction_id", "reserved_until"
    ):
        free[key].append(Open(period.lower, period.upper, restriction, until))
    for counter, days in _days_of_expired_holds(counters, at).items():
        kept = [
            piece for piece in free[counter.pk] if local_day(piece.starts_at, counter) not in days
        ]
        for day in days:
            kept += free_truth([counter], day, day, ignoring_expired=at)[counter.pk]
        free[counter.pk] = sorted(kept, key=lambda piece: piece.starts_at)
    for key, pieces in free.items():
        free[key] = [piece for piece in pieces if piece.is_for(is_urgent=False, at=at)]
    return free


def _days_of_expired_holds(counters: Sequence[Counter], at: datetime) -> dict[Counter, set]:
    by_key = {counter.pk: counter for counter in counters}
    days: dict[Counter, set] = defaultdict(set)
    held = Appointment.objects.expired_holds(at).filter(
        counter__in=by_key, period__endswith__gt=at - timedelta(days=1)
    )
    for hold in held:
        counter = by_key[hold.counter_id]
        days[counter].add(local_day(hold.period.lower, counter))
    return days

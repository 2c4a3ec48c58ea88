"""Reading free time: the derived table, and what expired holds give back (DESIGN 4)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from booking.availability.derive import free_truth, local_day
from booking.availability.truth import Moments
from booking.enums import RestrictionMode
from booking.models import Appointment, Counter, FreeInterval, Service, ServiceRestriction


def restrictions_allowing(
    service_id: int, *, walk_in: bool = False
) -> QuerySet[ServiceRestriction]:
    """Return the restrictions under which the service may be booked, or given to a walk-in."""
    named = ServiceRestriction.services.through.objects.filter(
        servicerestriction=OuterRef("pk"), service=service_id
    )
    return ServiceRestriction.objects.filter(
        Q(Exists(named), mode=RestrictionMode.ONLY)
        | Q(~Exists(named), mode=RestrictionMode.EXCEPT),
        **{"is_booked_only" if walk_in else "is_walk_in_only": False},
    )


# Read with every look at a location, so it is one statement and no query is put together for it:
# the free intervals of the counters that do the service here, and the holds that have expired.
# No interval crosses local midnight, so one that begins before `end` ends within a day of it; that
# makes both ends of the index range known.
FREE_AT = """
WITH counters AS MATERIALIZED (
    SELECT counter.id FROM booking_counter counter
    JOIN booking_counter_services does
      ON does.counter_id = counter.id AND does.service_id = %(service)s
    WHERE counter.location_id = %(location)s AND counter.is_active
), expired AS MATERIALIZED (
    SELECT counter_id, period FROM booking_appointment
    WHERE status = 'held' AND expires_at <= %(at)s
)
SELECT free.counter_id, lower(free.period) AS begins, upper(free.period), false
FROM counters CROSS JOIN LATERAL (
    SELECT * FROM booking_freeinterval free
    WHERE free.counter_id = counters.id
      AND upper(free.period) > %(begin)s AND upper(free.period) <= %(end)s + interval '25 hours'
    OFFSET 0
) free
WHERE lower(free.period) < %(end)s
  AND (free.restriction_id IS NULL OR free.restriction_id IN (
    SELECT restriction.id FROM booking_servicerestriction restriction
    WHERE NOT CASE WHEN %(walk_in)s THEN restriction.is_booked_only
                   ELSE restriction.is_walk_in_only END
      AND (restriction.mode = 'only') = EXISTS (
        SELECT 1 FROM booking_servicerestriction_services named
        WHERE named.servicerestriction_id = restriction.id AND named.service_id = %(service)s)))
  AND (%(urgent)s OR free.reserved_until IS NULL OR free.reserved_until <= %(at)s)
UNION ALL
SELECT counter_id, lower(period), upper(period), true
FROM expired
WHERE counter_id IN (SELECT id FROM counters) AND period && tstzrange(%(begin)s, %(end)s)
ORDER BY begins
"""


def free_at(
    location_id: int,
    service: Service,
    window: Moments,
    at: datetime,
    *,
    walk_in: bool = False,
    is_urgent: bool = False,
) -> dict[int, list[Moments]]:
    """Return the free intervals of each counter that does `service` here and touch `window`.

    Sorted per counter; free to be booked, or with `walk_in` for whoever came without an
    appointment. What is reserved is there for urgent cases, and from its release on for everybody
    (B35); one says nothing of the other. Time under a hold that has expired by `at` counts as free,
    although the derived table does not know it yet.
    """
    values: dict[str, Any] = {"service": service.pk, "location": location_id, "at": at}
    values |= {"begin": window[0], "end": window[1], "walk_in": walk_in, "urgent": is_urgent}
    free: dict[int, list[Moments]] = defaultdict(list)
    expired: list[tuple[int, datetime]] = []
    with connection.cursor() as cursor:
        cursor.execute(FREE_AT, values)
        for key, begins, ends, is_expired in cursor.fetchall():
            if is_expired:
                expired.append((key, begins))
            else:
                free[key].append((begins, ends))
    if expired:
        # By now somebody may have turned these holds over: their days are read anew all the same,
        # or the time they gave back would be in neither statement.
        counters = Counter.objects.doing(service.pk).filter(location=location_id)
        _read_days(free, counters, service, expired, at, walk_in=walk_in, is_urgent=is_urgent)
    return free


# Read after the locks of every hold: the interval around its start, and whether a hold of the
# counter has run out that nobody has turned over yet.
FREE_UNDER_LOCK = """
SELECT counter.id, free.id, free.period, free.restriction_id, free.reserved_until, EXISTS (
    SELECT 1 FROM booking_appointment held
    WHERE held.counter_id = counter.id AND held.status = 'held' AND held.expires_at <= %(at)s)
FROM booking_counter counter LEFT JOIN booking_freeinterval free
  ON free.counter_id = counter.id AND free.period @> %(start)s
  AND (free.restriction_id IS NULL OR free.restriction_id IN (
    SELECT restriction.id FROM booking_servicerestriction restriction
    WHERE NOT CASE WHEN %(walk_in)s THEN restriction.is_booked_only
                   ELSE restriction.is_walk_in_only END
      AND (restriction.mode = 'only') = EXISTS (
        SELECT 1 FROM booking_servicerestriction_services named
        WHERE named.servicerestriction_id = restriction.id AND named.service_id = %(service)s)))
  AND (%(urgent)s OR free.reserved_until IS NULL OR free.reserved_until <= %(at)s)
WHERE counter.id = ANY(%(keys)s)
ORDER BY counter.id
"""


def free_under_lock(
    counters: Sequence[int],
    service: Service,
    start: datetime,
    at: datetime,
    *,
    walk_in: bool = False,
    is_urgent: bool = False,
) -> tuple[list[FreeInterval], bool]:
    """Return the free intervals of locked counters around `start`, as they are now.

    The second value says whether any of the counters has a hold that has expired by `at`.
    """
    values: dict[str, Any] = {"keys": list(counters), "service": service.pk}
    values |= {"start": start, "at": at, "walk_in": walk_in, "urgent": is_urgent}
    with connection.cursor() as cursor:
        cursor.execute(FREE_UNDER_LOCK, values)
        found = cursor.fetchall()
    rows = [
        FreeInterval(
            pk=key,
            counter_id=counter,
            period=period,
            restriction_id=restriction,
            reserved_until=reserved_until,
        )
        for counter, key, period, restriction, reserved_until, _expired in found
        if key is not None
    ]
    return rows, any(row[-1] for row in found)


def patch_expired(
    free: dict[int, list[Moments]],
    counters: QuerySet[Counter],
    service: Service,
    window: Moments,
    at: datetime,
    *,
    is_urgent: bool = False,
) -> None:
    """Put into `free` what the two truths say of the days with an expired hold."""
    expired = Appointment.objects.expired_holds(at).filter(
        counter__in=counters.values("pk"), period__overlap=window
    )
    rows = [(hold.counter_id, hold.period.lower) for hold in expired]
    if rows:
        _read_days(free, counters, service, rows, at, is_urgent=is_urgent)


def _read_days(
    free: dict[int, list[Moments]],
    counters: QuerySet[Counter],
    service: Service,
    moments: Sequence[tuple[int, datetime]],
    at: datetime,
    *,
    walk_in: bool = False,
    is_urgent: bool = False,
) -> None:
    """Replace in `free` the days of `moments`, (counter key, moment), by what the truths say."""
    touched = counters.filter(pk__in={key for key, _moment in moments}).select_related("location")
    for counter in touched:
        days = {local_day(moment, counter) for key, moment in moments if key == counter.pk}
        kept = [
            span for span in free.get(counter.pk, []) if local_day(span[0], counter) not in days
        ]
        free[counter.pk] = sorted(
            kept + _of_days(counter, days, service, at, walk_in=walk_in, is_urgent=is_urgent)
        )


def _of_days(
    counter: Counter, days: set, service: Service, at: datetime, *, walk_in: bool, is_urgent: bool
) -> list[Moments]:
    """Return what is free for the service on these days by the two truths."""
    truths = [free_truth([counter], day, day, ignoring_expired=at)[counter.pk] for day in days]
    # Asked after the truths, which may have combined two restrictions for the first time.
    allowing = restrictions_allowing(service.pk, walk_in=walk_in)
    allowed = {None, *allowing.values_list("pk", flat=True)}
    return [
        piece.interval
        for pieces in truths
        for piece in pieces
        if piece.restriction_id in allowed and piece.is_for(is_urgent=is_urgent, at=at)
    ]

"""The first free time of a service at every location, in one query (B23, B33)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from booking.availability.free import patch_expired
from booking.availability.grid import listed_starts, pitch
from booking.availability.window import start_window
from booking.enums import Channel
from booking.models import Appointment, Counter, Location, Service

# For each counter the first free interval, by index, that still has a listed start; then the
# minimum per location. `begin` is the interval's first step of the five-minute grid, `start` its
# first listed start at or after the notice (grid.listed_starts says the same in Python).
EARLIEST = """
WITH allowed AS MATERIALIZED (
    SELECT restriction.id FROM booking_servicerestriction restriction
    WHERE NOT restriction.is_walk_in_only
      AND (restriction.mode = 'only') = EXISTS (
        SELECT 1 FROM booking_servicerestriction_services named
        WHERE named.servicerestriction_id = restriction.id AND named.service_id = %(service)s)
), counters AS MATERIALIZED (
    SELECT counter.id, counter.location_id,
           (((%(at)s AT TIME ZONE location.time_zone)::date
             + %(horizon)s + CASE WHEN %(release)s::time
               > (%(at)s AT TIME ZONE location.time_zone)::time THEN 0 ELSE 1 END)::timestamp
            AT TIME ZONE location.time_zone) AS before
    FROM booking_counter counter
    JOIN booking_counter_services does
      ON does.counter_id = counter.id AND does.service_id = %(service)s
    JOIN booking_location location ON location.id = counter.location_id
    JOIN booking_location unit ON unit.id = location.unit_id
    WHERE counter.is_active AND unit.open_channels @> ARRAY[%(channel)s]::varchar[]
      AND (%(unit)s::bigint IS NULL OR unit.id = %(unit)s)
)
SELECT counters.location_id, min(first.start)
FROM counters CROSS JOIN LATERAL (
    SELECT listed.start
    FROM booking_freeinterval free
    CROSS JOIN LATERAL (SELECT date_bin('5 minutes',
        lower(free.period) + interval '4 minutes 59.999999 seconds', '2000-01-01Z') AS begin) grid
    CROSS JOIN LATERAL (SELECT grid.begin + %(pitch)s * ceil(greatest(0,
        extract(epoch FROM %(opens)s - grid.begin) / extract(epoch FROM %(pitch)s)
        )::numeric)::float8 AS start) listed
    WHERE free.counter_id = counters.id
      AND upper(free.period) >= %(opens)s + %(length)s
      AND listed.start + %(length)s <= upper(free.period)
      AND listed.start < counters.before
      AND (free.restriction_id IS NULL OR free.restriction_id IN (SELECT id FROM allowed))
      AND (%(urgent)s OR free.reserved_until IS NULL OR free.reserved_until <= %(at)s)
    ORDER BY upper(free.period)
    LIMIT 1
) first
GROUP BY counters.location_id
"""


def earliest(
    service: Service,
    *,
    at: datetime,
    channel: str = Channel.WEB,
    unit: Location | None = None,
    is_urgent: bool = False,
) -> dict[int, datetime]:
    """Return location key → first offered start (UTC); locations with none are absent.

    `unit` narrows to one unit's offices. Time under expired holds counts as free. Urgent cases see
    the time reserved for them too (B35).
    """
    if not service.is_by_appointment:
        return {}
    with connection.cursor() as cursor:
        values = parameters(service, at=at, channel=channel, unit=unit, is_urgent=is_urgent)
        cursor.execute(EARLIEST, values)
        found: dict[int, datetime] = dict(cursor.fetchall())
    for location_id, start in _under_expired(service, at, channel, unit, is_urgent):
        if location_id not in found or start < found[location_id]:
            found[location_id] = start
    return found


def parameters(
    service: Service,
    *,
    at: datetime,
    channel: str,
    unit: Location | None,
    is_urgent: bool = False,
) -> dict[str, Any]:
    """Return the parameters of EARLIEST."""
    opens = at + timedelta(hours=service.notice_hours)
    return {
        "service": service.pk,
        "at": at,
        "opens": opens,
        "length": service.length,
        "pitch": pitch(service.length),
        "horizon": service.horizon_days,
        "release": service.release_at,
        "channel": str(channel),
        "unit": unit.pk if unit else None,
        "urgent": is_urgent,
    }


def _under_expired(
    service: Service, at: datetime, channel: str, unit: Location | None, is_urgent: bool
) -> Iterable[tuple[int, datetime]]:
    """Yield (location, first start) at counters with an expired hold; usually there are none."""
    expired = Appointment.objects.expired_holds(at).filter(
        counter__is_active=True,
        counter__services=service,
        counter__location__unit__open_channels__contains=[str(channel)],
    )
    if unit is not None:
        expired = expired.filter(counter__location__unit=unit)
    touched = set(expired.values_list("counter_id", flat=True))
    for counter in Counter.objects.filter(pk__in=touched).select_related("location"):
        window = start_window(service, at, counter.location.zone)
        free: dict = {}
        here = Counter.objects.filter(pk=counter.pk)
        patch_expired(free, here, service, window, at, is_urgent=is_urgent)
        starts = [
            start
            for span in free.get(counter.pk, [])
            for start in listed_starts(span, service.length, *window)
        ]
        if starts:
            yield counter.location_id, min(starts)

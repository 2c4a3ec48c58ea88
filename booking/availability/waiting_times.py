"""The first free time of every service at every location, in one query (B33)."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from booking.enums import AppointmentNeed, Channel

# The same reckoning as EARLIEST, for all services at once; a test holds the two equal. A service
# that is offered but has nothing free stays, with null.
WAITING_TIMES = """
WITH pace AS MATERIALIZED (
    SELECT service.id, service.horizon_days, service.release_at,
           ARRAY(SELECT restriction.id FROM booking_servicerestriction restriction
               WHERE NOT restriction.is_walk_in_only
                 AND (restriction.mode = 'only') = EXISTS (
                   SELECT 1 FROM booking_servicerestriction_services named
                   WHERE named.servicerestriction_id = restriction.id
                     AND named.service_id = service.id)) AS allowed,
           %(at)s + make_interval(hours => service.notice_hours) AS opens,
           make_interval(mins => service.minutes + service.buffer_minutes) AS length,
           make_interval(mins => 5 * ceil((service.minutes + service.buffer_minutes) / 5.0)::int)
               AS pitch
    FROM booking_service service
    WHERE service.is_active AND service.appointment_need <> %(not_needed)s
), offered AS MATERIALIZED (
    SELECT counter.id, counter.location_id, pace.id AS service_id, pace.opens, pace.length,
           pace.pitch, pace.allowed,
           unit.open_channels @> ARRAY[%(channel)s]::varchar[] AS is_bookable,
           (((%(at)s AT TIME ZONE location.time_zone)::date + pace.horizon_days
             + CASE WHEN pace.release_at > (%(at)s AT TIME ZONE location.time_zone)::time
               THEN 0 ELSE 1 END)::timestamp AT TIME ZONE location.time_zone) AS before
    FROM pace
    JOIN booking_counter_services does ON does.service_id = pace.id
    JOIN booking_counter counter ON counter.id = does.counter_id
    JOIN booking_location location ON location.id = counter.location_id
    JOIN booking_location unit ON unit.id = location.unit_id
    WHERE counter.is_active
)
SELECT offered.service_id, offered.location_id, min(first.start)
FROM offered LEFT JOIN LATERAL (
    SELECT listed.start
    FROM booking_freeinterval free
    CROSS JOIN LATERAL (SELECT date_bin('5 minutes',
        lower(free.period) + interval '4 minutes 59.999999 seconds', '2000-01-01Z') AS begin) grid
    CROSS JOIN LATERAL (SELECT grid.begin + offered.pitch * ceil(greatest(0,
        extract(epoch FROM offered.opens - grid.begin) / extract(epoch FROM offered.pitch)
        )::numeric)::float8 AS start) listed
    WHERE free.counter_id = offered.id
      AND offered.is_bookable
      AND upper(free.period) >= offered.opens + offered.length
      AND listed.start + offered.length <= upper(free.period)
      AND listed.start < offered.before
      AND (free.restriction_id IS NULL OR free.restriction_id = ANY (offered.allowed))
      AND (free.reserved_until IS NULL OR free.reserved_until <= %(at)s)
    ORDER BY upper(free.period)
    LIMIT 1
) first ON true
GROUP BY offered.service_id, offered.location_id
"""


def waiting_times(
    *, at: datetime, channel: str = Channel.WEB
) -> dict[tuple[int, int], datetime | None]:
    """Return (service key, location key) → first offered start in UTC, None when nothing is free.

    What is reserved for urgent cases counts from its release on (B35).
    Time under a hold that has run out counts from the next `tidy_holds` on: a table of the whole
    country may be a minute old.
    """
    parameters: dict[str, Any] = {
        "at": at,
        "channel": str(channel),
        "not_needed": str(AppointmentNeed.NOT_NEEDED),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        # Compiling the query would take ten times as long as running it.
        cursor.execute("SET LOCAL jit = off")
        cursor.execute(WAITING_TIMES, parameters)
        return {(service, location): start for service, location, start in cursor.fetchall()}

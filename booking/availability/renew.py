"""Deriving many days again where most of what is derived stays as it is.

A change of hours touches a year of days, but of each day only the ends. What is free is reckoned by
the database from the open time handed in and the appointments it has; only rows that differ are
written, because the exclusion constraint makes each of them dear (docs/decisions/0010).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from booking.availability.truth import Open, day_bounds
from booking.enums import OCCUPYING
from booking.models import Counter

# The count of what goes is joined to what comes: so the old rows have gone before a new one comes,
# which the constraint demands and PostgreSQL does not promise otherwise (docs/decisions/0008).
RENEW = f"""
WITH piece AS (
    SELECT counter, tstzrange(begins, ends) AS period, restriction, reserved
    FROM unnest(%(counters)s::bigint[], %(begins)s::timestamptz[], %(ends)s::timestamptz[],
                %(restrictions)s::bigint[], %(reserved)s::timestamptz[])
      AS one (counter, begins, ends, restriction, reserved)
), free AS MATERIALIZED (
    SELECT counter, restriction, reserved, unnest(tstzmultirange(piece.period) - coalesce((
        SELECT range_agg(taken.period) FROM booking_appointment taken
        WHERE taken.counter_id = piece.counter AND taken.period && piece.period
          AND taken.status IN ({", ".join(f"'{status}'" for status in OCCUPYING)})
    ), '{{}}'::tstzmultirange)) AS period
    FROM piece
), derived AS MATERIALIZED (
    SELECT id, counter_id, period, restriction_id, reserved_until FROM booking_freeinterval
    WHERE counter_id = ANY(%(keys)s) AND period && tstzrange(%(first)s, %(last)s)
), gone AS (
    DELETE FROM booking_freeinterval WHERE id IN (
        SELECT id FROM derived WHERE NOT EXISTS (
            SELECT FROM free WHERE free.counter = derived.counter_id
              AND free.period = derived.period
              AND free.restriction IS NOT DISTINCT FROM derived.restriction_id
              AND free.reserved IS NOT DISTINCT FROM derived.reserved_until))
    RETURNING id
)
INSERT INTO booking_freeinterval (counter_id, period, restriction_id, reserved_until)
SELECT free.counter, free.period, free.restriction, free.reserved
FROM free CROSS JOIN (SELECT count(*) FROM gone) AS after
WHERE NOT EXISTS (
    SELECT FROM derived WHERE derived.counter_id = free.counter
      AND derived.period = free.period
      AND derived.restriction_id IS NOT DISTINCT FROM free.restriction
      AND derived.reserved_until IS NOT DISTINCT FROM free.reserved)
"""  # noqa: S608 - our own words


def renew(
    counters: Sequence[Counter], opened: Mapping[int, Sequence[Open]], first: date, last: date
) -> None:
    """Make the derived rows of locked `counters` of one location true on `first` to `last`.

    `opened` is their open time on exactly these local days. Days beyond a counter's `free_until`
    stay underived.
    """
    if not counters or last < first:
        return
    zone = counters[0].location.zone
    until = {
        counter.pk: day_bounds(counter.free_until, zone)[1]
        for counter in counters
        if counter.free_until
    }
    pieces = [
        (key, piece) for key in until for piece in opened[key] if piece.starts_at < until[key]
    ]
    values: dict[str, Any] = {
        "keys": [counter.pk for counter in counters],
        "first": day_bounds(first, zone)[0],
        "last": day_bounds(last, zone)[1],
        "counters": [key for key, _piece in pieces],
        "begins": [piece.starts_at for _key, piece in pieces],
        "ends": [piece.ends_at for _key, piece in pieces],
        "restrictions": [piece.restriction_id for _key, piece in pieces],
        "reserved": [piece.reserved_until for _key, piece in pieces],
    }
    with connection.cursor() as cursor:
        cursor.execute(RENEW, values)

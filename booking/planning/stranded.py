"""Appointments that a change leaves outside the open time of their counter (B11)."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db import connection

from booking.availability.restrictions import allowed
from booking.availability.truth import Moments, Open
from booking.enums import LIVE, Status
from booking.models import ServiceRestriction
from calendars.intervals import union

UNCONFIRMED = (Status.HELD, Status.OFFERED)


@dataclass(frozen=True)
class Standing:
    """What of an appointment decides whether it may stay where it is."""

    key: int
    counter: int
    service: int
    period: Moments


class OpenFor:
    """Open time by counter and service, of one state of the hours."""

    def __init__(self, opened: Mapping[int, Sequence[Open]]) -> None:
        self.opened = opened
        rows = ServiceRestriction.objects.filter(pk__in=self._keys()).prefetch_related("services")
        self.rules = {row.pk: row for row in rows}
        self.named = {row.pk: frozenset(s.pk for s in row.services.all()) for row in rows}
        self._spans: dict[tuple[int, int], list[Moments]] = {}

    def _keys(self) -> set[int]:
        lists = {id(pieces): pieces for pieces in self.opened.values()}
        found = {piece.restriction_id for pieces in lists.values() for piece in pieces}
        return {key for key in found if key is not None}

    def spans(self, counter: int, service: int) -> list[Moments]:
        """Return when the counter is open for the service, sorted; what touches is one."""
        pieces = self.opened.get(counter, [])
        key = (id(pieces), service)  # counters that are open alike share their list
        if key not in self._spans:
            self._spans[key] = union(p.interval for p in pieces if self.serves(p, service))
        return self._spans[key]

    def serves(self, piece: Open, service: int) -> bool:
        if piece.restriction_id is None:
            return True
        key = piece.restriction_id
        return allowed(self.rules[key], service, self.named[key])

    def holds(self, one: Standing) -> bool:
        """Say whether the whole of its time is open for its service."""
        spans = self.spans(one.counter, one.service)
        index = bisect_right(spans, one.period[0], key=itemgetter(0)) - 1
        return index >= 0 and one.period[1] <= spans[index][1]


# Whoever is not wholly inside time that is open for everything: the few that are worth a look.
# One value per counter holds all its open time, and a period is found in it by bisection.
DOUBTFUL = """
WITH open AS MATERIALIZED (
    SELECT counter, range_agg(tstzrange(begins, ends)) AS periods
    FROM unnest(%(counters)s::bigint[], %(begins)s::timestamptz[], %(ends)s::timestamptz[])
      AS piece (counter, begins, ends)
    GROUP BY counter
)
SELECT one.id, one.counter_id, one.service_id, lower(one.period), upper(one.period)
FROM booking_appointment one LEFT JOIN open ON open.counter = one.counter_id
WHERE one.counter_id = ANY(%(keys)s) AND one.status = ANY(%(statuses)s)
  AND one.period && tstzrange(%(first)s, %(last)s) AND lower(one.period) > %(at)s
  AND NOT coalesce(one.period <@ open.periods, false)
ORDER BY lower(one.period), one.id
"""


def doubtful(
    opened: Mapping[int, Sequence[Open]], within: Moments, statuses: Sequence[Status], at: datetime
) -> list[Standing]:
    """Return the appointments that begin after `at` inside `within` and may lie outside `opened`.

    Those outside are all among them; some stand in time open for certain services only.
    """
    pieces = [
        (key, piece)
        for key, found in opened.items()
        for piece in found
        if piece.restriction_id is None
    ]
    values: dict[str, Any] = {
        "keys": list(opened),
        "statuses": [str(status) for status in statuses],
        "first": within[0],
        "last": within[1],
        "at": at,
        "counters": [key for key, _piece in pieces],
        "begins": [piece.starts_at for _key, piece in pieces],
        "ends": [piece.ends_at for _key, piece in pieces],
    }
    with connection.cursor() as cursor:
        cursor.execute(DOUBTFUL, values)
        return [
            Standing(key, counter, service, (begins, ends))
            for key, counter, service, begins, ends in cursor.fetchall()
        ]


def newly_outside(
    before: OpenFor, after: OpenFor, within: Moments, statuses: Sequence[Status], at: datetime
) -> list[Standing]:
    """Return who was inside open time and no longer is, in order of time.

    Somebody left where they are by an earlier change is not asked about again.
    """
    found = doubtful(after.opened, within, statuses, at)
    return [one for one in found if not after.holds(one) and before.holds(one)]


def outside(opened: Mapping[int, Sequence[Open]], within: Moments, at: datetime) -> list[Standing]:
    """Return the live appointments that now lie outside open time: the exceptions kept."""
    now = OpenFor(opened)
    return [one for one in doubtful(opened, within, LIVE, at) if not now.holds(one)]

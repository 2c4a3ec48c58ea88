"""Appointments that a change leaves outside the open time of their counter (B11)."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from booking.availability.truth import Moments, Open, allowed
from booking.enums import LIVE, Status
from booking.models import Appointment, Counter, ServiceRestriction
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


def standing(
    counters: Iterable[Counter], within: Moments, statuses: Sequence[Status], at: datetime
) -> list[Standing]:
    """Return the appointments of these statuses that begin after `at` inside `within`."""
    rows = Appointment.objects.filter(
        counter__in=list(counters),
        status__in=statuses,
        period__overlap=within,
        period__startswith__gt=at,
    )
    return [
        Standing(key, counter, service, (period.lower, period.upper))
        for key, counter, service, period in rows.order_by("period", "pk").values_list(
            "pk", "counter_id", "service_id", "period"
        )
    ]


def newly_outside(found: Iterable[Standing], before: OpenFor, after: OpenFor) -> list[Standing]:
    """Keep what was inside open time and no longer is.

    Somebody left where they are by an earlier change is not asked about again.
    """
    return [one for one in found if not after.holds(one) and before.holds(one)]


def outside(
    counters: Sequence[Counter], opened: Mapping[int, Sequence[Open]], within: Moments, at: datetime
) -> list[Standing]:
    """Return the live appointments that now lie outside open time: the exceptions kept."""
    now = OpenFor(opened)
    return [one for one in standing(counters, within, LIVE, at) if not now.holds(one)]


def taken_by_counter(counters: Iterable[Counter], within: Moments) -> dict[int, list[Moments]]:
    """Return what occupies each counter inside `within`, whoever has it."""
    rows = Appointment.objects.occupying().filter(
        counter__in=list(counters), period__overlap=within
    )
    taken: dict[int, list[Moments]] = defaultdict(list)
    for counter, period in rows.values_list("counter_id", "period"):
        taken[counter].append((period.lower, period.upper))
    return taken

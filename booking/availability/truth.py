"""Truth 1: when a counter is open. Hours, work-free days, extra openings, closures (B3, B12).

Everything is reckoned one local day at a time: an interval never crosses local midnight, so no
appointment does either, and a day can be derived again without looking at its neighbours.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Q

from booking.availability.restrictions import Restrictions
from booking.models import (
    Closure,
    Counter,
    ExtraOpening,
    OpeningHours,
    ServiceRestriction,
    UrgentReserve,
)
from calendars.intervals import Interval, intersect, overlap, subtract, union
from calendars.recurrence import dates
from calendars.work_free_days import work_free

Moments = Interval[datetime]
ByRule = TypeVar("ByRule", OpeningHours, UrgentReserve)


@dataclass(frozen=True)
class Open:
    """A time a counter is open: [starts_at, ends_at), for all services or only a restricted set.

    Before `reserved_until` it is for urgent cases only (B35).
    """

    starts_at: datetime
    ends_at: datetime
    restriction_id: int | None = None
    reserved_until: datetime | None = None

    @property
    def interval(self) -> Moments:
        return (self.starts_at, self.ends_at)

    @property
    def rules(self) -> tuple[int | None, datetime | None]:
        """Return what must be equal for two that touch to be one."""
        return (self.restriction_id, self.reserved_until)

    def part(self, span: Moments) -> "Open":
        """Return the part [span[0], span[1]) of it, under the same rules."""
        return Open(*span, *self.rules)

    def is_for(self, *, is_urgent: bool, at: datetime) -> bool:
        """Say whether somebody who books at `at` may have it as far as the reserve goes."""
        return is_urgent or self.reserved_until is None or self.reserved_until <= at


@dataclass
class Calendar:
    """Everything that decides the opening of some counters on [first, last], read once."""

    first: date
    last: date
    hours: dict[tuple[str, int], list[OpeningHours]] = field(default_factory=dict)
    extras: dict[tuple[str, int], list[ExtraOpening]] = field(default_factory=dict)
    closures: dict[tuple[str, int], list[Closure]] = field(default_factory=dict)
    reserves: dict[tuple[str, int], list[UrgentReserve]] = field(default_factory=dict)
    # The days of each rule within [first, last]: expanding one day by day costs most of the time.
    _days: dict[tuple[str, date], frozenset[date]] = field(default_factory=dict)

    def has_own(self, counter: Counter) -> bool:
        """Say whether anything is said of this counter alone."""
        key = ("counter", counter.pk)
        tables = (self.hours, self.extras, self.closures, self.reserves)
        return any(key in table for table in tables)

    def falls_on(self, row: OpeningHours | UrgentReserve, day: date) -> bool:
        """Say whether `day` is one of the rule's days."""
        key = (row.rule, row.valid_from)
        if key not in self._days:
            self._days[key] = frozenset(dates(*key, self.first, self.last))
        return day in self._days[key]

    def of(self, table: str, counter: Counter) -> list:
        """Return the counter's own rows and its location's."""
        rows = getattr(self, table)
        own = rows.get(("counter", counter.pk), [])
        return own + rows.get(("location", counter.location_id), [])

    def regular(self, counter: Counter, day: date) -> list[OpeningHours]:
        """Return the hours in force on `day`: the counter's own, else its location's."""
        # Day by day, so that the answer does not depend on how many days were read at once.
        own = _in_force(self.hours.get(("counter", counter.pk), []), day)
        return own or _in_force(self.hours.get(("location", counter.location_id), []), day)


@lru_cache(maxsize=8192)
def day_bounds(day: date, zone: ZoneInfo) -> Moments:
    """Return the local day as UTC moments; 23 or 25 hours long when the clocks change."""
    return (moment(day, time(0), zone), moment(day + timedelta(days=1), time(0), zone))


@lru_cache(maxsize=65536)
def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return local `day` and `at` in UTC."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def read_calendar(counters: Sequence[Counter], first: date, last: date) -> Calendar:
    """Read hours, their exceptions and reserves from local day `first` to `last`: four queries."""
    owners = Q(counter__in=counters) | Q(location__in={c.location_id for c in counters})
    # A day of slack on both sides covers every zone.
    around = (
        datetime.combine(first, time(0), UTC) - timedelta(days=1),
        datetime.combine(last, time(0), UTC) + timedelta(days=2),
    )
    valid = Q(Q(valid_to__isnull=True) | Q(valid_to__gte=first), valid_from__lte=last)
    return Calendar(
        first,
        last,
        hours=_by_owner(OpeningHours.objects.filter(owners, valid)),
        extras=_by_owner(ExtraOpening.objects.filter(owners, period__overlap=around)),
        closures=_by_owner(Closure.objects.filter(owners, period__overlap=around)),
        reserves=_by_owner(UrgentReserve.objects.filter(owners, valid)),
    )


def open_intervals(counters: Sequence[Counter], first: date, last: date) -> dict[int, list[Open]]:
    """Return, per counter key, when it is open on the local days `first` to `last`, sorted.

    `counters` come with their location (`select_related("location")`). A counter out of use is
    never open. Intervals under equal rules that touch are one. Counters may share one list: do
    not change it.
    """
    calendar = read_calendar(counters, first, last)
    restrictions = _restrictions(calendar)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    # Counters of which nothing else is said are open as their location is: reckoned once.
    alike: dict[int, list[Open]] = {}
    opened: dict[int, list[Open]] = {}
    for counter in counters:
        if not counter.is_active:
            opened[counter.pk] = []
        elif not calendar.has_own(counter) and counter.location_id in alike:
            opened[counter.pk] = alike[counter.location_id]
        else:
            pieces = [
                piece for day in days for piece in open_on(counter, day, calendar, restrictions)
            ]
            opened[counter.pk] = pieces
            if not calendar.has_own(counter):
                alike[counter.location_id] = pieces
    return opened


def open_on(
    counter: Counter, day: date, calendar: Calendar, restrictions: Restrictions
) -> list[Open]:
    """Return when `counter` is open on one local day: (hours − holidays + extras) − closures.

    What of it is reserved for urgent cases is marked so.
    """
    bounds = day_bounds(day, counter.location.zone)
    plain = _regular(counter, day, calendar)
    extras = calendar.of("extras", counter)
    plain += [_span(extra) for extra in extras if extra.restriction_id is None]
    closed = []
    partial: list[Closure] = []
    for closure in calendar.of("closures", counter):
        rule = restrictions.get(closure.restriction_id)
        if rule is None:
            closed.append(_span(closure))
        else:
            partial.append(closure)
    pieces = [Open(*span) for span in subtract(intersect(plain, bounds), closed)]
    general = [piece.interval for piece in pieces]
    # Those for walk-in visitors last: what is open for a service anyway stays bookable.
    for extra in sorted(extras, key=restrictions.is_for_walk_ins):
        if extra.restriction_id is not None:
            added = subtract(intersect([_span(extra)], bounds), closed + general)
            key = restrictions.opening(extra.restriction_id)
            pieces += [Open(*span, key) for span in added]
            general += added
    for closure in partial:
        pieces = _narrow(pieces, closure, restrictions)
    return merged(_reserved(pieces, _reserves(counter, day, calendar)))


def merged(pieces: Iterable[Open]) -> list[Open]:
    """Return the pieces sorted; those under equal rules that touch become one."""
    result: list[Open] = []
    for piece in sorted(pieces, key=lambda piece: piece.starts_at):
        last = result[-1] if result else None
        if last and last.ends_at == piece.starts_at and last.rules == piece.rules:
            result[-1] = last.part((last.starts_at, piece.ends_at))
        else:
            result.append(piece)
    return result


def without(pieces: Iterable[Open], taken: Sequence[Moments]) -> list[Open]:
    """Return what is left of `pieces` outside `taken`, each part under its rules."""
    holes = union(taken)  # sorted and apart, so those that touch a piece lie side by side
    left = []
    for piece in pieces:
        begin = bisect_right(holes, piece.starts_at, key=itemgetter(1))
        end = bisect_left(holes, piece.ends_at, key=itemgetter(0))
        parts = subtract([piece.interval], holes[begin:end])
        left += [piece.part(part) for part in parts]
    return left


def _regular(counter: Counter, day: date, calendar: Calendar) -> list[Moments]:
    if work_free(day):
        return []
    rows = [row for row in calendar.regular(counter, day) if calendar.falls_on(row, day)]
    return [_on(row, day, counter.location.zone) for row in rows]


def _reserves(counter: Counter, day: date, calendar: Calendar) -> list[tuple[Moments, datetime]]:
    """Return the spans reserved on one local day, each with the moment it is released at.

    What is never released is so at the end of its day, when nobody can book it any more: so all
    of a day is under one rule.
    """
    zone = counter.location.zone
    found = []
    for row in _in_force(calendar.of("reserves", counter), day):
        if calendar.falls_on(row, day):
            span = _on(row, day, zone)
            hours = row.release_hours
            until = day_bounds(day, zone)[1] if hours is None else span[0] - timedelta(hours=hours)
            found.append((span, until))
    return found


def _reserved(pieces: list[Open], reserves: Sequence[tuple[Moments, datetime]]) -> list[Open]:
    """Return the pieces with what is reserved cut out and marked; the later release prevails."""
    for span, until in sorted(reserves, key=itemgetter(1)):
        inside = [
            Open(*part, piece.restriction_id, until)
            for piece in pieces
            for part in intersect([piece.interval], span)
        ]
        outside = [
            piece.part(part) for piece in pieces for part in subtract([piece.interval], [span])
        ]
        pieces = outside + inside
    return pieces


def _on(row: OpeningHours | UrgentReserve, day: date, zone: ZoneInfo) -> Moments:
    # Closing at 00:00 is the end of the day.
    ends_on = day if row.closes > time(0) else day + timedelta(days=1)
    return (moment(day, row.opens, zone), moment(ends_on, row.closes, zone))


def _in_force(rows: list[ByRule], day: date) -> list[ByRule]:
    return [
        row
        for row in rows
        if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
    ]


def _narrow(pieces: list[Open], closure: Closure, restrictions: Restrictions) -> list[Open]:
    span = _span(closure)
    result = []
    for piece in pieces:
        if not overlap(piece.interval, span):
            result.append(piece)
            continue
        outside = subtract([piece.interval], [span])
        result += [piece.part(part) for part in outside]
        if restrictions.shuts(closure, piece.restriction_id):
            continue
        inner = restrictions.closing(closure, piece.restriction_id)
        result += [Open(*part, inner) for part in intersect([piece.interval], span)]
    return result


def _restrictions(calendar: Calendar) -> Restrictions:
    keys = {
        row.restriction_id
        for table in (calendar.extras, calendar.closures)
        for rows in table.values()
        for row in rows
        if row.restriction_id is not None
    }
    if not keys:
        return Restrictions([])
    # All of them: a combination that was stored before is found again, not stored twice.
    # In key order: of two equal ones every derivation takes the same.
    return Restrictions(ServiceRestriction.objects.order_by("pk").prefetch_related("services"))


def _span(row: "Closure | ExtraOpening") -> Moments:
    return (row.period.lower, row.period.upper)


def _by_owner(rows: Iterable) -> dict[tuple[str, int], list]:
    grouped = defaultdict(list)
    for row in rows:
        key = ("counter", row.counter_id) if row.counter_id else ("location", row.location_id)
        grouped[key].append(row)
    return dict(grouped)

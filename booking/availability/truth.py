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
from zoneinfo import ZoneInfo

from django.db.models import Q

from booking.enums import RestrictionMode, Visitors
from booking.models import Closure, Counter, ExtraOpening, OpeningHours, ServiceRestriction
from calendars.intervals import Interval, intersect, overlap, subtract, union
from calendars.recurrence import dates
from calendars.work_free_days import work_free

Moments = Interval[datetime]


@dataclass(frozen=True)
class Open:
    """A time a counter is open: [starts_at, ends_at), for all services or only a restricted set."""

    starts_at: datetime
    ends_at: datetime
    restriction_id: int | None = None

    @property
    def interval(self) -> Moments:
        return (self.starts_at, self.ends_at)


@dataclass
class Calendar:
    """Everything that decides the opening of some counters on [first, last], read once."""

    first: date
    last: date
    hours: dict[tuple[str, int], list[OpeningHours]] = field(default_factory=dict)
    extras: dict[tuple[str, int], list[ExtraOpening]] = field(default_factory=dict)
    closures: dict[tuple[str, int], list[Closure]] = field(default_factory=dict)
    # The days of each rule within [first, last]: expanding one day by day costs most of the time.
    _days: dict[tuple[str, date], frozenset[date]] = field(default_factory=dict)

    def has_own(self, counter: Counter) -> bool:
        """Say whether anything is said of this counter alone."""
        key = ("counter", counter.pk)
        return key in self.hours or key in self.extras or key in self.closures

    def falls_on(self, row: OpeningHours, day: date) -> bool:
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
    """Read hours and their exceptions from local day `first` to `last`, in three queries."""
    owners = Q(counter__in=counters) | Q(location__in={c.location_id for c in counters})
    # A day of slack on both sides covers every zone.
    around = (
        datetime.combine(first, time(0), UTC) - timedelta(days=1),
        datetime.combine(last, time(0), UTC) + timedelta(days=2),
    )
    hours = OpeningHours.objects.filter(
        owners, Q(valid_to__isnull=True) | Q(valid_to__gte=first), valid_from__lte=last
    )
    return Calendar(
        first,
        last,
        hours=_by_owner(hours),
        extras=_by_owner(ExtraOpening.objects.filter(owners, period__overlap=around)),
        closures=_by_owner(Closure.objects.filter(owners, period__overlap=around)),
    )


def open_intervals(counters: Sequence[Counter], first: date, last: date) -> dict[int, list[Open]]:
    """Return, per counter key, when it is open on the local days `first` to `last`, sorted.

    `counters` come with their location (`select_related("location")`). A counter out of use is
    never open. Intervals of equal restriction that touch are one. Counters may share one list: do
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
    counter: Counter, day: date, calendar: Calendar, restrictions: "Restrictions"
) -> list[Open]:
    """Return when `counter` is open on one local day: (hours − holidays + extras) − closures."""
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
    return merged(pieces)


def merged(pieces: Iterable[Open]) -> list[Open]:
    """Return the pieces sorted; those of equal restriction that touch become one."""
    result: list[Open] = []
    for piece in sorted(pieces, key=lambda piece: piece.starts_at):
        last = result[-1] if result else None
        if last and last.ends_at == piece.starts_at and last.restriction_id == piece.restriction_id:
            result[-1] = Open(last.starts_at, piece.ends_at, piece.restriction_id)
        else:
            result.append(piece)
    return result


def without(pieces: Iterable[Open], taken: Sequence[Moments]) -> list[Open]:
    """Return what is left of `pieces` outside `taken`, each part with its restriction."""
    holes = union(taken)  # sorted and apart, so those that touch a piece lie side by side
    left = []
    for piece in pieces:
        begin = bisect_right(holes, piece.starts_at, key=itemgetter(1))
        end = bisect_left(holes, piece.ends_at, key=itemgetter(0))
        parts = subtract([piece.interval], holes[begin:end])
        left += [Open(*part, piece.restriction_id) for part in parts]
    return left


def _regular(counter: Counter, day: date, calendar: Calendar) -> list[Moments]:
    if work_free(day):
        return []
    zone = counter.location.zone
    spans = []
    for row in calendar.regular(counter, day):
        if calendar.falls_on(row, day):
            # Closing at 00:00 is the end of the day (OpeningHours).
            ends_on = day if row.closes > time(0) else day + timedelta(days=1)
            spans.append((moment(day, row.opens, zone), moment(ends_on, row.closes, zone)))
    return spans


def _in_force(rows: list[OpeningHours], day: date) -> list[OpeningHours]:
    return [
        row
        for row in rows
        if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
    ]


class Restrictions:
    """The restrictions in play, with their services; combines two into a stored third."""

    def __init__(self, rows: Iterable[ServiceRestriction]) -> None:
        self.rows = {row.pk: row for row in rows}
        self.services = {
            row.pk: frozenset(service.pk for service in row.services.all())
            for row in self.rows.values()
        }

    def get(self, key: int | None) -> ServiceRestriction | None:
        return None if key is None else self.rows[key]

    def visitors(self, key: int | None) -> Visitors:
        row = self.get(key)
        return Visitors.EVERYBODY if row is None else row.visitors

    def is_for_walk_ins(self, row: ExtraOpening) -> bool:
        return self.visitors(row.restriction_id) == Visitors.WALK_IN

    def opening(self, key: int) -> int:
        """Return the restriction of what an extra opening under `key` opens.

        One for a kind of visitor is for all services: stored as "except none", so that a reader
        asks every restriction of a free interval alike.
        """
        visitors = self.visitors(key)
        if visitors == Visitors.EVERYBODY:
            return key
        return self._stored(RestrictionMode.EXCEPT, frozenset(), visitors)

    def shuts(self, closure: Closure, inside: int | None) -> bool:
        """Say whether a partial closure is for the very visitors that `inside` is open for."""
        kind = self.visitors(closure.restriction_id)
        return kind != Visitors.EVERYBODY and kind == self.visitors(inside)

    def closing(self, closure: Closure, inside: int | None) -> int | None:
        """Return the restriction of what stays open of `inside` during a partial closure."""
        rule = self.get(closure.restriction_id)
        if rule is None:
            raise ValueError("a closure without a restriction leaves nothing open")
        if rule.visitors != Visitors.EVERYBODY:
            return self._closing_to(rule.visitors, inside)
        named = self.services[rule.pk]
        closes_named = rule.mode == RestrictionMode.ONLY
        mode: str = RestrictionMode.EXCEPT if closes_named else RestrictionMode.ONLY
        if inside is not None:
            mode, named = self._both(inside, mode, named)
        return self._stored(mode, named, self.visitors(inside))

    def _closing_to(self, closed: Visitors, inside: int | None) -> int | None:
        """Return the restriction of what stays open of `inside` closed to one kind of visitor."""
        if self.visitors(inside) != Visitors.EVERYBODY:
            return inside
        left = Visitors.BOOKED if closed == Visitors.WALK_IN else Visitors.WALK_IN
        if inside is None:
            return self._stored(RestrictionMode.EXCEPT, frozenset(), left)
        return self._stored(self.rows[inside].mode, self.services[inside], left)

    def _both(self, inside: int, mode: str, named: frozenset[int]) -> tuple[str, frozenset[int]]:
        """Return the restriction that allows what both allow."""
        other = self.services[inside]
        if self.rows[inside].mode == RestrictionMode.ONLY:
            kept = other & named if mode == RestrictionMode.ONLY else other - named
            return RestrictionMode.ONLY, kept
        if mode == RestrictionMode.ONLY:
            return RestrictionMode.ONLY, named - other
        return RestrictionMode.EXCEPT, other | named

    def _stored(self, mode: str, named: frozenset[int], visitors: Visitors) -> int:
        for key, row in self.rows.items():
            is_alike = row.mode == mode and row.visitors == visitors
            if row.is_derived and is_alike and self.services[key] == named:
                return key
        row = ServiceRestriction.objects.create(
            mode=mode,
            is_walk_in_only=visitors == Visitors.WALK_IN,
            is_booked_only=visitors == Visitors.BOOKED,
            is_derived=True,
        )
        row.services.set(named)
        self.rows[row.pk], self.services[row.pk] = row, named
        return row.pk


def allowed(restriction: ServiceRestriction | None, service_id: int, named: frozenset[int]) -> bool:
    """Say whether the service may be booked in a time under `restriction`, naming `named`."""
    if restriction is None:
        return True
    if restriction.is_walk_in_only:
        return False
    return (service_id in named) == (restriction.mode == RestrictionMode.ONLY)


def _narrow(pieces: list[Open], closure: Closure, restrictions: Restrictions) -> list[Open]:
    span = _span(closure)
    result = []
    for piece in pieces:
        if not overlap(piece.interval, span):
            result.append(piece)
            continue
        outside = subtract([piece.interval], [span])
        result += [Open(*part, piece.restriction_id) for part in outside]
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

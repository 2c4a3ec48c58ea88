"""When an office is open, day by day, as people read it. Pure: rows in, days out (U2, B12).

Opening hours are local wall time, so an hour stays where it is when the clocks change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from calendars.intervals import Interval, intersect, subtract, union
from calendars.recurrence import dates
from calendars.work_free_days import work_free, work_free_name


class Hours(Protocol):
    """A row of regular hours: local `opens` and `closes` (00:00 = end of day) on a rule's days."""

    rule: str
    opens: time
    closes: time
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class OneOff:
    """A closure or an extra opening: aware moments [starts_at, ends_at) and the reason to show.

    A partial one, for some services only, changes no hours; its reason is still told. One with
    `limits` is for one kind of visitor, and these words say for which.
    """

    starts_at: datetime
    ends_at: datetime
    reason: str = ""
    is_partial: bool = False
    limits: str = ""


@dataclass(frozen=True)
class Day:
    """One local day: when it is open, and why it differs from other weeks ("" when it does not).

    `limited` are (start, end, words): hours, inside of `spans` or beside them, that are for one
    kind of visitor only.
    """

    date: date
    spans: tuple[Interval[time], ...]
    note: str = ""
    limited: tuple[tuple[time, time, str], ...] = ()


def opening_days(
    hours: Iterable[Hours],
    *,
    extras: Sequence[OneOff] = (),
    closures: Sequence[OneOff] = (),
    first: date,
    days: int,
    zone: ZoneInfo,
    language: str = "sl",
) -> list[Day]:
    """Return `days` local days from `first` on: (hours − work-free days + extras) − closures."""
    hours = list(hours)
    return [
        _day(hours, extras, closures, first + timedelta(days=n), zone, language)
        for n in range(days)
    ]


def next_open(days: Iterable[Day], after: date) -> Day | None:
    """Return the first day later than `after` that is open at all."""
    return next((day for day in days if day.date > after and day.spans), None)


def _day(
    hours: Sequence[Hours],
    extras: Sequence[OneOff],
    closures: Sequence[OneOff],
    day: date,
    zone: ZoneInfo,
    language: str,
) -> Day:
    bounds = (_at(day, time(0), zone), _at(day + timedelta(days=1), time(0), zone))
    regular = [] if work_free(day) else _regular(hours, day, zone)
    added = [row for row in extras if intersect([_local(row, zone)], bounds)]
    closed = [row for row in closures if intersect([_local(row, zone)], bounds)]
    spans = union(regular + [_local(row, zone) for row in added if not row.is_partial])
    holes = [_local(row, zone) for row in closed if not row.is_partial]
    spans = intersect(subtract(spans, holes), bounds)
    reasons = [row.reason for row in [*closed, *added] if row.reason]
    if work_free(day):
        reasons.insert(0, work_free_name(day, language))
    limited = [
        *((row.limits, intersect(spans, _local(row, zone))) for row in closed if row.limits),
        *((row.limits, _beside(row, spans + holes, bounds, zone)) for row in added if row.limits),
    ]
    return Day(
        day,
        tuple((start.time(), end.time()) for start, end in spans),
        "; ".join(reasons),
        tuple(sorted((a.time(), b.time(), words) for words, parts in limited for a, b in parts)),
    )


def _beside(
    row: OneOff,
    spans: Sequence[Interval[datetime]],
    bounds: Interval[datetime],
    zone: ZoneInfo,
) -> list[Interval[datetime]]:
    """Return what `row` opens on a day on which all are welcome in `spans`, or nobody is."""
    return subtract(intersect([_local(row, zone)], bounds), spans)


def _regular(hours: Iterable[Hours], day: date, zone: ZoneInfo) -> list[Interval[datetime]]:
    spans = []
    for row in hours:
        is_valid = row.valid_to is None or day <= row.valid_to
        if is_valid and dates(row.rule, row.valid_from, day, day):
            ends_on = day if row.closes > time(0) else day + timedelta(days=1)
            spans.append((_at(day, row.opens, zone), _at(ends_on, row.closes, zone)))
    return spans


def _at(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone)


def _local(row: OneOff, zone: ZoneInfo) -> Interval[datetime]:
    # One zone throughout: such datetimes compare by their wall time.
    return (row.starts_at.astimezone(zone), row.ends_at.astimezone(zone))

"""Regular hours laid out by weekday, for signs and for machines. Pure (B38, U4)."""

from collections.abc import Iterable, Sequence
from datetime import date, time

from booking.opening import Hours
from calendars.intervals import Interval
from calendars.patterns import Weekly, pattern_of

Week = dict[int, tuple[Interval[time], ...]]


def ordinary_week(hours: Iterable[Hours], on: date) -> Week:
    """Return weekday (0 is Monday) → local spans of the weekly rules in force on a date."""
    found: dict[int, list[Interval[time]]] = {}
    for row in in_force(hours, on):
        pattern = pattern_of(row.rule)
        for day in pattern.days if isinstance(pattern, Weekly) else ():
            found.setdefault(day, []).append((row.opens, row.closes))
    return {day: tuple(sorted(spans)) for day, spans in sorted(found.items())}


def other_hours(hours: Iterable[Hours], on: date) -> list[Hours]:
    """Return the rows in force that no week shows, such as the first Wednesday of the month."""
    return [row for row in in_force(hours, on) if not isinstance(pattern_of(row.rule), Weekly)]


def days_alike(week: Week) -> list[tuple[tuple[int, ...], tuple[Interval[time], ...]]]:
    """Return (weekdays, spans) for the weekdays that have equal hours, the earliest first."""
    alike: dict[tuple[Interval[time], ...], list[int]] = {}
    for day, spans in sorted(week.items()):
        alike.setdefault(spans, []).append(day)
    return [(tuple(days), spans) for spans, days in alike.items()]


def in_force(hours: Iterable[Hours], on: date) -> Sequence[Hours]:
    """Keep the rows that hold on a date."""
    return [
        row
        for row in hours
        if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)
    ]

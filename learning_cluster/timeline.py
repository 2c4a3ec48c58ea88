"""The picture of a work plan: where each bar, mark and month stands (L4). Pure.

Across, places are percent of the picture's width, so that words keep their size on a phone; down,
they are pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from learning_cluster.plan_dates import Days

GUTTER = 6  # percent of the width that numbers of phases take
TOP = 28  # room for the names of months
ROW = 52
MONTHS_SHOWN = 5  # as many names of months fit on a phone

MarkKind = Literal["milestone", "event"]


@dataclass(frozen=True)
class Mark:
    day: date
    kind: MarkKind
    name: str


@dataclass(frozen=True)
class Line:
    """What is drawn of a phase; `windows` are spans beside it, each with its name."""

    number: int | None
    name: str
    days: Days
    windows: tuple[tuple[Days, str], ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Bar:
    x: str
    width: str
    name: str = ""


@dataclass(frozen=True)
class Point:
    x: str
    kind: MarkKind
    name: str


@dataclass(frozen=True)
class Row:
    """A phase in the picture: `y` is its upper edge."""

    number: int | None
    name: str
    y: int
    bar: Bar | None
    windows: tuple[Bar, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Month:
    x: str
    first: date
    is_named: bool


@dataclass(frozen=True)
class Picture:
    """`declared` is the declared period; `today` is None outside of what is drawn."""

    height: int
    declared: Bar
    months: tuple[Month, ...]
    rows: tuple[Row, ...]
    today: str | None


def picture(lines: Sequence[Line], *, declared: tuple[date, date], today: date) -> Picture:
    """Return where everything stands; both days of `declared` are in the period."""
    days = [day for line in lines for day in _days_of(line)] + list(declared)
    scale = _Scale(min(days), max(days))
    return Picture(
        height=TOP + ROW * len(lines),
        declared=scale.bar(*declared),
        months=_months(scale),
        rows=tuple(_row(line, TOP + ROW * place, scale) for place, line in enumerate(lines)),
        today=scale.at(today) if scale.first <= today <= scale.last else None,
    )


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    def at(self, day: date, part: float = 0.0) -> str:
        """Return where a day begins, or the `part` of it that has passed."""
        whole = (self.last - self.first).days + 1
        share = ((day - self.first).days + part) / whole
        return f"{GUTTER + (100 - GUTTER) * share:.2f}%"

    def bar(self, first: date, last: date, name: str = "") -> Bar:
        whole = (self.last - self.first).days + 1
        width = (100 - GUTTER) * ((last - first).days + 1) / whole
        return Bar(self.at(first), f"{width:.2f}%", name)


def _days_of(line: Line) -> list[date]:
    spans = [line.days, *(days for days, _name in line.windows)]
    ends = [day for span in spans for day in (span.first, span.last) if day is not None]
    return ends + [mark.day for mark in line.marks]


def _row(line: Line, y: int, scale: _Scale) -> Row:
    days = line.days
    bar = scale.bar(days.first, days.last) if days.first and days.last else None
    windows = [
        scale.bar(_begin(window, days), window.last, name)
        for window, name in line.windows
        if window.last
    ]
    points = tuple(Point(scale.at(mark.day, 0.5), mark.kind, mark.name) for mark in line.marks)
    return Row(line.number, line.name, y, bar, tuple(windows), points)


def _begin(window: Days, phase: Days) -> date:
    """Return where a window is drawn from: one that only has an end begins when its phase ends."""
    if window.first is not None:
        return window.first
    last: date = window.last  # type: ignore[assignment]  # asked by the caller
    after = phase.last + timedelta(days=1) if phase.last else last
    return min(after, last)


def _months(scale: _Scale) -> tuple[Month, ...]:
    """Return the first days of months in the picture; of a long plan only some are named."""
    firsts: list[date] = []
    day = scale.first.replace(day=1)
    while day <= scale.last:
        if day >= scale.first:
            firsts.append(day)
        day = (day + timedelta(days=31)).replace(day=1)
    step = -(-len(firsts) // MONTHS_SHOWN) or 1
    last_named = scale.last - (scale.last - scale.first) / 10  # a name needs room to its right
    return tuple(
        Month(scale.at(first), first, place % step == 0 and first <= last_named)
        for place, first in enumerate(firsts)
    )

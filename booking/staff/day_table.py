"""A day as a table: hours down, counters across, one line per appointment (LOOK).

A row is an hour and a cell a list of what begins in it, so that the table has no merged cells and
a screen reader reads it as any other (docs/decisions/0009).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from booking.availability.grid import listed_starts
from booking.availability.truth import Moments, day_bounds, moment
from booking.enums import Status
from booking.information.schedule import (
    CLOSED,
    FREE,
    RESERVED,
    UNUSED,
    WALK_INS,
    CounterDay,
    Day,
    Line,
)
from booking.models import Service
from booking.staff.links import Links
from calendars.intervals import intersect, overlap
from languages.codes import SL
from languages.dates import local, wall_clock

HOUR = timedelta(hours=1)
GOES_ON = timedelta(minutes=30)  # less than that in the next hour is not told there again
# A closure that covers all of it is told once for the day, not hour by hour.
WORKDAY = (time(6), time(20))
USUAL = (time(8), time(15))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as one cell shows it; `key` finds it again after the table was replaced.

    `move` is where the form of its move is; `time` what that form is told of a free time.
    """

    line: Line
    text: str
    href: str = ""
    key: str = ""
    is_continued: bool = False
    move: str = ""
    time: str = ""


@dataclass(frozen=True)
class Row:
    """An hour: what begins in it, or goes on, at each counter."""

    text: str
    is_now: bool
    cells: list[list[Entry]]
    labels: list[str]

    @property
    def labelled(self) -> Iterator[tuple[str, list[Entry]]]:
        """Return the cells with their counters: on paper the table becomes a list."""
        return zip(self.labels, self.cells, strict=True)


@dataclass(frozen=True)
class DayTable:
    """`all_day` has the closures of each column that last the whole day, if any column has one."""

    date: date
    holiday: str
    columns: list[CounterDay]
    all_day: list[list[Line]]
    rows: list[Row]

    @property
    def labelled_all_day(self) -> Iterator[tuple[str, list[Line]]]:
        return zip((column.label for column in self.columns), self.all_day, strict=True)

    @property
    def has_all_day(self) -> bool:
        return any(self.all_day)

    @property
    def is_empty(self) -> bool:
        return not any(column.lines for column in self.columns)


class DayTables:
    """Lays days of one place out; `at` is the moment they are looked at."""

    def __init__(self, zone: ZoneInfo, links: Links, at: datetime, service: Service | None) -> None:
        self.zone, self.links, self.at, self.service = zone, links, at, service

    def table(self, day: Day) -> DayTable:
        whole = (moment(day.date, WORKDAY[0], self.zone), moment(day.date, WORKDAY[1], self.zone))
        all_day = [[one for one in column.lines if _lasts(one, whole)] for column in day.columns]
        timed = [[one for one in column.lines if not _lasts(one, whole)] for column in day.columns]
        begin, end = self._hours(day.date, [one for column in timed for one in column], whole)
        rows, labels = [], [column.label for column in day.columns]
        while begin < end:
            hour = (begin, begin + HOUR)
            cells = [
                list(self._entries(column.counter, lines, hour))
                for column, lines in zip(day.columns, timed, strict=True)
            ]
            rows.append(Row(self._clock(begin), hour[0] <= self.at < hour[1], cells, labels))
            begin += HOUR
        return DayTable(day.date, day.holiday, day.columns, all_day, rows)

    def _hours(self, day: date, lines: list[Line], workday: Moments) -> Moments:
        """Return the whole hours from the first to the last line; a closure counts in a workday."""
        spans = [
            part
            for line in lines
            for part in intersect(
                [(line.starts_at, line.ends_at)],
                workday if line.state == CLOSED else day_bounds(day, self.zone),
            )
        ]
        if not spans:
            return (moment(day, USUAL[0], self.zone), moment(day, USUAL[1], self.zone))
        first = local(min(start for start, _end in spans), self.zone)
        return (first.replace(minute=0, second=0, microsecond=0), max(end for _, end in spans))

    def _entries(self, counter: int, lines: list[Line], hour: Moments) -> Iterator[Entry]:
        for line in lines:
            if not overlap((line.starts_at, line.ends_at), hour):
                continue
            if line.starts_at < hour[0] and line.ends_at < hour[0] + GOES_ON and line.appointment:
                continue
            if line.state in (FREE, RESERVED):
                yield from self._free(counter, line, hour)
            else:
                yield self._entry(line, hour)

    def _entry(self, line: Line, hour: Moments) -> Entry:
        is_continued = line.starts_at < hour[0]
        if line.appointment is None:
            text = self._span(max(line.starts_at, hour[0]), min(line.ends_at, hour[1]))
            if line.state not in (UNUSED, WALK_INS):
                text = self._span(line.starts_at, line.ends_at)
            return Entry(line, text, is_continued=is_continued and line.state == CLOSED)
        href = self.links.appointment(line.appointment)
        text = self._span(line.starts_at, line.ends_at) if is_continued else ""
        text = text or self._clock(line.starts_at)
        can_move = line.state == Status.BOOKED and line.starts_at > self.at
        move = self.links.move(line.appointment) if can_move else ""
        return Entry(line, text, href, f"a{line.appointment}", is_continued, move)

    def _free(self, counter: int, line: Line, hour: Moments) -> Iterator[Entry]:
        """Yield a free hour's part as one line; with a service the starts at which it fits."""
        if self.service is None:
            for start, end in intersect([(line.starts_at, line.ends_at)], hour):
                yield self._offer(counter, line, start, self._span(start, end))
            return
        free = (line.starts_at, line.ends_at)
        for start in listed_starts(free, self.service.length, *hour):
            yield self._offer(counter, line, start, self._clock(start))

    def _offer(self, counter: int, line: Line, start: datetime, text: str) -> Entry:
        href = self.links.book(counter, start, is_urgent=line.state == RESERVED)
        query = urlencode(self.links.time(counter, start))
        return Entry(line, text, href, f"f{counter}-{start:%H%M}", time=query)

    def _clock(self, at: datetime) -> str:
        return wall_clock(local(at, self.zone).time(), get_language() or SL)

    def _span(self, start: datetime, end: datetime) -> str:
        return f"{self._clock(start)}–{self._clock(end)}"


def _lasts(line: Line, workday: Moments) -> bool:
    return line.state == CLOSED and line.starts_at <= workday[0] and workday[1] <= line.ends_at

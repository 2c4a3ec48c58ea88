"""A week as a table: days across, counters down, in each cell how much is taken and free."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from booking.availability.grid import listed_starts
from booking.enums import Status
from booking.information.schedule import CLOSED, FREE, RESERVED, UNUSED, CounterDay, Day, Line
from booking.models import Service

# No states, but a sign and a word of their own.
URGENT, LINKED = "urgent", "linked"


@dataclass(frozen=True)
class Cell:
    """One counter's day, or the whole place's; `starts` counts where a chosen service fits in."""

    taken: int
    urgent: int
    free_minutes: int
    reserved_minutes: int
    starts: int | None
    closed: list[Line]
    linked: int = 0
    is_there: bool = True

    def told(self) -> Iterator[tuple[str, str]]:
        """Yield what the cell says, as (state, text); never nothing."""
        for line in self.closed:
            yield CLOSED, f"{line.word}: {line.note}" if line.note else line.word
        if self.taken:
            text = ngettext("%(count)d appointment", "%(count)d appointments", self.taken)
            yield Status.BOOKED.value, text % {"count": self.taken}
        if self.urgent:
            text = ngettext("%(count)d of them urgent", "%(count)d of them urgent", self.urgent)
            yield URGENT, text % {"count": self.urgent}
        if self.linked:
            text = ngettext(
                "%(count)d of a linked visit", "%(count)d of linked visits", self.linked
            )
            yield LINKED, text % {"count": self.linked}
        if self.starts:
            text = ngettext("%(count)d free time", "%(count)d free times", self.starts)
            yield FREE, text % {"count": self.starts}
        elif self.starts is None and self.free_minutes:
            minutes = self.free_minutes
            text = ngettext("%(count)d minute free", "%(count)d minutes free", minutes)
            yield FREE, text % {"count": minutes}
        if self.reserved_minutes:
            minutes = self.reserved_minutes
            text = ngettext(
                "%(count)d minute free for urgent cases",
                "%(count)d minutes free for urgent cases",
                minutes,
            )
            yield RESERVED, text % {"count": minutes}
        if not self.is_there:
            yield UNUSED, _("out of use")
        elif not (self.closed or self.taken or self.free_minutes or self.reserved_minutes):
            yield UNUSED, _("nothing")


@dataclass(frozen=True)
class Column:
    date: date
    holiday: str
    href: str
    total: Cell


@dataclass(frozen=True)
class WeekTable:
    """`rows` are (label of the counter, a cell for each day)."""

    columns: list[Column]
    rows: list[tuple[str, list[Cell]]]


def week_table(
    days: Sequence[Day], address: Callable[[date], str], service: Service | None
) -> WeekTable:
    """Lay the days out; with `service` count the starts at which it fits in (B5)."""
    labels = {column.counter: column.label for day in days for column in day.columns}
    by_day = [{column.counter: column for column in day.columns} for day in days]
    rows = [
        (label, [_cell(found.get(key), service) for found in by_day])
        for key, label in labels.items()
    ]
    columns = [
        Column(day.date, day.holiday, address(day.date), _total([row[1][n] for row in rows]))
        for n, day in enumerate(days)
    ]
    return WeekTable(columns, rows)


def _cell(column: CounterDay | None, service: Service | None) -> Cell:
    if column is None:  # a counter out of use that had nothing left to do on this day
        return Cell(0, 0, 0, 0, None, [], is_there=False)
    starts = None
    if service is not None:
        starts = sum(
            len(list(listed_starts((one.starts_at, one.ends_at), service.length, *_span(one))))
            for one in column.of(FREE)
        )
    return Cell(
        len(column.taken),
        sum(line.is_urgent for line in column.taken),
        column.free_minutes,
        column.reserved_minutes,
        starts,
        column.of(CLOSED),
        len(column.linked),
    )


def _span(line: Line) -> tuple:
    return (line.starts_at, line.ends_at)


def _total(cells: Sequence[Cell]) -> Cell:
    starts = [cell.starts for cell in cells if cell.starts is not None]
    return Cell(
        taken=sum(cell.taken for cell in cells),
        urgent=sum(cell.urgent for cell in cells),
        free_minutes=sum(cell.free_minutes for cell in cells),
        reserved_minutes=sum(cell.reserved_minutes for cell in cells),
        starts=sum(starts) if starts else None,
        closed=[],
        linked=sum(cell.linked for cell in cells),
    )

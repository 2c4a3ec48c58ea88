"""A week as a table: days across, counters down, in each cell how much is taken and free."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from booking.availability.grid import listed_starts
from booking.information.schedule import CLOSED, FREE, CounterDay, Day, Line
from booking.models import Service


@dataclass(frozen=True)
class Cell:
    """One counter's day, or the whole place's; `starts` counts where a chosen service fits in."""

    taken: int
    free_minutes: int
    starts: int | None
    closed: list[Line]
    is_there: bool = True

    @property
    def is_idle(self) -> bool:
        return self.is_there and not (self.taken or self.free_minutes or self.closed)


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
        return Cell(0, 0, None, [], is_there=False)
    starts = None
    if service is not None:
        starts = sum(
            len(list(listed_starts((one.starts_at, one.ends_at), service.length, *_span(one))))
            for one in column.of(FREE)
        )
    return Cell(len(column.taken), column.free_minutes, starts, column.of(CLOSED))


def _span(line: Line) -> tuple:
    return (line.starts_at, line.ends_at)


def _total(cells: Sequence[Cell]) -> Cell:
    starts = [cell.starts for cell in cells if cell.starts is not None]
    return Cell(
        taken=sum(cell.taken for cell in cells),
        free_minutes=sum(cell.free_minutes for cell in cells),
        starts=sum(starts) if starts else None,
        closed=[],
    )

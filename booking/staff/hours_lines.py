"""Rows of hours and of reserved time as the lines of a table (B7, B35)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from booking.information.changes_in_words import release_words
from booking.information.hours_in_words import (
    date_words,
    next_dates,
    rule_words,
    spans_words,
    validity_words,
)
from booking.models import Counter, OpeningHours, UrgentReserve

FEW = 3


@dataclass(frozen=True)
class Line:
    """Rows with one rule and validity: the two halves of a day with a lunch break are one line."""

    keys: str
    days: str
    hours: str
    validity: str
    dates: list[str]
    whose: str = ""
    release: str = ""


def lines(rows: Iterable[OpeningHours], today: date) -> list[Line]:
    """Return a line for all rows of one rule and validity, in the order of the rows."""
    grouped: dict[tuple[str, date, date | None], list[OpeningHours]] = {}
    for row in rows:
        grouped.setdefault((row.rule, row.valid_from, row.valid_to), []).append(row)
    return [_line(group, today) for group in grouped.values()]


def reserve_rows(rows: Iterable[UrgentReserve], today: date) -> list[Line]:
    """Return a line for each row of reserved time: the location's first, then by counter."""
    ordered = sorted(rows, key=lambda row: (_order(row), row.valid_from, row.opens, row.pk))
    return [
        _line(
            [row],
            today,
            whose=row.counter.label if row.counter else _("the whole location"),
            release=release_words(row.release_hours),
        )
        for row in ordered
    ]


def rows_of(rows: Iterable[OpeningHours], counter: Counter | None) -> list[OpeningHours]:
    key = counter.pk if counter else None
    return [row for row in rows if row.counter_id == key]


def _line(
    group: Sequence[OpeningHours] | Sequence[UrgentReserve], today: date, **more: str
) -> Line:
    one = group[0]
    coming = next_dates(one.rule, one.valid_from, one.valid_to, today)[:FEW]
    return Line(
        ",".join(str(row.pk) for row in group),
        rule_words(one.rule),
        spans_words((row.opens, row.closes) for row in group),
        validity_words(one.valid_from, one.valid_to, today),
        [date_words(day) for day in coming],
        **more,
    )


def _order(row: UrgentReserve) -> tuple[int, int]:
    return (row.counter.order, row.counter.pk) if row.counter else (-1, 0)

"""What a row of the workbook changes in a row of the catalogue, cell by cell."""

from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from booking.workbook.layout import DOCUMENTS, SERVICES, Column, Sheet, sheets
from booking.workbook.plan import Change, Entry
from booking.workbook.stored import Catalogue, Row


def entry_of(sheet: Sheet, row: Row, documents: list[Row] | None, catalogue: Catalogue) -> Entry:
    """Return what `row` and, unless None, `documents` would do."""
    slug = row.get("slug", "")
    before = catalogue.rows[sheet.key].get(slug)
    changes = list(_changes(sheet.columns, before or {}, row))
    if sheet.key == SERVICES and documents is not None:
        changes += _changed_documents(catalogue.documents.get(slug, []), documents)
    kept = tuple(documents) if documents is not None else None
    return Entry(sheet.key, slug, row, before is None, tuple(changes), kept)


def _changes(columns: tuple[Column, ...], before: Row, after: Row) -> Iterator[Change]:
    for column in columns:
        old, new = before.get(column.name), after.get(column.name)
        if _key(column, old) != _key(column, new):
            yield Change(column.name, column.heading, _text(column, old), _text(column, new))


def _changed_documents(before: list[Row], after: list[Row]) -> list[Change]:
    """Compare the first with the first and so on: they have no names of their own."""
    sheet = sheets()[DOCUMENTS]
    nothing: Row = {}
    columns = tuple(column for column in sheet.columns if column.name != "service")
    return [
        Change(DOCUMENTS, f"{sheet.title} {number}: {change.heading}", change.before, change.after)
        for number, (old, new) in enumerate(zip_longest(before, after, fillvalue=nothing), start=1)
        for change in _changes(columns, old, new)
    ]


def _key(column: Column, value: Any) -> Any:
    """Return what is compared: life events have no order, and nothing is nothing."""
    if column.name == "life_events":
        return sorted(value or [])
    return "" if value in (None, "", []) else value


def _text(column: Column, value: Any) -> str:
    """Return a value in words, as in the workbook."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}"
    shown = column.kind.show(value)
    return "" if shown is None else str(shown)

"""Every cell against the rules of the catalogue, and every row against what is stored (B9)."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from booking.workbook.comparing import entry_of
from booking.workbook.kinds import Cell, Refused
from booking.workbook.layout import (
    CATEGORIES,
    DOCUMENTS,
    LIFE_EVENTS,
    SERVICES,
    Column,
    sheets,
)
from booking.workbook.plan import Plan
from booking.workbook.problems import Problem, Problems
from booking.workbook.reading import Line, Table, Tables
from booking.workbook.stored import Catalogue, Row

_EMPTY: tuple[Any, ...] = (None, "", [])
_REFERS_TO = {"category": CATEGORIES, "life_events": LIFE_EVENTS}


def check(tables: Tables, catalogue: Catalogue) -> Plan:
    """Return what `tables` would do to `catalogue`; with problems, nothing may be done.

    A row is known by its slug. Rows the workbook does not have stay as they are; the documents of
    a service it has are replaced as a whole, if it has the sheet of documents.
    """
    return _Check(tables, catalogue).plan()


class _Check:
    def __init__(self, tables: Tables, catalogue: Catalogue) -> None:
        self.tables = tables
        self.catalogue = catalogue
        self.problems = Problems()
        self.slugs = {key: set(rows) for key, rows in catalogue.rows.items()}
        self.bad: set[tuple[str, str]] = set()  # (sheet, slug) of rows with a problem

    def plan(self) -> Plan:
        plan = Plan(problems=self.problems)
        found: dict[str, dict[str, Row]] = {}
        for key in (CATEGORIES, LIFE_EVENTS, SERVICES):  # what is referred to comes first
            if key in self.tables:
                found[key] = self._rows(self.tables[key])
        documents = self._documents(found.get(SERVICES, {}))
        for key, rows in found.items():
            for slug, row in rows.items():
                if (key, slug) in self.bad:
                    continue
                wanted = documents[slug] if key == SERVICES and documents is not None else None
                entry = entry_of(sheets()[key], row, wanted, self.catalogue)
                if entry.changes or entry.is_new:
                    plan.entries.append(entry)
                else:
                    plan.unchanged[key] = plan.unchanged.get(key, 0) + 1
        return plan

    def _rows(self, table: Table) -> dict[str, Row]:
        """Return the rows of a sheet by slug; a slug seen before is a problem."""
        rows: dict[str, Row] = {}
        seen: dict[str, int] = {}
        for line in table.lines:
            slug = str(line.cells["slug"] or "").strip()
            row = self._row(table, line, self.catalogue.rows[table.sheet.key].get(slug, {}))
            if slug and slug in seen:
                reason = _("This code is also in row %(number)s.") % {"number": seen[slug]}
                self._add(reason, table, line, "slug")
            seen.setdefault(slug, line.number)
            rows[slug] = row
        self.slugs[table.sheet.key] |= set(rows)
        return rows

    def _documents(self, services: dict[str, Row]) -> dict[str, list[Row]] | None:
        """Return the documents by service; None if the workbook does not speak of them."""
        table = self.tables.get(DOCUMENTS)
        if table is None:
            return None
        documents: dict[str, list[Row]] = defaultdict(list)
        for line in table.lines:
            slug = str(line.cells["service"] or "").strip()
            known = self.catalogue.documents.get(slug, [])
            position = len(documents[slug])
            before = known[position] if position < len(known) else {}
            row = self._row(table, line, before)
            if slug and slug not in services:
                reason = _("The sheet »%(sheet)s« has no service with this code.")
                title = sheets()[SERVICES].title
                self._add(reason % {"sheet": title}, table, line, "service")
            documents[slug].append(row)
        for rows in documents.values():
            rows.sort(key=lambda row: row.get("order") or 0)
        return documents

    def _row(self, table: Table, line: Line, before: Row) -> Row:
        """Return the values of a line; a cell that shows what is stored keeps it to the letter."""
        row = {}
        for column in table.sheet.columns:
            cell = line.cells[column.name]
            if column.name in before and _shows(cell, column, before[column.name]):
                row[column.name] = before[column.name]
                continue
            try:
                row[column.name] = self._value(column, cell)
            except Refused as refused:
                self._add(str(refused), table, line, column.name)
            except ValidationError as error:
                self._add(" ".join(error.messages), table, line, column.name)
        return row

    def _value(self, column: Column, cell: Cell) -> Any:
        """Return what a cell means; raises Refused or ValidationError."""
        value = column.kind.read(cell)
        if value in _EMPTY and column.is_required:
            raise Refused(_("This cell must not be empty."))
        if column.name in _REFERS_TO:
            return self._reference(column, value)
        if column.name == "service":
            return value
        if column.bounds and not column.bounds.low <= value <= column.bounds.high:
            raise Refused(str(column.bounds.reason))  # a column with bounds is never empty
        return column.field.clean(value, None)

    def _reference(self, column: Column, value: Any) -> Any:
        target = _REFERS_TO[column.name]
        for slug in [value] if isinstance(value, str) else value:
            if slug not in self.slugs[target]:
                place = {"code": slug[:80], "sheet": sheets()[target].title}
                raise Refused(_("There is no »%(code)s« on the sheet »%(sheet)s«.") % place)
        return value

    def _add(self, reason: str, table: Table, line: Line, name: str) -> None:
        column = next(column for column in table.sheet.columns if column.name == name)
        slug = line.cells.get("service", line.cells.get("slug"))
        key = SERVICES if table.sheet.key == DOCUMENTS else table.sheet.key
        self.bad.add((key, str(slug or "").strip()))
        self.problems.add(
            Problem(reason, table.sheet.title, line.number, table.columns[name], column.heading)
        )


def _shows(cell: Cell, column: Column, value: Any) -> bool:
    """Say whether `cell` is what the workbook shows for the stored `value`."""
    return not isinstance(cell, bool) and bool(cell == column.kind.show(value))

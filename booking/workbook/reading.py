"""From the bytes of a workbook to tables of cells; what is wrong with its form is refused here."""

import io
import posixpath
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from booking.workbook.gate import TYPES, Checked, check_file
from booking.workbook.kinds import Cell, unescaped
from booking.workbook.layout import SERVICES, Column, Sheet, sheets, tidy, words
from booking.workbook.parts import LAST_COLUMN, MOST_ROWS, Scan
from booking.workbook.problems import Problem, Problems, WorkbookRefused, refusal


class _Unreadable:
    """Stands for #REF! and its like, which no kind of column takes."""

    def __str__(self) -> str:
        return "#"


UNREADABLE = _Unreadable()


@dataclass(frozen=True)
class Line:
    """A row of a sheet with something in it: its number, and its cells by the field's name."""

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Table:
    sheet: Sheet
    lines: tuple[Line, ...]
    columns: dict[str, int]  # where the workbook has each, from 1


Tables = dict[str, Table]


def read(content: bytes, *, name: str) -> Tables:
    """Return the tables of the workbook `content` by sheet; `name` is the file's name.

    Nothing is said yet about what the cells hold. Raises WorkbookRefused, naming sheet, row and
    column, for a file, a sheet or a heading that is not as it should be (B9).
    """
    checked = check_file(content, name=name)
    scans = _scans(checked)
    problems = Problems()
    for problem in _problems_of_form(scans):
        problems.add(problem)
    tables = {} if problems else _tables(checked.archive, problems)
    if problems:
        raise WorkbookRefused(problems)
    return tables


def _scans(checked: Checked) -> dict[str, Scan]:
    """Return what was seen in each sheet, by its title."""
    parts = checked.scans
    folder, name = posixpath.split(parts[TYPES].workbook)
    relations = f"{folder}/_rels/{name}.rels"
    try:
        targets = parts[relations].relations
        return {
            title: parts[posixpath.normpath(posixpath.join("/", folder, targets[key]))[1:]]
            for title, key in parts[f"{folder}/{name}"].sheets.items()
        }
    except KeyError as error:
        raise _broken() from error


def _broken() -> WorkbookRefused:
    return refusal(_("The file is damaged or is not an Excel workbook."))


def _problems_of_form(scans: dict[str, Scan]) -> Iterator[Problem]:
    known = [sheet.title for sheet in sheets().values()]
    if sheets()[SERVICES].title not in scans:
        yield Problem(_("The workbook has no sheet with this name."), sheets()[SERVICES].title)
    for title, seen in scans.items():
        if title == words()["guide"]["title"]:
            continue
        if title not in known:
            yield Problem(
                _("This sheet is not known. The sheets are %(sheets)s.")
                % {"sheets": ", ".join(f"»{name}«" for name in known)},
                title[:100],
            )
        if seen.last_row > MOST_ROWS:
            yield Problem(_("There are more than 5,000 rows."), title[:100], seen.last_row)
        for reason, places in (
            (_("Cells are merged. Split them and fill each."), seen.merged),
            (_("This is a formula. Write its result as a value."), seen.formulas),
            (_("This column is not known."), seen.outside[:1]),
        ):
            for row, column in places:
                yield Problem(reason, title[:100], row, column)


def _tables(archive: io.BytesIO, problems: Problems) -> Tables:
    tables = {}
    for sheet, rows in _rows(archive):
        headings = rows[0] if rows else ()
        columns = _columns(sheet, headings, problems)
        lines = tuple(_lines(rows, columns))
        _check_unnamed(sheet, headings, rows, problems)
        tables[sheet.key] = Table(sheet, lines, columns)
    return tables


def _rows(archive: io.BytesIO) -> list[tuple[Sheet, list[tuple[Any, ...]]]]:
    """Return the values of each known sheet, row by row."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what it leaves out: we want cells only
            book = load_workbook(archive, read_only=True, keep_links=False)
            return [
                (sheet, _values(book[sheet.title]))
                for sheet in sheets().values()
                if sheet.title in book.sheetnames
            ]
    except Exception as error:  # whatever openpyxl stumbles over, it is the file that is broken
        raise _broken() from error


def _values(worksheet: Any) -> list[tuple[Any, ...]]:
    worksheet.reset_dimensions()  # a sheet may say that it is smaller than it is
    return [
        tuple(map(_value, row))
        for row in worksheet.iter_rows(max_row=MOST_ROWS, max_col=LAST_COLUMN)
    ]


def _value(cell: Any) -> Any:
    if cell.data_type in "ef":
        return UNREADABLE
    return unescaped(cell.value) if isinstance(cell.value, str) else cell.value


def _columns(sheet: Sheet, headings: tuple[Any, ...], problems: Problems) -> dict[str, int]:
    """Return where each column is; a heading unknown, repeated or missing is a problem."""
    found: dict[str, int] = {}
    for number, heading in enumerate(headings, start=1):
        if _is_empty(heading):
            continue
        column = sheet.by_heading.get(tidy(str(heading)))
        if column is None:
            reason = _("This column is not known.")
        elif column.name in found:
            reason = _("This column is there twice.")
        else:
            found[column.name] = number
            continue
        problems.add(Problem(reason, sheet.title, 1, number, str(heading)[:100]))
    for column in sheet.columns:
        if column.name not in found:
            problems.add(_missing(sheet, column))
    return found


def _missing(sheet: Sheet, column: Column) -> Problem:
    reason = _("The column »%(heading)s« is missing.") % {"heading": column.heading}
    return Problem(reason, sheet.title, 1)


def _check_unnamed(
    sheet: Sheet, headings: tuple[Any, ...], rows: list[tuple[Any, ...]], problems: Problems
) -> None:
    """Refuse what stands below no heading: it would be lost."""
    unnamed = [index for index, heading in enumerate(headings) if _is_empty(heading)]
    for index in unnamed:
        for number, row in enumerate(rows[1:], start=2):
            if not _is_empty(row[index]):
                reason = _("This column has no heading.")
                problems.add(Problem(reason, sheet.title, number, index + 1))
                break


def _lines(rows: list[tuple[Any, ...]], columns: dict[str, int]) -> Iterator[Line]:
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: row[index - 1] for name, index in columns.items()}
        if not all(map(_is_empty, cells.values())):
            yield Line(number, cells)


def _is_empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())

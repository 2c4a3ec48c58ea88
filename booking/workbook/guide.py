"""The sheet that explains the others, and holds the lists their cells choose from."""

from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import absolute_coordinate, get_column_letter

from booking.workbook.layout import Column, Sheet, sheets, words

_WIDTHS = (22, 30, 70, 10, 80)
_FIRST_LIST = 8  # the column of the first list: two free ones after the table
_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class Guide:
    """Where each list of allowed values stands, as a reference for other sheets."""

    lists: dict[tuple[str, ...], str]


def write_guide(book: Workbook) -> Guide:
    """Write the sheet of instructions into `book`."""
    guide = words()["guide"]
    page = book.create_sheet(guide["title"])
    lists = _lists()
    widths = [*_WIDTHS, *[3] * (_FIRST_LIST - 1 - len(_WIDTHS)), *[40 for _ in lists]]
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    rows: list[list[Any]] = [[line] for line in guide["lines"]]
    rows += [[], [_styled(page, heading, font=_BOLD) for heading in guide["headings"]]]
    first = len(rows) + 1
    rows += [
        _explained(page, sheet, column) for sheet in sheets().values() for column in sheet.columns
    ]
    for offset, allowed in enumerate(lists):
        for number, value in enumerate(allowed, start=first - 1):
            row = rows[number]
            row += [None] * (_FIRST_LIST - 1 + offset - len(row))
            row.append(value)
    for row in rows:
        page.append(row)
    return Guide(
        {
            allowed: _reference(guide["title"], _FIRST_LIST + offset, first, len(allowed))
            for offset, allowed in enumerate(lists)
        }
    )


def _lists() -> list[tuple[str, ...]]:
    """Return each list of allowed values once."""
    columns = (column for sheet in sheets().values() for column in sheet.columns)
    return list(dict.fromkeys(column.kind.allowed for column in columns if column.kind.allowed))


def _explained(page: Any, sheet: Sheet, column: Column) -> list[Any]:
    flag = words()["flag"]
    allowed = "; ".join(column.kind.allowed)
    if column.bounds:
        allowed = f"{column.bounds.low}–{column.bounds.high}"
    texts = (sheet.title, column.heading, column.help, flag[column.is_required], allowed)
    return [_styled(page, text, alignment=_WRAPPED) for text in texts]


def _styled(page: Any, text: str, **style: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, text)
    for name, value in style.items():
        setattr(cell, name, value)
    return cell


def _reference(title: str, column: int, first: int, count: int) -> str:
    letter = get_column_letter(column)
    cells = absolute_coordinate(f"{letter}{first}:{letter}{first + count - 1}")
    return f"'{title}'!{cells}"

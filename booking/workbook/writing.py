"""The catalogue written as a workbook that people can edit."""

import io
import re
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from booking.workbook.guide import Guide, write_guide
from booking.workbook.kinds import Cell
from booking.workbook.layout import DOCUMENTS, Column, Sheet, sheets
from booking.workbook.parts import MOST_ROWS
from booking.workbook.stored import Catalogue, Row

HEADING = {
    "font": Font(bold=True, color="FFFFFF"),
    "fill": PatternFill("solid", start_color="0B4352"),
    "alignment": Alignment(wrap_text=True, vertical="center"),
}
_WRAPPED = Alignment(wrap_text=True, vertical="top")
# What programs would take for a formula, if the cell were typed again.
_LIKE_A_FORMULA = ("=", "+", "-", "@")
# "_x0041_" in a workbook means "A": a text that reads so is marked to mean itself.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write(catalogue: Catalogue) -> bytes:
    """Return the workbook of `catalogue`; importing it again changes nothing (B9)."""
    book = Workbook(write_only=True)
    guide = write_guide(book)
    for sheet in sheets().values():
        if sheet.key == DOCUMENTS:
            rows = [row for rows in _documents(catalogue) for row in rows]
        else:
            rows = list(catalogue.rows[sheet.key].values())
        _write_sheet(book, sheet, rows, guide)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _documents(catalogue: Catalogue) -> list[list[Row]]:
    return [catalogue.documents.get(slug, []) for slug in catalogue.rows["services"]]


def _write_sheet(book: Workbook, sheet: Sheet, rows: list[Row], guide: Guide) -> None:
    page = book.create_sheet(sheet.title)
    page.freeze_panes = "B2"
    for number, column in enumerate(sheet.columns, start=1):
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        dimension.number_format = column.kind.number_format  # of the cells yet to be filled
    page.append([_heading(page, column.heading) for column in sheet.columns])
    for row in rows:
        page.append([_cell(page, column, row[column.name]) for column in sheet.columns])
    for number, column in enumerate(sheet.columns, start=1):
        if rule := _validation(column, guide):
            letter = get_column_letter(number)
            rule.add(f"{letter}2:{letter}{MOST_ROWS}")
            page.data_validations.append(rule)


def _heading(page: Any, text: str) -> ExcelCell:
    cell = WriteOnlyCell(page, text)
    cell.font, cell.fill, cell.alignment = HEADING["font"], HEADING["fill"], HEADING["alignment"]
    return cell


def _cell(page: Any, column: Column, value: Any) -> ExcelCell:
    """Return the cell of a value. Text is text, whatever it begins with."""
    shown: Cell = column.kind.show(value)
    cell = WriteOnlyCell(page)
    cell.number_format, cell.alignment = column.kind.number_format, _WRAPPED
    if isinstance(shown, str):
        cell.value = _ESCAPE.sub("_x005F_", shown)
        cell.data_type = "s"  # openpyxl makes a formula of what begins with "="
        if shown.startswith(_LIKE_A_FORMULA):
            cell.quotePrefix = True
    else:
        cell.value = shown
    return cell


def _validation(column: Column, guide: Guide) -> DataValidation | None:
    """Return the rule that a spreadsheet program keeps while the cell is typed."""
    if column.kind.allowed:
        rule = DataValidation(type="list", formula1=guide.lists[column.kind.allowed])
        rule.error = column.help
    elif column.bounds:
        low, high = column.bounds.low, column.bounds.high
        rule = DataValidation(type="whole", operator="between", formula1=low, formula2=high)
        rule.error = f"{low}–{high}"
    else:
        return None
    rule.allow_blank, rule.showErrorMessage, rule.errorTitle = False, True, column.heading
    return rule

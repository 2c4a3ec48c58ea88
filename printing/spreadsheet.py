"""Tables to XLSX. What people typed is written as text, never as a formula."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | float | None
WIDEST = 60
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx(sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Value]]]]) -> bytes:
    """Return a workbook of (sheet name, headings, rows); the first row of each stays in sight."""
    book = Workbook(write_only=True)
    for name, headings, rows in sheets:
        sheet: WriteOnlyWorksheet = book.create_sheet(_sheet_name(name))
        sheet.freeze_panes = "A2"
        for number, width in enumerate(_widths(headings, rows), start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> Cell:
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        # openpyxl takes a text that begins with "=" for a formula.
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _widths(headings: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[float]:
    columns = zip(headings, *rows, strict=True)
    return [
        min(WIDEST, max(8, *(len(str(value or "")) for value in column)) + 2) for column in columns
    ]


def _sheet_name(name: str) -> str:
    """Return a name Excel takes: at most 31 characters, none of []:*?/\\."""
    return "".join(" " if char in "[]:*?/\\" else char for char in name)[:31] or "1"

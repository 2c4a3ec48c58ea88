"""Workbooks for tests: the export of what is stored, changed as people and villains change it.

`edited(lambda book: …)` gives the export after a change by openpyxl; `repacked` changes the parts
of its zip.
"""

import io
import zipfile
from collections.abc import Callable

from openpyxl import Workbook, load_workbook

from booking.workbook.layout import DOCUMENTS, SERVICES, sheets
from booking.workbook.reading import read
from booking.workbook.stored import stored
from booking.workbook.writing import write
from tests.factories.booking import RequiredDocumentFactory, ServiceFactory

NAME = "katalog.xlsx"
SERVICES_PART = "xl/worksheets/sheet2.xml"


def one_service(**fields):
    """Store a service with two documents."""
    service = ServiceFactory(slug="potni-list", **fields)
    RequiredDocumentFactory(service=service, order=1)
    RequiredDocumentFactory(service=service, order=2, case="child", text_sl="Otrok")
    return service


def edited(change: Callable[[Workbook], object]) -> bytes:
    """Return the exported workbook after `change`."""
    book = load_workbook(io.BytesIO(write(stored())))
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":  # openpyxl reads a text that begins with "=" as one
                    cell.data_type = "s"
    change(book)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def tables(change: Callable[[Workbook], object] = lambda book: None):
    return read(edited(change), name=NAME)


def cell(book: Workbook, name: str, row: int = 2, *, sheet: str = SERVICES):
    """Return the cell of a field in a row of a sheet."""
    layout = sheets()[sheet]
    return book[layout.title].cell(row, layout.number(name))


def put(name: str, value: object, row: int = 2, *, sheet: str = SERVICES):
    """Return the change that puts `value` there."""

    def change(book: Workbook) -> None:
        target = cell(book, name, row, sheet=sheet)
        target.value = value
        if isinstance(value, str):
            target.data_type = "s"

    return change


def new_row(book: Workbook, sheet: str = SERVICES, **values: object) -> None:
    """Add a row like the second one of `sheet`, with other values."""
    layout = sheets()[sheet]
    page = book[layout.title]
    row = {column.name: cell(book, column.name, sheet=sheet).value for column in layout.columns}
    page.append([(row | values)[column.name] for column in layout.columns])
    for target in page[page.max_row]:
        if target.data_type == "f":
            target.data_type = "s"


def document_row(book: Workbook, **values: object) -> None:
    new_row(book, DOCUMENTS, **values)


def repacked(content: bytes, **parts: bytes | Callable[[bytes], bytes] | None) -> bytes:
    """Return the zip with parts replaced, changed or left out."""
    changes = dict(parts)
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            change = changes.pop(entry, old.read(entry))
            if change is not None:
                new.writestr(entry, change(old.read(entry)) if callable(change) else change)
        for name, change in changes.items():
            new.writestr(name, change)
    return packed.getvalue()

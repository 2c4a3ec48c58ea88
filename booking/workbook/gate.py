"""What stands between an uploaded file and the library that reads workbooks.

A workbook is a zip of XML, and both can be made to cost without end. Everything is measured before
anything is parsed, and the reader gets a copy of just what was looked at. No Django models.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from booking.workbook.parts import Scan, scan
from booking.workbook.problems import refusal

LARGEST_FILE = 5_000_000  # bytes as uploaded
LARGEST_CONTENT = 20_000_000  # bytes unpacked, all parts together
MOST_PARTS = 200
MOST_ELEMENTS = 250_000  # XML elements of cells and texts: about 80,000 cells with text
MOST_OTHERS = 20_000  # XML elements of all else
TYPES = "[Content_Types].xml"
_CHUNK = 65_536
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # an OLE container: .xls, or .xlsx under a password
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


@dataclass(frozen=True)
class Checked:
    """A workbook fit to be parsed: a fresh zip of its XML parts, and what was seen in each."""

    archive: io.BytesIO
    scans: dict[str, Scan]


def check_file(content: bytes, *, name: str) -> Checked:
    """Return the workbook `content` fit to be parsed; `name` is the file's name.

    Raises WorkbookRefused for what is no workbook, has macros or a password, is larger than the
    limits of this module, or holds XML that defines entities (B9).
    """
    if PurePath(name).suffix.lower() != ".xlsx":
        raise refusal(_("This is not an .xlsx file. Save the workbook as Excel workbook (.xlsx)."))
    if len(content) > LARGEST_FILE:
        raise refusal(_("The file is too large: at most 5 MB are taken."))
    if content.startswith(_OLD_OR_LOCKED):
        raise refusal(
            _("The file has a password or is of an old kind. Save it as .xlsx without a password.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_directory(archive)
            return _checked(archive)
    except _BROKEN as error:
        raise refusal(_("The file is damaged or is not an Excel workbook.")) from error


def _check_directory(archive: zipfile.ZipFile) -> None:
    """Refuse by what the zip says of itself, before a byte of it is unpacked."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if any("vbaproject" in name.lower() for name in names):
        raise refusal(_("The workbook has macros. Save it as .xlsx, without macros."))
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refusal(_("The file is protected by a password. Save it without one."))
    if TYPES not in names:
        raise refusal(_("The file is damaged or is not an Excel workbook."))
    if len(set(names)) < len(names) or {entry.compress_type for entry in entries} - _METHODS:
        raise refusal(_("The file is damaged or is not an Excel workbook."))
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_CONTENT:
        raise _too_much()


def _checked(archive: zipfile.ZipFile) -> Checked:
    """Unpack and look at every XML part; pictures and printer settings are left out."""
    copy, scans = io.BytesIO(), {}
    bytes_left, elements_left, others_left = LARGEST_CONTENT, MOST_ELEMENTS, MOST_OTHERS
    with zipfile.ZipFile(copy, "w") as clean:
        for entry in archive.infolist():
            if not entry.filename.lower().endswith((".xml", ".rels")):
                continue
            part = bytearray()
            for chunk in _chunks(archive, entry):
                part += chunk
                if len(part) > bytes_left:
                    raise _too_much()
            bytes_left -= len(part)
            seen = scan(bytes(part), most_elements=elements_left, most_others=others_left)
            if seen.has_macros:
                raise refusal(_("The workbook has macros. Save it as .xlsx, without macros."))
            if seen.has_too_much:
                raise _too_much()
            elements_left -= seen.elements
            others_left -= seen.others
            scans[entry.filename] = seen
            clean.writestr(entry.filename, bytes(part))
    return Checked(copy, scans)


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as packed:
        while chunk := packed.read(_CHUNK):
            yield chunk


def _too_much() -> Exception:
    return refusal(
        _("The workbook is too large: a sheet takes 5,000 rows, and all of it 20 MB unpacked.")
    )

"""Which files somebody may leave: papers of an office, found to be what their name says. Pure."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import BinaryIO, Final
from zipfile import BadZipFile, ZipFile

MOST_BYTES: Final = 10 * 1024 * 1024
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
TYPES: Final[Mapping[str, str]] = {
    "pdf": "application/pdf",
    "docx": f"{_OPEN_XML}wordprocessingml.document",
    "xlsx": f"{_OPEN_XML}spreadsheetml.sheet",
    "pptx": f"{_OPEN_XML}presentationml.presentation",
    "odt": f"{_OPEN_DOCUMENT}text",
    "ods": f"{_OPEN_DOCUMENT}spreadsheet",
    "odp": f"{_OPEN_DOCUMENT}presentation",
}
_PARTS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_LONGEST_TYPE = 100  # bytes


def ending(name: str) -> str:
    """Return what stands after the last dot of a file's name, in small letters."""
    return PurePath(name).suffix.lower().removeprefix(".")


def is_what_it_says(name: str, file: BinaryIO) -> bool:
    """Say whether a file of a known ending begins as files of that kind do, and holds no macros.

    Nothing is unpacked but the few letters that name the kind.
    """
    kind = ending(name)
    file.seek(0)
    try:
        if kind == "pdf":
            return file.read(5) == b"%PDF-"
        return kind in TYPES and _is_archive_of(kind, file)
    finally:
        file.seek(0)


def _is_archive_of(kind: str, file: BinaryIO) -> bool:
    try:
        with ZipFile(file) as archive:
            names = archive.namelist()
            if any(name.rsplit("/", 1)[-1].lower() == "vbaproject.bin" for name in names):
                return False
            if kind in _PARTS:
                has_part = any(name.startswith(_PARTS[kind]) for name in names)
                return has_part and "[Content_Types].xml" in names
            if archive.getinfo("mimetype").file_size > _LONGEST_TYPE:
                return False
            return archive.read("mimetype").decode("ascii", "replace").strip() == TYPES[kind]
    # What an archive that is none, is cut off, encrypted or packed in an unknown way raises.
    except (BadZipFile, KeyError, RuntimeError, NotImplementedError, ValueError, EOFError, OSError):
        return False

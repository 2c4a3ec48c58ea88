"""Whether a PDF that a stranger leaves may be kept: it can be read, and nothing in it acts.

A file is read by a process of its own with little memory and time: a parser that a file was made
to exhaust must not take the portal with it. Run as a script, this module is that process.
"""

import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, BinaryIO, Final

MOST_BYTES: Final = 5_000_000
_SECONDS = 15
_MEMORY = 1_000_000_000
_MOST_OBJECTS = 200_000


class PdfFault(StrEnum):
    """Why a file is refused; of several reasons the first is told."""

    NOT_PDF = "not_pdf"
    ENCRYPTED = "encrypted"
    JAVASCRIPT = "javascript"
    LAUNCH = "launch"
    EMBEDDED = "embedded"
    XFA = "xfa"
    SENDS = "sends"
    MEDIA = "media"
    OPEN_ACTION = "open_action"
    TOO_MUCH = "too_much"


# What a dictionary of the file says of itself (ISO 32000-2, 12.6.4, 12.5.6 and 7.11.4).
_ACTIONS = {
    "/JavaScript": PdfFault.JAVASCRIPT,
    "/Launch": PdfFault.LAUNCH,
    "/SubmitForm": PdfFault.SENDS,
    "/ImportData": PdfFault.SENDS,
    "/GoToR": PdfFault.LAUNCH,
    "/GoToE": PdfFault.EMBEDDED,
    "/Rendition": PdfFault.MEDIA,
    "/Movie": PdfFault.MEDIA,
    "/Sound": PdfFault.MEDIA,
    "/RichMediaExecute": PdfFault.MEDIA,
}
_SUBTYPES = {
    "/FileAttachment": PdfFault.EMBEDDED,
    "/RichMedia": PdfFault.MEDIA,
    "/Movie": PdfFault.MEDIA,
    "/Sound": PdfFault.MEDIA,
    "/Screen": PdfFault.MEDIA,
    "/3D": PdfFault.MEDIA,
}
_KEYS = {
    "/JS": PdfFault.JAVASCRIPT,
    "/JavaScript": PdfFault.JAVASCRIPT,
    "/EmbeddedFiles": PdfFault.EMBEDDED,
    "/EF": PdfFault.EMBEDDED,
    "/Collection": PdfFault.EMBEDDED,
    "/XFA": PdfFault.XFA,
    # What happens when a page comes into sight is done without a press too (12.6.3).
    "/AA": PdfFault.OPEN_ACTION,
}
# Names too long to stand in packed data by chance: found in what no table of the file leads to.
_RAW = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|XFA)(?![A-Za-z0-9])")
_RAW_FAULTS = {
    b"JavaScript": PdfFault.JAVASCRIPT,
    b"Launch": PdfFault.LAUNCH,
    b"EmbeddedFile": PdfFault.EMBEDDED,
    b"XFA": PdfFault.XFA,
}
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")


def fault_of(file: BinaryIO) -> PdfFault | None:
    """Return why a file is refused, or None for a PDF that only shows pages.

    A file that could not be read within the limits is refused as TOO_MUCH. Raises RuntimeError
    where the check itself does not work on this machine.
    """
    file.seek(0)
    data = file.read()
    file.seek(0)
    try:
        done = subprocess.run(  # noqa: S603 - this very module, by this very interpreter
            [sys.executable, "-I", __file__],
            input=data,
            capture_output=True,
            timeout=_SECONDS * 2,
            check=False,
            env={"PATH": os.defpath},
        )
    except subprocess.TimeoutExpired:
        return PdfFault.TOO_MUCH
    if done.returncode < 0:  # the kernel ended it
        return PdfFault.TOO_MUCH
    if done.returncode:
        raise RuntimeError(f"PDF files cannot be checked here: {done.stderr.decode()[-500:]}")
    said = done.stdout.decode()
    return PdfFault(said) if said else None


def found(data: bytes) -> PdfFault | None:
    """Return what `fault_of` does, read in this process and without limits."""
    from pypdf import PdfReader

    if not data.startswith(b"%PDF-"):
        return PdfFault.NOT_PDF
    try:
        import io

        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            return PdfFault.ENCRYPTED
        if not len(reader.pages):
            return PdfFault.NOT_PDF
        faults = set(_raw(data))
        for one in _dictionaries(reader):
            faults |= set(_faults(one))
    except MemoryError:
        return PdfFault.TOO_MUCH
    except _TooMuch:
        return PdfFault.TOO_MUCH
    except Exception:  # noqa: BLE001 - a parser of broken files raises whatever it stumbles over
        return PdfFault.NOT_PDF
    return next((fault for fault in PdfFault if fault in faults), None)


class _TooMuch(Exception):
    pass


def _raw(data: bytes) -> Iterator[PdfFault]:
    plain = _HEX.sub(lambda match: bytes([int(match[1], 16)]), data)
    for match in _RAW.finditer(plain):
        yield _RAW_FAULTS[match[1]]


def _dictionaries(reader: Any) -> Iterator[Any]:
    """Yield every dictionary of the file, whether a page leads to it or not."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    numbers = {(n, g) for g, rows in reader.xref.items() for n in rows}
    numbers |= {(n, 0) for n in reader.xref_objStm}
    if len(numbers) > _MOST_OBJECTS:
        raise _TooMuch
    waiting: list[Any] = [reader.trailer]
    waiting += [IndirectObject(n, g, reader) for n, g in sorted(numbers) if n]
    seen = 0
    while waiting:
        one = waiting.pop()
        seen += 1
        if seen > _MOST_OBJECTS * 10:
            raise _TooMuch
        if isinstance(one, IndirectObject):
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield one
            inside = [one.raw_get(key) for key in one]
        else:
            inside = list(one) if isinstance(one, ArrayObject) else []
        # What is elsewhere in the file has its own turn.
        waiting += [two for two in inside if not isinstance(two, IndirectObject)]


def _faults(one: Any) -> Iterator[PdfFault]:
    for key, fault in _KEYS.items():
        if key in one:
            yield fault
    kind = str(one.get("/S", ""))
    if kind in _ACTIONS:
        yield _ACTIONS[kind]
    subtype = str(one.get("/Subtype", ""))
    if subtype in _SUBTYPES:
        yield _SUBTYPES[subtype]
    if str(one.get("/Type", "")) == "/EmbeddedFile":
        yield PdfFault.EMBEDDED
    opening = one.get("/OpenAction")
    # Office programs write on which page the file opens: a place is no action.
    if hasattr(opening, "get_object"):
        opening = opening.get_object()
    if hasattr(opening, "keys") and (str(opening.get("/S", "")) != "/GoTo" or "/Next" in opening):
        yield PdfFault.OPEN_ACTION


def _main() -> None:
    import logging

    logging.disable()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.write(found(sys.stdin.buffer.read()) or "")


if __name__ == "__main__":
    _main()

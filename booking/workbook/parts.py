"""One pass over an XML part of a workbook: what is in it that must be known before parsing it.

Expat hands over one element at a time, so nothing is kept but what is counted. No Django.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

MOST_ROWS = 5_001  # the headings and 5,000 rows
MOST_DEPTH = 60
MOST_ATTRIBUTES = 100  # of one element
LAST_COLUMN = 200
_MOST_KEPT = 100
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_CONTENT = {"v", "f", "is"}
_CELLS_IN = {"sheetData", "sst"}


class Unsafe(ValueError):
    """The XML is not well formed, or holds what no program that writes workbooks writes."""


@dataclass
class Scan:
    """What a part holds; places are (row, column), from 1."""

    elements: int = 0  # in cells and texts
    others: int = 0  # in styles, rules, lists of parts: each costs ten times as much to parse
    has_macros: bool = False
    has_too_much: bool = False
    last_row: int = 0  # with content
    formulas: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int]] = field(default_factory=list)
    outside: list[tuple[int, int]] = field(default_factory=list)  # right of the last column
    sheets: dict[str, str] = field(default_factory=dict)  # of the workbook: title → relation
    relations: dict[str, str] = field(default_factory=dict)  # of a .rels part: id → target
    workbook: str = ""  # of the list of content types: the part that is the workbook


class _Stop(Exception):
    """Enough has been seen."""


class _Scanner:
    def __init__(self, most_elements: int, most_others: int) -> None:
        self.seen = Scan()
        self.most_elements, self.most_others = most_elements, most_others
        self.is_content = False
        self.depth = self.row = self.column = 0
        self.on: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self.at_row,
            "c": self.at_cell,
            "mergeCell": self.at_merge,
            "sheet": self.at_sheet,
            "Relationship": self.at_relation,
            "Override": self.at_type,
            "Default": self.at_type,
        }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count()
        if self.depth > MOST_DEPTH or len(attributes) > MOST_ATTRIBUTES:
            raise Unsafe("too deep or too wide")
        name = tag.rpartition(":")[2]
        if name in _CELLS_IN:
            self.is_content = True
        elif name in _CONTENT:
            self.at_content(name)
        elif name in self.on:
            self.on[name](attributes)

    def end(self, tag: str) -> None:
        self.depth -= 1
        if self.is_content and tag.rpartition(":")[2] in _CELLS_IN:
            self.is_content, self.column = False, 0  # what follows is no cell

    def count(self) -> None:
        if self.is_content:
            self.seen.elements += 1
        else:
            self.seen.others += 1
        if self.seen.elements > self.most_elements or self.seen.others > self.most_others:
            self.seen.has_too_much = True
            raise _Stop

    def at_row(self, attributes: dict[str, str]) -> None:
        number = _number(attributes.get("r", str(self.row + 1)))
        if number <= self.row:
            raise Unsafe("rows out of order")  # a reader would leave them out, untold
        self.row, self.column = number, 0

    def at_cell(self, attributes: dict[str, str]) -> None:
        if "r" not in attributes:
            self.column += 1
            return
        row, self.column = place(attributes["r"])
        if row != self.row:
            raise Unsafe("a cell of another row")

    def at_content(self, name: str) -> None:
        if not self.column:
            return
        self.seen.last_row = self.row
        if self.row > MOST_ROWS:
            raise _Stop
        if name == "f":
            _keep(self.seen.formulas, (self.row, self.column))
        if self.column > LAST_COLUMN:
            _keep(self.seen.outside, (self.row, self.column))

    def at_merge(self, attributes: dict[str, str]) -> None:
        _keep(self.seen.merged, place(attributes.get("ref", "").partition(":")[0]))

    def at_sheet(self, attributes: dict[str, str]) -> None:
        relation = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
        self.seen.sheets[attributes.get("name", "")] = relation

    def at_relation(self, attributes: dict[str, str]) -> None:
        self.seen.relations[attributes.get("Id", "")] = attributes.get("Target", "")

    def at_type(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").lower()
        if "macroenabled" in kind:
            self.seen.has_macros = True
        if kind.endswith("sheet.main+xml"):
            self.seen.workbook = attributes.get("PartName", "").lstrip("/")


def scan(part: bytes, *, most_elements: int, most_others: int) -> Scan:
    """Return what `part` holds, looking no further than a limit that is passed.

    `most_elements` limits the XML elements of cells and texts, `most_others` all the others.

    Raises Unsafe for XML with a document type, so with entities, and for XML no reader would
    understand in the same way as this one.
    """
    scanner, parser = _Scanner(most_elements, most_others), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(part, True)
    except _Stop:
        pass
    except expat.ExpatError as error:
        raise Unsafe("not well formed") from error
    return scanner.seen


def place(reference: str) -> tuple[int, int]:
    """Return (row, column) of a reference like "B12"; raises Unsafe for another text."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise Unsafe("not a cell")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,7}", text):
        raise Unsafe("not a row")
    return int(text)


def _keep(places: list[tuple[int, int]], found: tuple[int, int]) -> None:
    if len(places) < _MOST_KEPT:
        places.append(found)


def _refuse_doctype(*_declaration: object) -> None:
    raise Unsafe("a document type")

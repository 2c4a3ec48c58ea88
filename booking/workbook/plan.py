"""What a workbook would do to the catalogue."""

import hashlib
from dataclasses import dataclass, field

from booking.workbook.layout import sheets
from booking.workbook.problems import Problems
from booking.workbook.stored import Row


@dataclass(frozen=True)
class Change:
    """One cell that would change: its field, the heading, and both texts."""

    name: str
    heading: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """A row of the catalogue that would be added or changed."""

    sheet: str  # a key of the layout
    slug: str
    row: Row  # every value it would have
    is_new: bool
    changes: tuple[Change, ...]
    documents: tuple[Row, ...] | None = None  # None: they stay

    @property
    def title(self) -> str:
        return str(self.row.get("name_sl") or self.slug)

    @property
    def sheet_title(self) -> str:
        return sheets()[self.sheet].title

    @property
    def names(self) -> list[str]:
        """Return the fields that change, once each."""
        return list(dict.fromkeys(change.name for change in self.changes))


@dataclass
class Plan:
    entries: list[Entry] = field(default_factory=list)
    unchanged: dict[str, int] = field(default_factory=dict)  # rows by the sheet's key
    problems: Problems = field(default_factory=Problems)

    @property
    def new(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_new]

    @property
    def changed(self) -> list[Entry]:
        return [entry for entry in self.entries if not entry.is_new]

    @property
    def unchanged_count(self) -> int:
        return sum(self.unchanged.values())

    @property
    def digest(self) -> str:
        """Return a SHA-256 over all that would change, from what to what, in hex."""
        return hashlib.sha256(repr(self.entries).encode()).hexdigest()

"""Calendars to subscribe to: what a feed tells, and which feeds are for everybody (I1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Protocol, Self
from zoneinfo import ZoneInfo


class BadFilter(Exception):
    """A filter's value that the feed cannot take; the text says so in the active language."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a feed.

    `starts` and `ends` are moments, or dates for whole days, `ends` being the day after the last.
    `uid` never changes; `changed_at` is when the row last did, and grows with every change;
    `sequence` grows with every change of time, place or state. `zone` is where the local hours
    are, the feed's without it; `alarm` is how long before it a personal feed rings.
    """

    uid: str
    starts: datetime | date
    ends: datetime | date
    summary: str
    changed_at: datetime
    sequence: int = 0
    is_cancelled: bool = False
    is_busy: bool = True
    location: str = ""
    description: str = ""
    url: str = ""
    zone: ZoneInfo | None = None
    alarm: timedelta | None = None


class Feed(Protocol):
    """What every feed inherits from, and says: its title and its entries.

    A public feed is registered by its app in AppConfig.ready() and answers at its `name`; a
    personal one stands behind a secret link of its own (calendars.personal).
    """

    name: str  # in addresses and file names
    is_public: bool = False
    zone: ZoneInfo = ZoneInfo("Europe/Ljubljana")
    refresh: timedelta = timedelta(hours=1)
    color: str = "teal"  # a colour of CSS 3, as RFC 7986 wants it
    # The query parameters a public feed takes beside `lang`.
    filters: ClassVar[tuple[str, ...]] = ()
    # Says that entries come ordered by start and UID, so that thousands need not be held at once.
    is_in_order: bool = False

    def title(self) -> str:
        """Return what the calendar is called, in the active language."""

    def entries(self, at: datetime) -> Iterable[Entry]:
        """Return the events as they stand at `at`, cancelled ones among them, in any order."""

    def narrowed(self, values: Mapping[str, str]) -> Self:
        """Return the feed of what `values` ask for: some of `filters`, none of them twice.

        Raises BadFilter for a value that asks for nothing there is. A feed with filters says this.
        """
        if values:
            raise NotImplementedError(f"{self.name} has filters and does not say what they mean")
        return self

    def version(self, at: datetime) -> str | None:
        """Return a text that is another one whenever the entries at `at` are others.

        It must be much cheaper than the entries: it is all that a calendar costs which has them
        already (`calendars.row_versions`). What vanishes with time is part of it. Without one,
        None, the feed is written each time and its bytes are compared.
        """
        return None


_public: dict[str, Feed] = {}


def register(feed: Feed) -> None:
    """Make a public feed known; called from the owner's AppConfig.ready().

    ValueError for a personal feed, which nobody may find in a list.
    """
    if not feed.is_public:
        raise ValueError(f"{feed.name} is not for everybody")
    _public[feed.name] = feed


def public_feeds() -> list[Feed]:
    """Return every public feed, in order of name."""
    return [feed for _name, feed in sorted(_public.items())]


def public_feed(name: str) -> Feed:
    """Return the public feed of that name; KeyError if there is none."""
    return _public[name]

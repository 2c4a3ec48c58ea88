"""A feed's bytes: RFC 5545 with the names and the refresh hint of RFC 7986 (I1, I3).

No METHOD: a subscribed calendar is a state, not a message. DTSTAMP then means "last changed"
(RFC 5545, 3.8.7.2), so equal content is equal bytes, whenever they are asked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from django.utils import translation
from icalendar import Calendar, vDuration

from calendars.event_lines import event_bytes
from calendars.feeds import Entry, Feed
from calendars.ical import Text, plain
from calendars.time_zones import time_zone

# How long an entry that was called off is still told, so that every calendar hears of it.
KEEP_CANCELLED = timedelta(days=30)
AT_ONCE = 500  # events held in memory of a feed that comes in order
# Years on both sides of now that the zone's rules are given for, where entries come in order.
YEARS_AROUND = 10
_END = b"END:VCALENDAR\r\n"
_UTC = ZoneInfo("UTC")


def feed_ics(feed: Feed, *, at: datetime, language: str) -> bytes:
    """Return the whole of `feed_chunks`."""
    return b"".join(feed_chunks(feed, at=at, language=language))


def feed_chunks(feed: Feed, *, at: datetime, language: str) -> Iterator[bytes]:
    """Yield the feed as it stands at `at`, in a portal language, folded at 75 octets.

    An empty feed is a valid calendar too: RFC 5545 wants one component, which is its time zone.
    Between two chunks the language is the caller's own: an answer goes out while others are made.
    """
    with translation.override(language):
        title = feed.title()
        told: Iterable[Entry] = (one for one in feed.entries(at) if is_told(one, at))
        if feed.is_in_order:
            zones = {feed.zone.key}
            first, last = at.year - YEARS_AROUND, at.year + YEARS_AROUND
        else:
            told = sorted(told, key=lambda one: (str(one.starts), one.uid))
            zones = {feed.zone.key, *(one.zone.key for one in told if one.zone)}
            first, last = _years(told, at)
    calendar = _head(feed, title)
    for key in sorted(zones - {_UTC.key}):
        calendar.add_component(time_zone(key, first, last))
    yield calendar.to_ical().removesuffix(_END)
    coming = iter(told)
    while True:
        with translation.override(language):
            lines = [
                event_bytes(
                    one,
                    zone=_described(one.zone or feed.zone, zones),
                    language=language,
                    may_ring=not feed.is_public,
                )
                for one in islice(coming, AT_ONCE)
            ]
        if not lines:
            break
        yield b"".join(lines)
    yield _END


def is_told(entry: Entry, at: datetime) -> bool:
    """Say whether the feed holds `entry` at `at`: cancelled ones for 30 days after that."""
    return not entry.is_cancelled or at < entry.changed_at + KEEP_CANCELLED


def _head(feed: Feed, title: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Okence//Okence//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", Text(plain(title)))
    calendar.add("color", feed.color)
    calendar.add("refresh-interval", vDuration(feed.refresh), parameters={"value": "DURATION"})
    # What calendars read that are older than RFC 7986.
    calendar.add("x-wr-calname", Text(plain(title)))
    calendar.add("x-published-ttl", vDuration(feed.refresh))
    return calendar


def _described(zone: ZoneInfo, zones: set[str]) -> ZoneInfo:
    """Return the zone an event is written in: UTC where the calendar does not describe its own."""
    return zone if zone.key in zones else _UTC


def _years(entries: Sequence[Entry], at: datetime) -> tuple[int, int]:
    """Return the first and the last year the zone's rules are needed for, with one to spare."""
    moments: Iterable[datetime | date] = [one.starts for one in entries] or [at.astimezone(UTC)]
    years = {moment.year for moment in moments}
    return min(years) - 1, max(years) + 1

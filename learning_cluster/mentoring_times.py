"""When the resource person is free: times offered less times taken. Pure (L9)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from calendars.intervals import Interval, subtract
from calendars.series import sessions

Span = Interval[datetime]


@dataclass(frozen=True)
class Offer:
    """Local days by a bounded rule, an hour to an hour, cut into sessions of `minutes`."""

    key: int
    rule: str
    valid_from: date
    starts: time
    ends: time
    minutes: int
    pilots_first_until: datetime | None = None


@dataclass(frozen=True)
class FreeTime:
    """A time to be booked; before `pilots_first_until` by pilots alone. Moments in UTC."""

    offer: int
    starts_at: datetime
    ends_at: datetime
    pilots_first_until: datetime | None = None

    def is_for_pilots(self, at: datetime) -> bool:
        return self.pilots_first_until is not None and at < self.pilots_first_until


def offered(offer: Offer, zone: ZoneInfo) -> list[Span]:
    """Return every span of an offer in UTC; its hours are those on the wall of `zone`."""
    begin = datetime.combine(offer.valid_from, offer.starts)
    length = datetime.combine(offer.valid_from, offer.ends) - begin
    spans = sessions(offer.rule, begin, length, zone)
    return [(start.astimezone(UTC), end.astimezone(UTC)) for start, end in spans]


def free_times(
    offers: Iterable[Offer], taken: Iterable[Span], *, zone: ZoneInfo, after: datetime
) -> list[FreeTime]:
    """Return what can be booked and begins later than `after`, in order of time.

    Each stretch that is left of an offer is cut from its beginning, so that no crumbs remain; of
    two offers with the same beginning the first one counts.
    """
    holes = [(start.astimezone(UTC), end.astimezone(UTC)) for start, end in taken]
    found: dict[datetime, FreeTime] = {}
    for offer in offers:
        for one in _cut(offer, subtract(offered(offer, zone), holes)):
            if one.starts_at > after:
                found.setdefault(one.starts_at, one)
    return [found[start] for start in sorted(found)]


def _cut(offer: Offer, left: Iterable[Span]) -> Iterator[FreeTime]:
    length = timedelta(minutes=offer.minutes)
    for begin, end in left:
        while begin + length <= end:
            yield FreeTime(offer.key, begin, begin + length, offer.pilots_first_until)
            begin += length

"""Free times of one location for one service (B3–B5, B20)."""

from bisect import bisect_left, bisect_right
from collections import Counter as Tally
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from operator import itemgetter
from zoneinfo import ZoneInfo

from booking.availability.free import free_at
from booking.availability.grid import listed_starts, pitch, room, share
from booking.availability.truth import Moments, day_bounds
from booking.availability.window import start_window
from booking.enums import Channel
from booking.models import Location, Service

_LOOK_AHEAD = (timedelta(days=7), timedelta(days=400))


@dataclass(frozen=True, slots=True)
class Slot:
    """A start that can be booked: UTC moments, `ends_at` without buffer, `free` counters."""

    starts_at: datetime
    ends_at: datetime
    free: int


def slots(
    location: Location,
    service: Service,
    first: date,
    last: date,
    *,
    at: datetime,
    people: int = 1,
    channel: str = Channel.WEB,
    is_urgent: bool = False,
) -> list[Slot]:
    """Return the offered starts on the local days `first` to `last`, in order.

    Empty where the unit takes no bookings from `channel` or the service is not by appointment.
    With several `people` a start is offered if all can be seen from then on, one after the other
    at one counter or side by side; `ends_at` is then the last one's end. Urgent cases are offered
    the time reserved for them too (B35).
    """
    if not location.is_bookable(channel) or not service.is_by_appointment:
        return []
    opens, closes = start_window(service, at, location.zone)
    begin = max(day_bounds(first, location.zone)[0], opens)
    end = min(day_bounds(last, location.zone)[1], closes)
    if begin >= end:
        return []
    # One service length more, so that what begins before `end` is seen whole.
    window = (begin, end + service.length * people)
    free = free_at(location.pk, service, window, at, is_urgent=is_urgent)
    return offered(free, service, begin, end, people=people)


def offered(
    free: Mapping[int, Sequence[Moments]],
    service: Service,
    begin: datetime,
    end: datetime,
    *,
    people: int = 1,
) -> list[Slot]:
    """Return the listed starts in [begin, end) over all counters' free intervals."""
    spans = [list(counter) for counter in free.values()]
    starts = sorted(
        {
            start
            for counter in spans
            for span in counter
            for start in listed_starts(span, service.length, begin, end)
        }
    )
    if people == 1:
        return _single(starts, spans, service)
    return _together(starts, spans, service, people)


def next_slots(
    location: Location,
    service: Service,
    *,
    at: datetime,
    people: int = 1,
    channel: str = Channel.WEB,
    limit: int = 5,
    is_urgent: bool = False,
) -> list[Slot]:
    """Return the first `limit` free times from `at` on; looks a week ahead first, then further."""
    today = at.astimezone(location.zone).date()
    found: list[Slot] = []
    for ahead in _LOOK_AHEAD:
        found = slots(
            location,
            service,
            today,
            today + ahead,
            at=at,
            people=people,
            channel=channel,
            is_urgent=is_urgent,
        )
        if len(found) >= limit:
            break
    return found[:limit]


def day_counts(found: Iterable[Slot], zone: ZoneInfo) -> dict[date, int]:
    """Return how many free times each local day has."""
    return dict(Tally(slot.starts_at.astimezone(zone).date() for slot in found))


def _single(
    starts: Sequence[datetime], spans: Sequence[Sequence[Moments]], service: Service
) -> list[Slot]:
    """Return a slot for every start, with the number of counters where it fits.

    Each span adds one to all starts it can take: a running sum instead of a look at every pair.
    """
    changes = [0] * (len(starts) + 1)
    for counter in spans:
        for begins, ends in counter:
            first = bisect_left(starts, begins)
            beyond = bisect_right(starts, ends - service.length)
            if first < beyond:
                changes[first] += 1
                changes[beyond] -= 1
    takes = timedelta(minutes=service.minutes)
    counts = accumulate(changes)
    return [Slot(start, start + takes, free) for start, free in zip(starts, counts, strict=False)]


def _together(
    starts: Sequence[datetime],
    spans: Sequence[Sequence[Moments]],
    service: Service,
    people: int,
) -> list[Slot]:
    found = []
    for start in starts:
        rooms = [capacity for counter in spans if (capacity := _room(counter, start, service))]
        # The roomiest first: fewest counters, and the family stays together.
        shares = share(sorted(rooms, reverse=True), people)
        if shares is not None:
            found.append(Slot(start, last_end(start, max(shares), service), len(rooms)))
    return found


def _room(counter: Sequence[Moments], start: datetime, service: Service) -> int:
    index = bisect_right(counter, start, key=itemgetter(0)) - 1
    return room(counter[index], start, service.length) if index >= 0 else 0


def last_end(start: datetime, in_a_row: int, service: Service) -> datetime:
    """Return when the last of `in_a_row` appointments ends for its visitor, without buffer."""
    return start + pitch(service.length) * (in_a_row - 1) + timedelta(minutes=service.minutes)

"""Whether one event adjoins another in time, and where it goes when the other moves. Pure (L3)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from calendars.wall import on_the_wall

Span = tuple[datetime, datetime]
ONE_DAY = timedelta(days=1)


def adjoins(before: Span, after: Span, zone: ZoneInfo) -> bool:
    """Say whether `after` follows `before` without a day between them, by the clock of `zone`.

    It begins once the other has ended, on that very day or the next one.
    """
    if after[0] < before[1]:
        return False
    # An event that ends at midnight ends on the day before.
    last = (before[1] - timedelta(microseconds=1)).astimezone(zone).date()
    return after[0].astimezone(zone).date() - last <= ONE_DAY


def moved_along(span: Span, before: datetime, after: datetime, zone: ZoneInfo) -> Span:
    """Return `span` moved by as many days as `before` lies from `after`, at its own local hours.

    ValueError where the clocks leave such an hour out on the new day.
    """
    days = after.astimezone(zone).date() - before.astimezone(zone).date()
    begin, end = (_later(moment, days, zone) for moment in span)
    return begin, end


def _later(moment: datetime, days: timedelta, zone: ZoneInfo) -> datetime:
    here = moment.astimezone(zone)
    return on_the_wall(here.date() + days, here.time(), zone).astimezone(UTC)

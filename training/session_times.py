"""When the sessions of a run are: pure arithmetic on hours of the wall (T3, T7)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]


class Fault(StrEnum):
    """What dates of a run may not be."""

    DAY_ORDER = "day_order"
    OVER_MIDNIGHT = "over_midnight"


def spans(hours: Sequence[int], starts: Sequence[datetime], *, minutes: int) -> list[Span]:
    """Return start and end of each session in UTC: pedagogical hours of `minutes` each (T3).

    A change of the clocks within a session makes it neither shorter nor longer. ValueError where
    there is not one start for each number of hours.
    """
    beginnings = [start.astimezone(UTC) for start in starts]
    return [
        (start, start + timedelta(minutes=minutes * number))
        for number, start in zip(hours, beginnings, strict=True)
    ]


def fault(times: Sequence[Span], zone: ZoneInfo) -> Fault | None:
    """Return what is wrong with the days of a run, or None.

    Each session is on a later day of the calendar than the one before (T3), and ends on its own.
    """
    days = [start.astimezone(zone).date() for start, _end in times]
    if any(later <= earlier for earlier, later in zip(days, days[1:], strict=False)):
        return Fault.DAY_ORDER
    ends = [(end - timedelta(microseconds=1)).astimezone(zone).date() for _start, end in times]
    return None if ends == days else Fault.OVER_MIDNIGHT


def days_before(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the same hour of the wall `days` days earlier, in UTC; `days` below 0 is later."""
    here = moment.astimezone(zone)
    return datetime.combine(here.date() - timedelta(days=days), here.time(), zone).astimezone(UTC)

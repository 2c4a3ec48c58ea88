"""The order of an event's day: what lies outside it, what overlaps, when a part begins. Pure (L8).

A part is (minutes after the beginning, minutes it takes).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from calendars.intervals import overlap

Part = tuple[int, int]


def begins(start: datetime, part: Part) -> datetime:
    """Return when a part begins in an event that begins at `start`."""
    return start + timedelta(minutes=part[0])


def ends(start: datetime, part: Part) -> datetime:
    """Return when a part is over."""
    return start + timedelta(minutes=sum(part))


def outside(parts: Sequence[Part], length: timedelta) -> list[int]:
    """Return the places in `parts` of those that last longer than an event of this length."""
    return [place for place, part in enumerate(parts) if timedelta(minutes=sum(part)) > length]


def clash(part: Part, others: Sequence[Part]) -> Part | None:
    """Return the first of `others` that goes on at the same time as `part`, or None."""
    span = (part[0], sum(part))
    return next((one for one in others if overlap(span, (one[0], sum(one)))), None)


def next_offset(parts: Sequence[Part]) -> int:
    """Return where one more part begins: when the last of `parts` is over; 0 without any."""
    return max((sum(part) for part in parts), default=0)

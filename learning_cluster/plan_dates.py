"""Days of a work plan: offsets from the declared start to dates and back (L4). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal


@dataclass(frozen=True)
class Days:
    """A span of days, both ends in it; without a `first` only its end is known, or none is."""

    first: date | None = None
    last: date | None = None


def day_at(start: date, offset: int | None) -> date | None:
    """Return the day `offset` days after the declared start (negative: before it)."""
    return None if offset is None else start + timedelta(days=offset)


def days_at(start: date, first: int | None, last: int | None) -> Days:
    return Days(day_at(start, first), day_at(start, last))


def offset_at(start: date, day: date | None) -> int | None:
    """Return how many days after the declared start `day` is."""
    return None if day is None else (day - start).days


def last_day(start: date, length: int) -> date:
    """Return the declared last day of a plan that takes `length` days, the first among them."""
    return start + timedelta(days=length - 1)


def length_of(start: date, end: date) -> int:
    """Return how many days a period takes, both ends in it."""
    return (end - start).days + 1


def expert_days(halves: Iterable[int]) -> Decimal:
    """Return the sum of half days in days (L5)."""
    return Decimal(sum(halves)) / 2

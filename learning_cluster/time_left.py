"""How long something still runs, in whole units that people read. Pure."""

from datetime import datetime, timedelta
from typing import NamedTuple


class Left(NamedTuple):
    days: int
    hours: int
    minutes: int


def time_left(until: datetime, at: datetime) -> Left:
    """Return days, hours and minutes from `at` to `until`; zeros once it is over."""
    rest = max(until - at, timedelta(0))
    hours, seconds = divmod(rest.seconds, 3600)
    return Left(rest.days, hours, seconds // 60)

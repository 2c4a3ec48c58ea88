"""When invented runs are: working days, counted from the day of loading."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from calendars.wall import on_the_wall
from calendars.work_free_days import work_free
from training.local_time import ZONE, local_day
from training.run_dates import SATURDAY


def starts_of(
    days: Sequence[date], in_days: Sequence[int], *, hour: int, at: datetime
) -> list[datetime]:
    """Return the beginnings at `hour` of the wall: on `days`, or else `in_days` after `at`."""
    found = list(days)
    for number in in_days if not found else ():
        day = working_day(local_day(at) + timedelta(days=number), step=1 if number > 0 else -1)
        if found and day <= found[-1]:
            day = working_day(found[-1] + timedelta(days=1), step=1)
        found.append(day)
    return [on_the_wall(day, time(hour), ZONE) for day in found]


def working_day(day: date, *, step: int) -> date:
    """Return `day`, or the nearest working one before (`step` -1) or after it (1)."""
    while day.weekday() >= SATURDAY or work_free(day):
        day += timedelta(days=step)
    return day

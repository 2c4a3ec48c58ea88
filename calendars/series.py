"""Bounded series of days, such as the meetings of a course: rule, dates, moments. Pure (I3).

A series is weekly or monthly, every so many weeks or months, and ends by a day or after a number
of dates. It is expanded as local dates, so the hour beside it never drifts over daylight saving.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from calendars.patterns import Monthly, Other, Weekly, pattern_of, rule_of

MOST = 400  # dates of one series: a daily one of a whole year fits
MOST_BETWEEN = 12  # weeks or months


@dataclass(frozen=True)
class MonthDay:
    """A day of every month by its number; months without it are left out."""

    number: int


Repetition = Weekly | Monthly | MonthDay


@dataclass(frozen=True)
class Series:
    """A repetition every `every` weeks or months, up to `until`, that day included, or `count`."""

    repetition: Repetition
    every: int = 1
    until: date | None = None
    count: int | None = None


def series_rule(series: Series) -> str:
    """Return the RFC 5545 text. ValueError unless the series has one end and sensible numbers."""
    if (series.until is None) == (series.count is None):
        raise ValueError("a series ends by a day or after a number of dates")
    if series.count is not None and not 1 <= series.count <= MOST:
        raise ValueError(f"a series has 1 to {MOST} dates")
    if not 1 <= series.every <= MOST_BETWEEN:
        raise ValueError(f"a series comes every 1 to {MOST_BETWEEN} weeks or months")
    between = f";INTERVAL={series.every}" if series.every > 1 else ""
    end = f"UNTIL={series.until:%Y%m%d}" if series.until else f"COUNT={series.count}"
    return f"{_repetition_rule(series.repetition)}{between};{end}"


def series_of(rule: str) -> Series | Other:
    """Return the series a rule was made from, or Other; `series_rule` of it is an equal rule."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    try:
        every = int(parts.pop("INTERVAL", "1"))
        count = int(parts.pop("COUNT")) if "COUNT" in parts else None
        until = _day(parts.pop("UNTIL")) if "UNTIL" in parts else None
        series = Series(_repetition(parts), every, until, count)
        series_rule(series)
    except (KeyError, ValueError):
        return Other(rule)
    return series


def series_dates(rule: str, first: date) -> tuple[date, ...]:
    """Return every local date of a bounded rule, counted from `first`.

    `first` itself is one only where the rule says so. ValueError for a rule without an end, or
    with more than 400 dates.
    """
    if not is_bounded(rule):
        raise ValueError("the rule has no end")
    expanded = rrulestr(rule, dtstart=datetime.combine(first, time(0)))
    found = tuple(moment.date() for moment in islice(expanded, MOST + 1))
    if len(found) > MOST:
        raise ValueError(f"the rule has more than {MOST} dates")
    return found


def is_bounded(rule: str) -> bool:
    """Say whether the rule ends by itself."""
    return any(part.startswith(("COUNT=", "UNTIL=")) for part in rule.split(";"))


def sessions(
    rule: str, local_start: datetime, duration: timedelta, zone: ZoneInfo
) -> tuple[tuple[datetime, datetime], ...]:
    """Return start and end of each session of a bounded rule, as moments in `zone`.

    `local_start` says the first day and the hour on the wall of `zone`; an aware one is read
    there. Each session starts at that hour, whatever the season, and lasts `duration` of elapsed
    time. An hour the clocks leave out is read by the offset before the change, one that comes
    twice is its first (RFC 5545, 3.3.5). ValueError as in `series_dates`, and for no duration.
    """
    if duration <= timedelta(0):
        raise ValueError("a session lasts some time")
    wall = local_start.astimezone(zone) if local_start.tzinfo else local_start
    at = wall.time().replace(tzinfo=None, fold=0)
    starts = (
        datetime.combine(day, at, zone).astimezone(UTC) for day in series_dates(rule, wall.date())
    )
    return tuple((start.astimezone(zone), (start + duration).astimezone(zone)) for start in starts)


def _repetition_rule(repetition: Repetition) -> str:
    if not isinstance(repetition, MonthDay):
        return rule_of(repetition)
    if not 1 <= repetition.number <= 31:
        raise ValueError("a month has days 1 to 31")
    return f"FREQ=MONTHLY;BYMONTHDAY={repetition.number}"


def _repetition(parts: dict[str, str]) -> Repetition:
    """Return what is repeated. ValueError or KeyError for any other shape."""
    if set(parts) == {"FREQ", "BYMONTHDAY"} and parts["FREQ"] == "MONTHLY":
        return MonthDay(int(parts["BYMONTHDAY"]))
    pattern = pattern_of(";".join(f"{name}={value}" for name, value in parts.items()))
    if isinstance(pattern, Other):
        raise ValueError("another shape")
    return pattern


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a local date

"""The rules of a time zone as a calendar brings them along (RFC 5545, 3.6.5).

Every change of the clock is a component of its own. `icalendar` lists all dates of a kind in one
RDATE beside DTSTART, of which ical.js, in Thunderbird and Nextcloud, reads the first date alone.
It also says when summer time begins by the clock after that; the standard wants the one before.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vDatetime

Change = TimezoneDaylight | TimezoneStandard


@lru_cache(maxsize=64)
def time_zone(key: str, first: int, last: int) -> Timezone:
    """Return the rules of the zone of that name from the year `first` to the year `last`."""
    zone = Timezone.from_tzid(key, first_date=date(first, 1, 1), last_date=date(last + 1, 1, 1))
    zone.subcomponents = [one for part in zone.subcomponents for one in _each_change(part)]
    return zone


def _each_change(part: Change) -> Iterator[Change]:
    """Yield the component without its further dates, then one like it for each of these."""
    forward = max(part.decoded("TZOFFSETTO") - part.decoded("TZOFFSETFROM"), timedelta(0))
    listed: Any = part.get("RDATE", [])
    several = listed if isinstance(listed, list) else [listed]
    further = [moment.dt for dates in several for moment in dates.dts]
    for moment in [part.decoded("DTSTART"), *further]:
        one = part.copy()
        one.pop("RDATE", None)
        one["DTSTART"] = vDatetime(moment - forward)
        yield one

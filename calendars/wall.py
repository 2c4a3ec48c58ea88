"""Hours as clocks on the wall show them. Pure (I3)."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def on_the_wall(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the moment when clocks of `zone` show `at` on `day`; of two such the first.

    ValueError for an hour that is left out when the clocks go forward.
    """
    moment = datetime.combine(day, at, zone)
    shown = moment.astimezone(UTC).astimezone(zone)
    if shown.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValueError("no such hour on that day")
    return moment.astimezone(UTC)

"""The portal's clock: hours of runs are told and counted by it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

ZONE = ZoneInfo(settings.TIME_ZONE)


def local_day(moment: datetime) -> date:
    """Return the day on which `moment` is in Slovenia."""
    return moment.astimezone(ZONE).date()

"""Between which moments a service can be booked: notice, horizon, release hour (B32)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from booking.availability.truth import moment
from booking.models import Service


def first_start(service: Service, at: datetime) -> datetime:
    """Return the earliest start at `at`: the service's notice must pass first."""
    return at + timedelta(hours=service.notice_hours)


def last_day(service: Service, at: datetime, zone: ZoneInfo) -> date:
    """Return the last local day open for booking; a new one opens at the release hour."""
    local = at.astimezone(zone)
    days = service.horizon_days
    if service.release_at is not None and local.time() < service.release_at:
        days -= 1
    return local.date() + timedelta(days=days)


def start_window(service: Service, at: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return [first start, end of the last day) for bookings made at `at`."""
    end = moment(last_day(service, at, zone) + timedelta(days=1), time(0), zone)
    return (first_start(service, at), end)

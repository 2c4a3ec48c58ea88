"""How long one waits for a service at each office of the country (B33)."""

from dataclasses import dataclass
from datetime import datetime

from booking.availability.earliest import earliest
from booking.enums import Channel
from booking.models import Location, Service
from languages.dates import local
from languages.sorting import sort_key


@dataclass(frozen=True)
class WaitingTime:
    """`starts_at` is None where nothing is free, `days` the local days until then."""

    office: Location
    starts_at: datetime | None
    days: int | None
    is_bookable: bool


def waiting_times(service: Service, *, at: datetime, sort: str = "wait") -> list[WaitingTime]:
    """Return a row for each office that offers the service; the shortest wait or A–Ž first."""
    found = earliest(service, at=at)
    offices = Location.objects.offices().offering(service.pk).select_related("unit")
    rows = [_row(office, found.get(office.pk), at) for office in offices]
    rows.sort(key=lambda row: sort_key(row.office.name))
    if sort == "wait":
        rows.sort(key=lambda row: (not row.is_bookable, row.starts_at is None, row.starts_at or at))
    return rows


def waiting_days(start: datetime, office: Location, *, at: datetime) -> int:
    """Return the local days from today to the day of `start`; 0 is today."""
    return (local(start, office.zone).date() - local(at, office.zone).date()).days


def _row(office: Location, start: datetime | None, at: datetime) -> WaitingTime:
    days = None if start is None else waiting_days(start, office, at=at)
    return WaitingTime(office, start, days, office.is_bookable(Channel.WEB))

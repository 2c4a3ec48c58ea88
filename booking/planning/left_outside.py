"""Appointments that stand outside open time because somebody kept them there (B11)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from booking.availability.truth import day_bounds, open_intervals
from booking.models import Appointment, Counter, Location
from booking.planning.stranded import outside

TOP = 100


@dataclass(frozen=True)
class LeftOutside:
    """How many there are, and the first of them in order of time."""

    count: int
    first: list[Appointment]


def left_outside(location: Location, *, at: datetime) -> LeftOutside:
    """Return the live appointments of `location` to come that lie outside their open time."""
    counters = list(Counter.objects.filter(location=location).select_related("location"))
    coming = Appointment.objects.live().filter(counter__in=counters, period__startswith__gt=at)
    latest = coming.aggregate(last=Max("period__endswith"))["last"]
    if latest is None:
        return LeftOutside(0, [])
    today = at.astimezone(location.zone).date()
    last = (latest + timedelta(days=1)).astimezone(location.zone).date()
    within = (day_bounds(today, location.zone)[0], day_bounds(last, location.zone)[1])
    found = outside(open_intervals(counters, today, last), within, at)
    rows = Appointment.objects.select_related("service", "counter", "booking")
    keys = [one.key for one in found]
    return LeftOutside(len(keys), list(rows.filter(pk__in=keys[:TOP])))

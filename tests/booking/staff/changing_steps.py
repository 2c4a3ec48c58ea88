"""Steps of a manager who changes hours and closures: plan, look, confirm."""

from datetime import time, timedelta

from django.urls import reverse
from django.utils import timezone

from calendars.work_free_days import work_free
from tests.booking.offices import ZONE, derive, office
from tests.factories.booking import (
    booked,
)

SEALED = "sealed"


def a_working_day(ahead=10):
    """Return a Tuesday that is no holiday, at least so many days from the real today."""
    day = timezone.localdate() + timedelta(days=ahead)
    while day.weekday() != 1 or work_free(day):
        day += timedelta(days=1)
    return day


def moment(day, hour, minute=0):
    return timezone.datetime.combine(day, time(hour, minute), ZONE)


def page(name, place):
    return reverse(f"calendar:{name}", args=[place.slug])


def stage(counters=1, **more):
    place, service = office(counters, at=timezone.now(), days=100, **more)
    return place, service


def booking_at(place, service, starts_at, **more):
    booking = booked(
        location=place,
        service=service,
        counter=place.counters.first(),
        starts_at=starts_at,
        **more,
    )
    derive(place, at=timezone.now(), days=100)
    return booking


def closing(day, opens="08:00", closes="10:00", **more):
    return {
        "table": "closure",
        "kind": "closed",
        "starts_on": day.isoformat(),
        "starts_at": opens,
        "ends_on": day.isoformat(),
        "ends_at": closes,
        "audience": "all",
        "reason_sl": "Stavka",
    } | more


def confirm(client, place, shown, **decisions):
    return client.post(
        page("change_confirm", place), {"sealed": shown.context[SEALED], **decisions}
    )

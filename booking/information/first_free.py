"""The first free time of several services at once, anywhere in the country (U1, B33)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from booking.availability.earliest import EARLIEST, earliest, parameters
from booking.enums import Channel
from booking.models import Appointment, Location, Service

_PARAMETER = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class FirstFree:
    """Where and when (UTC) a service can be had first."""

    location: Location
    starts_at: datetime


def first_free(
    services: Iterable[Service], *, at: datetime, channel: str = Channel.WEB
) -> dict[int, FirstFree]:
    """Return service key → its first free time; services without one are absent.

    Three queries, however many services.
    """
    wanted = [service for service in services if service.is_by_appointment]
    if not wanted:
        return {}
    if Appointment.objects.expired_holds(at).exists():
        starts = _one_by_one(wanted, at, channel)
    else:
        starts = _together(wanted, at, channel)
    places = Location.objects.in_bulk({place for place, _start in starts.values()})
    return {key: FirstFree(places[place], start) for key, (place, start) in starts.items()}


def _together(
    services: Sequence[Service], at: datetime, channel: str
) -> dict[int, tuple[int, datetime]]:
    """Ask EARLIEST for each service, in a single statement."""
    parts: list[str] = []
    values: dict[str, Any] = {}
    for number, service in enumerate(services):
        query = _PARAMETER.sub(rf"%(\1_{number})s", EARLIEST)
        parts.append(
            f"(SELECT %(service_{number})s::bigint, found.* FROM ({query}) found(place, start)"  # noqa: S608 – only numbers are put in
            " ORDER BY start, place LIMIT 1)"
        )
        own = parameters(service, at=at, channel=channel, unit=None)
        values |= {f"{name}_{number}": value for name, value in own.items()}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return {service: (place, start) for service, place, start in cursor.fetchall()}


def _one_by_one(
    services: Sequence[Service], at: datetime, channel: str
) -> dict[int, tuple[int, datetime]]:
    """Ask service by service: time under an expired hold is not in the derived table yet."""
    found = {}
    for service in services:
        starts = earliest(service, at=at, channel=channel)
        if starts:
            start, place = min((start, place) for place, start in starts.items())
            found[service.pk] = (place, start)
    return found

"""Who comes to an office on which day: the list on screen, on paper and as a table (B10, B13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from booking.enums import Status
from booking.information.linked import mate_words, mates_of
from booking.models import Appointment, Location

Grouping = Literal["counter", "service"]
# What was agreed with somebody: not a mere hold, and not what was called off.
LISTED = (Status.BOOKED, Status.ARRIVED, Status.SERVED, Status.NO_SHOW)


@dataclass(frozen=True)
class Line:
    """One appointment; moments in UTC. What was erased is empty."""

    starts_at: datetime
    ends_at: datetime
    counter: str
    service: str
    visitor: str
    needs: str
    phone: str
    reference: str
    status: str
    is_urgent: bool = False
    linked: str = ""  # when and where the same visit goes on, or began


@dataclass(frozen=True)
class Group:
    """The appointments of one counter or service on one local day, in order of time."""

    day: date
    heading: str
    lines: list[Line]


def day_list(
    location: Location, first: date, last: date, *, by: Grouping = "counter"
) -> list[Group]:
    """Return who comes to `location` on the local days `first` to `last`; two or three queries.

    Grouped by day and then by counter (in the office's order) or by service (in that of the
    catalogue). Days and counters where nobody comes are left out.
    """
    zone = location.zone
    groups: dict[tuple, list[Line]] = {}
    appointments = list(_appointments(location, first, last))
    mates = mates_of({one.booking_id for one in appointments})
    for appointment in appointments:
        line = _line(appointment, mates.get(appointment.booking_id, []))
        day = line.starts_at.astimezone(zone).date()
        groups.setdefault((day, *_place(appointment, by)), []).append(line)
    return [Group(key[0], key[-1], lines) for key, lines in sorted(groups.items())]


def week_of(day: date) -> tuple[date, date]:
    """Return Monday and Sunday of the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def count(groups: Iterable[Group]) -> int:
    return sum(len(group.lines) for group in groups)


def _appointments(location: Location, first: date, last: date) -> Iterable[Appointment]:
    bounds = (_midnight(first, location.zone), _midnight(last + timedelta(days=1), location.zone))
    return (
        Appointment.objects.filter(
            counter__location=location, period__overlap=bounds, status__in=LISTED
        )
        .select_related("counter", "service__category", "visitor", "booking__contact")
        .order_by("period", "pk")
    )


def _place(appointment: Appointment, by: Grouping) -> tuple:
    """Return the sorting key of the appointment's group; its heading comes last."""
    if by == "counter":
        counter = appointment.counter
        return (counter.order, counter.pk, counter.label)
    service = appointment.service
    return (service.category.order, service.order, service.pk, service.name)


def _line(appointment: Appointment, mates: Iterable[Appointment]) -> Line:
    booking, visitor = appointment.booking, appointment.visitor
    contact = getattr(booking, "contact", None)
    status = Status(appointment.status).label
    return Line(
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        counter=appointment.counter.label,
        service=appointment.service.short_name,
        visitor=visitor.name if visitor else "",
        needs=visitor.needs if visitor else "",
        phone=contact.phone if contact else "",
        reference=booking.reference or "",
        status=str(status),
        is_urgent=booking.is_urgent,
        linked="; ".join(mate_words(mate, appointment) for mate in mates),
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone)

"""A booking as one calendar event: a family's appointments from first start to last end (I2)."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from booking.enums import OCCUPYING, Status
from booking.models import Appointment, Booking
from booking.visit import Visit, visit
from calendars import ical
from languages.dates import clock

_LEFT = (Status.CANCELLED, Status.REVOKED, Status.COOLING)


def booking_ics(booking: Booking, *, language: str, method: ical.Method = "PUBLISH") -> bytes:
    """Return the booking as it now stands, for the download; cancelled when nothing is left of it.

    `language` is a portal code. Equal bookings are equal bytes. ValueError for a mere hold.
    """
    appointments = _standing(booking)
    status: ical.Status = "CONFIRMED" if appointments else "CANCELLED"
    told = visit(booking, appointments or last_left(booking))
    return visit_ics(
        told,
        sequence=booking.sequence,
        stamp=told.changed_at,
        language=language,
        method=method,
        status=status,
    )


def visit_ics(
    told: Visit,
    *,
    sequence: int,
    stamp: datetime,
    language: str,
    method: ical.Method,
    status: ical.Status = "CONFIRMED",
) -> bytes:
    """Return one visit as a calendar object; the UID is the booking's for ever."""
    place = told.place
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    coordinates = (
        (place.latitude, place.longitude)
        if place.latitude is not None and place.longitude is not None
        else None
    )
    with translation.override(language):
        return ical.event(
            uid=f"{told.booking.uid}@{settings.MESSAGE_ID_DOMAIN}",
            sequence=sequence,
            starts_at=told.starts_at,
            ends_at=told.ends_at,
            zone=told.zone,
            summary=f"{told.service.short_name} – {place.name}",
            description=_description(told, language),
            location=", ".join(filter(None, [place.name, place.address])),
            url=told.manage_url,
            stamp=stamp,
            language=language,
            organizer=ical.Person(address, name),
            attendee=_attendee(told.booking),
            status=status,
            method=method,
            coordinates=coordinates,
        )


def last_left(booking: Booking) -> list[Appointment]:
    """Return the appointments that were cancelled last, together."""
    left = sorted(booking.appointments.filter(status__in=_LEFT), key=lambda one: one.changed_at)
    return [one for one in left if one.changed_at == left[-1].changed_at]


def _standing(booking: Booking) -> list[Appointment]:
    told = set(OCCUPYING) - {Status.HELD, Status.OFFERED, Status.COOLING}
    return list(booking.appointments.filter(status__in=told))


def _attendee(booking: Booking) -> ical.Person | None:
    contact = getattr(booking, "contact", None)
    return ical.Person(contact.email, contact.name) if contact and contact.email else None


def _description(told: Visit, language: str) -> str:
    lines = [_("Reference: %(reference)s") % {"reference": told.booking.reference}]
    if len(told.people) > 1:
        lines += [f"{clock(at, told.zone, language)} {name}" for name, at in told.people]
    for case, documents in told.documents():
        lines += ["", _("What to bring:") if case == "always" else f"{case.label.capitalize()}:"]
        lines += [f"– {document.text}" for document in documents]
    lines += ["", _("To move or cancel the appointment:"), told.manage_url]
    return "\n".join(lines)

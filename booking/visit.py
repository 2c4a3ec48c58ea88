"""One visit of one booking, as it is told to the person who booked it, in the active language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from booking.enums import DocumentCase
from booking.models import Appointment, Booking, Location, RequiredDocument, Service
from booking.models.booking import BookingQuerySet
from booking.tokens import manage_token

MAP = "https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=18/{lat}/{lon}"


@dataclass(frozen=True)
class Visit:
    """Appointments of one booking at one place, in order of time; never none."""

    booking: Booking
    appointments: tuple[Appointment, ...]

    @property
    def service(self) -> Service:
        return self.booking.service

    @property
    def place(self) -> Location:
        """Return where these appointments are; after a move the booking itself is elsewhere."""
        return self.appointments[0].counter.location

    @property
    def zone(self) -> ZoneInfo:
        return self.place.zone

    @property
    def starts_at(self) -> datetime:
        return min(appointment.starts_at for appointment in self.appointments)

    @property
    def ends_at(self) -> datetime:
        return max(appointment.ends_at for appointment in self.appointments)

    @property
    def changed_at(self) -> datetime:
        return max(appointment.changed_at for appointment in self.appointments)

    @property
    def people(self) -> list[tuple[str, datetime]]:
        """Return who comes and when each begins; erased visitors are left out."""
        return [
            (appointment.visitor.name, appointment.starts_at)
            for appointment in self.appointments
            if appointment.visitor
        ]

    @property
    def map_url(self) -> str:
        """Return a map link to the place, or "" where its coordinates are not known."""
        if self.place.latitude is None or self.place.longitude is None:
            return ""
        return MAP.format(
            lat=Decimal(str(self.place.latitude)), lon=Decimal(str(self.place.longitude))
        )

    @property
    def manage_url(self) -> str:
        return absolute("manage", manage_token(self.booking.uid))

    @property
    def service_url(self) -> str:
        return absolute("service", self.service.slug)

    def documents(self) -> list[tuple[DocumentCase, list[RequiredDocument]]]:
        """Return what to bring, by case: what concerns no visitor of this visit is left out.

        Whether a document was lost, or somebody lives abroad, only they know: where they have told
        none of their cases, those stay, under their condition.
        """
        visitors = [one.visitor for one in self.appointments if one.visitor]
        shown = {DocumentCase.ALWAYS, *self.booking.cases}
        if any(visitor.is_child for visitor in visitors):
            shown.add(DocumentCase.CHILD)
        if any(visitor.is_represented for visitor in visitors):
            shown.add(DocumentCase.REPRESENTATIVE)
        if not self.booking.cases:
            shown |= {DocumentCase.LOST, DocumentCase.ABROAD}
        rows = list(self.service.documents.all())
        return [
            (case, group)
            for case in DocumentCase
            if case in shown and (group := [row for row in rows if row.case == case])
        ]


def visit(booking: Booking, appointments: Iterable[Appointment]) -> Visit:
    """Return the visit these appointments make. ValueError for none."""
    keys = [appointment.pk for appointment in appointments]
    rows = Appointment.objects.filter(pk__in=keys).select_related(
        "visitor", "counter__location__unit"
    )
    if not rows:
        raise ValueError("a visit has an appointment")
    return Visit(booking, tuple(rows))


def linked_visits(booking: Booking, among: BookingQuerySet | None = None) -> list[Visit]:
    """Return what stands of the other bookings of a visit with several services, in order (B13).

    With `among` only of those bookings: a part that was moved may be out of somebody's sight.
    """
    others = Booking.objects.same_visit(booking).select_related("service", "location")
    if among is not None:
        others = others.filter(pk__in=among.values("pk"))
    standing = [(other, other.appointments.live()) for other in others]
    found = [visit(other, live) for other, live in standing if live]
    return sorted(found, key=lambda one: (one.starts_at, one.booking.pk))


def absolute(name: str, *args: str) -> str:
    """Return the full address of a page in the active language, for mails and calendars."""
    return f"{settings.BASE_URL.rstrip('/')}{reverse(name, args=args)}"

"""Two units with all that staff pages name: what is one's own and what is a stranger's."""

from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern

from booking.models import Booking, Location, Service
from booking.staff.urls import urlpatterns
from tests.booking.offices import TUESDAY, office
from tests.factories.booking import booked


@dataclass
class Stage:
    """An office with a counter and a booked appointment."""

    place: Location
    service: Service
    booking: Booking

    def value(self, name: str) -> Any:
        """Return what an address of this office has for the part `name`; KeyError: say it here."""
        appointment = self.booking.appointments.get()
        return {
            "slug": self.place.slug,
            "day": TUESDAY.isoformat(),
            "counter": appointment.counter_id,
            "appointment": appointment.pk,
            "period": "teden",
            "form": "xlsx",
            "reference": self.booking.reference,
        }[name]


def stage(service: Service | None = None) -> Stage:
    place, service = office(1, service=service)
    counter = place.counters.get()
    return Stage(place, service, booked(location=place, counter=counter, service=service))


def every_pattern() -> list[URLPattern]:
    """Return every address of the calendar module."""
    return [pattern for pattern in urlpatterns if isinstance(pattern, URLPattern)]

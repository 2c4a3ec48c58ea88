"""Two units with all that staff pages name: what is one's own and what is a stranger's."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from accounts.models import Grant
from accounts.roles import Role
from booking.handbook.subjects import Subject
from booking.models import Booking, Location, Service
from booking.staff.urls import urlpatterns
from tests.booking.offices import TUESDAY, office
from tests.factories.accounts import GrantFactory
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
            "grant": clerk_of(self.place).pk,
            "subject": Subject.SCHEDULE,
        }[name]


def clerk_of(place: Location) -> Grant:
    """Return the grant of a clerk of `place`, the same one whenever it is asked for."""
    of_place = {"scope_type": ContentType.objects.get_for_model(Location), "scope_id": place.pk}
    return Grant.objects.filter(role=Role.CLERK, **of_place).first() or GrantFactory(**of_place)


def stage(service: Service | None = None) -> Stage:
    place, service = office(1, service=service)
    counter = place.counters.get()
    return Stage(place, service, booked(location=place, counter=counter, service=service))


def every_pattern() -> list[URLPattern]:
    """Return every address of the calendar module; one that hides others behind it fails."""
    assert all(isinstance(pattern, URLPattern) for pattern in urlpatterns)
    return list(urlpatterns)


def queries(client: Client, path: str) -> int:
    """Return how many queries the page takes once everything that is kept has been read."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)

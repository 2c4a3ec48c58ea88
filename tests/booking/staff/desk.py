"""A clerk at the desk: what is pressed and typed, with Django's client."""

import re

from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from booking.availability.slots import next_slots
from booking.enums import Channel
from booking.forms.desk import local_text
from booking.models import Booking
from tests.booking.offices import privacy_notice
from tests.booking.walking import stage
from tests.factories.accounts import staff

TYPED = {
    "visitor-0-name": "Maja Zupan",
    "contact-email": "maja.zupan@example.org",
    "contact-notify": ["email"],
    "contact-language": "sl",
    "contact-is_privacy_read": "on",
}


class Desk:
    """A clerk of the unit of `place`, signed in."""

    def __init__(self, client, counters=1, *, role=Role.CLERK, **fields):
        self.client = client
        self.place, self.service = stage(counters, **fields)
        staff(client, role, scope=self.place.unit)

    def url(self, name, *more, place=None):
        return reverse(f"calendar:{name}", args=[(place or self.place).slug, *more])

    def free(self, number=0, place=None, people=1):
        """Return the text of a free start for so many `people`: the first, or a later one."""
        place = place or self.place
        found = next_slots(
            place,
            self.service,
            at=timezone.now(),
            people=people,
            channel=Channel.UNIT,
            limit=number + 1,
        )
        return local_text(found[number].starts_at, place.zone)

    def form(self, start=None, **query):
        data = {"service": self.service.slug, "start": start or self.free(), **query}
        return self.client.get(self.url("book"), data)

    def post(self, start=None, **typed):
        """Send the form of a booking; what is None is left out."""
        data = {
            "service": self.service.slug,
            "start": start or self.free(),
            "people": "1",
            "key": "a-key-that-was-drawn",
            "contact-notice": privacy_notice(timezone.now()).pk,
            **TYPED,
            **typed,
        }
        sent = {name: value for name, value in data.items() if value is not None}
        return self.client.post(self.url("book"), sent)

    def book(self, start=None, **typed):
        """Book and return the booking."""
        response = self.post(start, **typed)
        assert response.status_code == 302, response.content.decode()
        return Booking.objects.confirmed().latest("pk")

    def key_of(self, booking):
        return booking.appointments.live().first().pk

    def move(self, booking, start, **more):
        data = {"start": start, "key": "a-key-to-move-with", **more}
        return self.client.post(self.url("move", self.key_of(booking)), data)

    def cancel(self, booking, by="customer", **more):
        return self.client.post(self.url("cancel", self.key_of(booking)), {"by": by, **more})

    def find(self, text):
        return self.client.post(reverse("calendar:find"), {"question": text})


def found(response):
    """Return the references that a search has shown, in order."""
    return [row["booking"].reference for row in response.context["rows"]]


def value_of(response, name):
    """Return what stands in the field `name` of a page, hidden ones too."""
    text = response.content.decode()
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', text)
    value = tag and re.search(r'value="([^"]*)"', tag.group())
    return value.group(1) if value else None

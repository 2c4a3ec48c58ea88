"""Somebody who walks from a service to a booking with Django's client, step by step."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from booking.availability.slots import next_slots
from booking.models import Booking
from booking.tokens import manage_token, token_hash
from privacy.models import Notice
from tests.booking.offices import office, privacy_notice

TYPED = {
    "visitor-0-name": "Maja Zupan",
    "contact-email": "maja.zupan@example.org",
    "contact-notify": ["email"],
    "contact-language": "sl",
    "contact-is_privacy_read": "on",
}


def address(name, *args, language="en"):
    with override(language):
        return reverse(name, args=args)


def stage(counters=2, **fields):
    """Return (location, service) with free times from now on, and a privacy notice in force."""
    privacy_notice(timezone.now())
    return office(counters, at=timezone.now(), days=70, **fields)


def acknowledgement(service, *, version=1, text="Pridite pravočasno."):
    return Notice.objects.create(
        kind="acknowledgement",
        object_key=service.slug,
        version=version,
        effective_from=timezone.now() - timedelta(days=1),
        text_sl=text,
        text_sr=text,
        text_en=text,
    )


class Walker:
    """A browser: its cookies are its own."""

    def __init__(self, place, service, **query):
        self.place, self.service, self.query = place, service, query
        self.client = Client()

    def free(self, number=0, people=None):
        """Return a start at which all who come find room, as the page offers it."""
        people = people or int(self.query.get("people", 1))
        slots = next_slots(
            self.place, self.service, at=timezone.now(), people=people, limit=number + 1
        )
        return slots[number].starts_at

    def when(self, **query):
        url = address("book_when", self.service.slug, self.place.slug)
        return self.client.get(url, {**self.query, **query})

    def key(self):
        """Return the idempotency key of a fresh rendering."""
        return re.search(r'name="key" value="([^"]+)"', self.when().content.decode()).group(1)

    def hold(self, starts_at=None, *, key=None, place=None, **query):
        place = place or self.place
        data = {
            **self.query,
            "starts_at": (starts_at or self.free()).isoformat(),
            "key": key or self.key(),
            **query,
        }
        return self.client.post(address("book_hold", self.service.slug, place.slug), data)

    def know(self, **data):
        url = address("book_know")
        notice = Notice.objects.in_force("acknowledgement", self.service.slug, timezone.now())
        shown = {"notice": notice.pk, "is_acknowledged": "on"} if notice else {}
        return self.client.post(url, {**shown, **data})

    def people(self, **data):
        notice = privacy_notice(timezone.now())
        return self.client.post(
            address("book_people"), {**TYPED, "contact-notice": notice.pk, **data}
        )

    def check(self, **data):
        seen = self.held().uid if self.held() else ""
        return self.client.post(address("book_check"), {"seen": seen, **data})

    def to_check(self, **people):
        """Walk as far as the last page before booking."""
        self.hold()
        self.know()
        return self.people(**people)

    def book(self, **people):
        """Walk to the end and return the booking."""
        self.to_check(**people)
        held = self.held()
        self.check()
        held.refresh_from_db()
        assert held.is_confirmed
        return held

    def held(self):
        token = self.client.cookies.get("hold")
        return Booking.objects.filter(hold_hash=token_hash(token.value)).first() if token else None

    def manage(self, booking, name="manage"):
        return address(name, manage_token(booking.uid))

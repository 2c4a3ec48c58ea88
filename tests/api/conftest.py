"""An office that is open on working days from today on, and callers of the API."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.tokens import issue_token
from privacy.audit import SYSTEM
from privacy.models import Notice
from tests.booking.offices import office as open_office
from tests.booking.offices import privacy_notice


@pytest.fixture
def now():
    """The views read the clock themselves, so these tests live in the present."""
    return timezone.now()


@pytest.fixture
def office(db, now):
    """Two counters; `place`, `service`."""
    place, service = open_office(2, at=now, days=16)
    return SimpleNamespace(place=place, service=service)


@pytest.fixture(autouse=True)
def _forget_misses(db):
    cache.clear()


def acknowledgement(service, at, version=1):
    """Return a text visitors must have read before they come for `service`."""
    return Notice.objects.create(
        kind="acknowledgement",
        object_key=service.slug,
        version=version,
        effective_from=at,
        text_sl="Prinesite fotografijo.",
        text_sr="Понесите фотографију.",
        text_en="Bring a photograph.",
    )


class Caller:
    """A partner system: posts JSON with its token and counts nothing but what it is told."""

    def __init__(self, client, token_row, raw):
        self.client, self.row, self.raw = client, token_row, raw
        self.headers = {"Authorization": f"Token {raw}"}

    def post(self, path, body=None, **more):
        data = "" if body is None else body if isinstance(body, str | bytes) else json.dumps(body)
        fields = {"content_type": "application/json", "headers": self.headers} | more
        return self.client.post(f"/api/v1/{path}", data=data, **fields)

    def delete(self, path):
        return self.client.delete(f"/api/v1/{path}", headers=self.headers)

    def first_slots(self, office, many=1, *, days_ahead=0):
        """Return the starts of the first free times two weeks ahead; a later day begins whole."""
        first = timezone.localdate() + timedelta(days=days_ahead)
        path = f"/api/v1/locations/{office.place.slug}/slots/"
        to = timezone.localdate() + timedelta(days=14)
        query = {"service": office.service.slug, "from": first, "to": to}
        return [slot["starts_at"] for slot in self.client.get(path, query).json()[:many]]

    def hold_body(self, office, **more):
        body = {
            "service": office.service.slug,
            "location": office.place.slug,
            "count": 1,
            "idempotency_key": "first attempt",
        } | more
        if "starts_at" not in body:
            body["starts_at"] = self.first_slots(office)[0]
        return body

    def hold(self, office, **more):
        response = self.post("holds/", self.hold_body(office, **more))
        assert response.status_code == 201, response.content
        return response.json()

    def confirm_body(self, held, **more):
        acknowledgement = held["acknowledgement"]
        return {
            "contact": {"name": "Maja Zupan", "email": "maja@example.org", "phone": ""},
            "language": "sl",
            "notify": ["email"],
            "acknowledged_version": acknowledgement and acknowledgement["version"],
            "consent_version": held["consent"]["version"],
        } | more

    def confirm(self, held, **more):
        response = self.post(f"holds/{held['id']}/confirm/", self.confirm_body(held, **more))
        assert response.status_code == 201, response.content
        return response.json()

    def book(self, office, **more):
        return self.confirm(self.hold(office, **more))


@pytest.fixture
def partner(db, client, now):
    privacy_notice(now)
    return Caller(client, *issue_token("Knjižnica", by=SYSTEM, at=now))


@pytest.fixture
def stranger(db, client, now):
    return Caller(client, *issue_token("Druga", by=SYSTEM, at=now))

"""Urgent cases through partner systems, and the reads that show the time kept for them (B35)."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from booking.models import Booking, Contact
from tests.booking.offices import office as open_office
from tests.booking.urgent import CONDITIONS, REASON, all_day, urgent_office
from tests.factories.booking import ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("B35", "B40")]

URGENT = {"urgent": True, "urgent_reason": REASON}


@pytest.fixture
def kept(db, now):
    """An office all of whose time is kept for urgent cases."""
    place, service = all_day(now)
    return SimpleNamespace(place=place, service=service)


def read(client, kept, **query):
    path = f"/api/v1/locations/{kept.place.slug}/slots/"
    return client.get(path, {"service": kept.service.slug, **query})


def far(client, kept):
    to = timezone.localdate() + timedelta(days=14)
    return read(client, kept, urgent="1", to=to.isoformat()).json()[0]["starts_at"]


def test_slots_show_kept_time_only_when_asked(client, kept, now):
    to = (timezone.localdate() + timedelta(days=14)).isoformat()

    assert read(client, kept, to=to).json() == []
    assert read(client, kept, to=to, urgent="0").json() == []
    assert read(client, kept, to=to, urgent="1").json()


def test_earliest_shows_kept_time_only_when_asked(client, kept):
    path = f"/api/v1/services/{kept.service.slug}/earliest/"

    ordinary, urgent = (client.get(path, {"urgent": flag}).json() for flag in "01")

    assert [row["starts_at"] for row in ordinary["results"]] == [None]
    assert urgent["results"][0]["starts_at"]


@pytest.mark.parametrize("flag", ["true", "2", ""])
def test_flag_that_is_none_is_named(client, kept, flag):
    answer = read(client, kept, urgent=flag)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "urgent"


def test_service_without_conditions_shows_no_kept_time(client, kept, now):
    plain = ServiceFactory()
    kept.place.counters.get().services.add(plain)

    answer = read(client, SimpleNamespace(place=kept.place, service=plain), urgent="1")

    assert answer.json() == []


def test_reads_ask_the_database_no_more_often_for_urgent_cases(client, kept):
    counts = []
    for flag in ("0", "1"):
        with CaptureQueriesContext(connection) as asked:
            read(client, kept, urgent=flag)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_urgent_hold_and_confirmation_keep_the_reason_with_the_contact(client, partner, kept):
    held = partner.hold(kept, starts_at=far(client, kept), **URGENT)
    partner.confirm(held)

    booking = Booking.objects.get()
    assert (booking.is_urgent, booking.urgent_reason) == (True, "")
    assert Contact.objects.get().urgent_reason == REASON


def test_ordinary_hold_of_kept_time_is_taken(client, partner, kept):
    answer = partner.post("holds/", partner.hold_body(kept, starts_at=far(client, kept)))

    assert (answer.status_code, answer.json()["code"]) == (409, "slot_taken")
    assert answer.json()["nearest"] == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"urgent": True}, "urgent_reason"),
        ({"urgent": True, "urgent_reason": None}, "urgent_reason"),
        ({"urgent": True, "urgent_reason": "  "}, "urgent_reason"),
        ({"urgent": True, "urgent_reason": "x" * 201}, "urgent_reason"),
        ({"urgent": "yes", "urgent_reason": REASON}, "urgent"),
        ({"urgent": 1, "urgent_reason": REASON}, "urgent"),
        ({"urgent": None}, "urgent"),
        ({"urgent": {}}, "urgent"),
    ],
)
def test_what_cannot_be_used_is_named(client, partner, kept, more, field):
    body = partner.hold_body(kept, starts_at=far(client, kept), **more)

    answer = partner.post("holds/", body)

    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert Booking.objects.count() == 0


def test_service_without_conditions_has_no_urgent_path(partner, now):
    place, service = open_office(1, at=now)
    plain = SimpleNamespace(place=place, service=service)

    answer = partner.post("holds/", partner.hold_body(plain, **URGENT))

    assert (answer.status_code, answer.json()["code"]) == (422, "no_urgent_path")


def test_catalogue_states_the_conditions(client, kept):
    ServiceFactory()

    rows = client.get("/api/v1/services/?lang=en").json()

    assert [row["urgent"] for row in rows] == [CONDITIONS["urgent_en"], None]


@pytest.mark.req("B28")
def test_ordinary_booking_cannot_be_moved_with_an_urgent_hold(client, partner, now):
    place, service = urgent_office(at=now)
    office = SimpleNamespace(place=place, service=service)
    booked = partner.book(office)
    hold = partner.hold(office, starts_at=far(client, office), idempotency_key="new", **URGENT)

    answer = partner.post(f"appointments/{booked['reference']}/reschedule/", {"hold": hold["id"]})

    assert (answer.status_code, answer.json()["code"]) == (422, "not_urgent")

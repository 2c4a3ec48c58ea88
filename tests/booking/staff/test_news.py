"""The inbox as staff see it, and the address its manager sets."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from booking.actions.changing import cancel, reschedule
from booking.models import UnitMailbox, UnitNews
from booking.tokens import mailbox_code
from privacy.models import AuditEntry
from tests.booking.acting import book, take
from tests.booking.offices import AT, CITIZEN, EIGHT, NINE, local, office
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db


def inbox(place):
    return reverse("calendar:news", args=[place.slug])


@pytest.mark.req("B48")
def test_inbox_shows_time_service_and_who_comes(client):
    place, service = office(1)
    booking = book(place, service, EIGHT)
    staff(client, Role.CLERK, scope=place)

    page = client.get(inbox(place)).content.decode()

    for told in (booking.reference, service.short_name_sl, booking.visitors.get().name):
        assert told in page


def test_ticked_news_are_marked_as_read(client):
    place, service = office(1)
    book(place, service, EIGHT)
    book(place, service, NINE)
    newest = UnitNews.objects.first()
    staff(client, Role.CLERK, scope=place)

    client.post(inbox(place), {"news": [newest.pk, "x", 10**30, "9" * 5000]})

    assert [one.pk for one in UnitNews.objects.exclude(read_at=None)] == [newest.pk]
    shown = client.get(inbox(place)).context["newest"]
    late = book(place, service, local("2026-11-17", "10:00"))
    client.post(inbox(place), {"all": shown})
    assert [one.booking for one in UnitNews.objects.unread()] == [late]


def test_keys_beyond_a_thousand_are_sent_back_plainly(client):
    """Slovene writes 1.234.567 for people; a form must send 1234567."""
    place, service = office(1)
    book(place, service, EIGHT)
    UnitNews.objects.update(id=1_234_567)
    staff(client, Role.CLERK, scope=place)

    page = client.get(inbox(place)).content.decode()
    client.post(inbox(place), {"news": re.findall(r'name="news" value="([^"]+)"', page)})

    assert not UnitNews.objects.unread().exists()


@pytest.mark.req("B1", "X2")
def test_office_that_was_left_sees_no_more_of_who_comes(client):
    place, service = office(1)
    other, _service = office(1, service=service)
    booking = book(place, service, EIGHT)
    hold = take(other, service, NINE, moves=booking).booking
    reschedule(booking, hold=hold, by=CITIZEN, at=AT)
    booking.visitors.update(name="Neznana Oseba")
    staff(client, Role.CLERK, scope=place)

    page = client.get(inbox(place)).content.decode()

    assert "Neznana Oseba" not in page
    assert page.count(f"<td>{booking.reference}</td>") == 2


def test_who_cancelled_is_not_listed_as_coming(client):
    place, service = office(1)
    booking = book(place, service, EIGHT, people=2)
    gone = booking.visitors.first()
    gone.name = "Oseba Odpovedana"
    gone.save()
    cancel(booking, by=CITIZEN, at=AT, visitor=gone)
    staff(client, Role.CLERK, scope=place)

    assert "Oseba Odpovedana" not in client.get(inbox(place)).content.decode()


@pytest.mark.req("X3")
def test_trail_names_the_role_that_was_used(client):
    place, _service = office(1)
    staff(client, Role.PORTAL_ADMINISTRATOR)

    client.post(
        reverse("calendar:mailbox", args=[place.slug]),
        {"address": "ue@example.org", "mode": "digest"},
    )

    assert AuditEntry.objects.get(verb="set_mailbox").actor_role == "portal_administrator"


def test_inbox_asks_as_often_for_thirty_news(client):
    place, service = office(1)
    booking = book(place, service, EIGHT)
    staff(client, Role.CLERK, scope=place)
    client.get(inbox(place))  # the admin fills its own caches

    with CaptureQueriesContext(connection) as one:
        client.get(inbox(place))
    facts = {"channel": "web", "starts_at": EIGHT, "at": booking.created_at}
    for _number in range(29):
        UnitNews.objects.create(location=place, booking=booking, event="changed", **facts)
    with CaptureQueriesContext(connection) as thirty:
        client.get(inbox(place))

    assert len(thirty) == len(one)


@pytest.mark.req("B48", "B7")
def test_manager_sets_an_address_and_proves_it(client):
    place, _service = office(1)
    staff(client, Role.LOCATION_MANAGER, scope=place)
    path = reverse("calendar:mailbox", args=[place.slug])

    client.post(path, {"address": "okence@example.org", "mode": "at_once"})
    mailbox = UnitMailbox.objects.get()
    wrong = client.post(path, {"code": "000000" if mailbox_code(mailbox) != "000000" else "1"})
    client.post(path, {"code": mailbox_code(mailbox)})

    assert wrong.context["code_form"].errors["code"]
    assert UnitMailbox.objects.get().is_verified


def test_bad_address_is_named_and_kept(client):
    place, _service = office(1)
    staff(client, Role.LOCATION_MANAGER, scope=place)

    page = client.post(
        reverse("calendar:mailbox", args=[place.slug]), {"address": "ni naslov", "mode": "at_once"}
    )

    assert list(page.context["form"].errors) == ["address"]
    assert 'value="ni naslov"' in page.content.decode()
    assert not UnitMailbox.objects.exists()


@pytest.mark.req("B1", "X2")
def test_appointment_that_has_moved_away_is_not_there(client):
    place, service = office(1)
    other, _service = office(1, service=service)
    booking = book(place, service, EIGHT)
    old = booking.appointments.get()
    hold = take(other, service, NINE, moves=booking).booking
    reschedule(booking, hold=hold, by=CITIZEN, at=AT)
    staff(client, Role.CLERK, scope=place)

    page = client.get(reverse("calendar:appointment", args=[place.slug, old.pk]))

    assert page.status_code == 404

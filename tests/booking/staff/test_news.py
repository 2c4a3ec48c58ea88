"""The inbox as staff see it, and the address its manager sets."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from booking.models import UnitMailbox, UnitNews
from booking.tokens import mailbox_code
from tests.booking.acting import book
from tests.booking.offices import EIGHT, NINE, office
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

    client.post(inbox(place), {"news": [newest.pk, "x", 10**30]})

    assert [one.pk for one in UnitNews.objects.exclude(read_at=None)] == [newest.pk]
    client.post(inbox(place), {"all": "1"})
    assert not UnitNews.objects.unread().exists()


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

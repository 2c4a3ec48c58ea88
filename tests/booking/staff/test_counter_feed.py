"""The page of a counter's calendar link (I1, X3)."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from calendars.models import FeedLink
from calendars.tokens import token_hash
from privacy.models import AuditEntry
from tests.booking.staff.stage import stage
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(client):
    own = stage()
    staff(client, Role.CLERK, scope=own.place.unit)
    return own


def page(of):
    return reverse("calendar:counter_feed", args=[of.place.slug, of.value("counter")])


def press(client, of, deed):
    return client.post(page(of), {"deed": deed})


def trail():
    rows = AuditEntry.objects.filter(object_type="booking.counter").order_by("pk")
    return [(row.verb, row.changed_fields, row.actor_role) for row in rows]


@pytest.mark.req("I1")
def test_link_is_shown_once_and_only_its_hash_is_kept(client, own, settings):
    shown = press(client, own, "give")
    web, webcal = shown.context["addresses"]["web"], shown.context["addresses"]["webcal"]
    token = web.rsplit("/", 1)[1].removesuffix(".ics")
    again = client.get(page(own))

    assert len(token) == 43
    assert [web in shown.content.decode(), webcal in shown.content.decode()] == [True, True]
    assert (
        webcal == "webcal:" + settings.BASE_URL.split(":", 1)[1] + f"/koledarji/okence/{token}.ics"
    )
    assert "no-store" in shown.headers["Cache-Control"]
    assert token not in again.content.decode()
    assert again.context["addresses"] is None
    assert FeedLink.objects.get().token_hash == token_hash(token)
    assert client.get(f"/koledarji/okence/{token}.ics").status_code == 200


@pytest.mark.req("I1", "X3")
def test_link_can_be_replaced_and_switched_off_and_the_trail_says_so(client, own):
    first = press(client, own, "give").context["addresses"]["web"]
    second = press(client, own, "give").context["addresses"]["web"]
    off = press(client, own, "switch_off")
    press(client, own, "switch_off")

    assert first != second
    assert off.status_code == 302
    assert [client.get(address).status_code for address in (first, second)] == [404, 404]
    assert not FeedLink.objects.exists()
    assert trail() == [
        ("feed_link_given", ["feed"], "clerk"),
        ("feed_link_replaced", ["feed"], "clerk"),
        ("feed_link_removed", ["feed"], "clerk"),
    ]


def test_nothing_happens_without_a_button(client, own):
    press(client, own, "give")
    before = FeedLink.objects.get().token_hash

    assert [client.get(page(own)).status_code, press(client, own, "burn").status_code] == [200, 400]
    assert FeedLink.objects.get().token_hash == before
    assert len(trail()) == 1


@pytest.mark.req("X2")
def test_link_of_a_foreign_counter_is_not_given(client, own):
    foreign = stage()
    mixed = reverse("calendar:counter_feed", args=[own.place.slug, foreign.value("counter")])

    codes = [client.post(path, {"deed": "give"}).status_code for path in (page(foreign), mixed)]

    assert codes == [404, 404]
    assert not FeedLink.objects.exists()

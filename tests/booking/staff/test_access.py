"""Every page of the calendar module, for every role and a foreign unit (X2).

The pages come from the URL configuration: a new one is asked here by itself. A view without an
`audience`, or an address with a part the stage does not know, fails.
"""

from http.cookies import SimpleCookie

import pytest
from django.contrib.auth import get_user
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from accounts.roles import STAFF_ROLES, Role
from booking.enums import LocationKind
from booking.models import Appointment, Booking, Counter
from booking.staff.views.base import Audience, StaffView
from tests.booking.staff.stage import Stage, every_pattern
from tests.factories.accounts import GrantFactory, UserFactory, signed_in, staff
from tests.factories.booking import LocationFactory

pytestmark = pytest.mark.django_db

PATTERNS = every_pattern()
NAMES = [str(pattern.name) for pattern in PATTERNS]
SCOPED = {Role.LOCATION_MANAGER, Role.CLERK}


def audience_of(pattern: URLPattern) -> Audience:
    return pattern.callback.view_class.audience


def address(pattern: URLPattern, of: Stage) -> str:
    parts = {name: of.value(name) for name in pattern.pattern.converters}
    return reverse(f"calendar:{pattern.name}", kwargs=parts)


def is_of_a_place(pattern: URLPattern) -> bool:
    """Say whether the address names something of a place; the handbook is everybody's."""
    return bool(pattern.pattern.converters.keys() - {"subject"})


def answers(client, path: str) -> set[int]:
    """Return the codes of reading and writing; 405 says that the page knows no such method."""
    return {client.get(path).status_code, client.post(path).status_code} - {405}


@pytest.mark.req("X2")
def test_every_page_is_a_staff_view_with_a_known_audience():
    assert PATTERNS
    assert [p.name for p in PATTERNS if not issubclass(p.callback.view_class, StaffView)] == []
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.req("B1", "X2")
@pytest.mark.parametrize("role", sorted(SCOPED))
@pytest.mark.parametrize("pattern", [p for p in PATTERNS if is_of_a_place(p)], ids=lambda p: p.name)
def test_page_of_a_foreign_unit_is_not_there(client, own, foreign, pattern, role):
    staff(client, role, scope=own.place.unit)

    assert answers(client, address(pattern, foreign)) == {404}
    for name in pattern.pattern.converters:
        if name != "slug":  # a stranger's key under one's own place
            mixed = {n: own.value(n) for n in pattern.pattern.converters} | {
                name: foreign.value(name)
            }
            if mixed[name] != own.value(name):
                path = reverse(f"calendar:{pattern.name}", kwargs=mixed)
                assert answers(client, path) == {404}


@pytest.fixture(scope="module")
def audience(_made, django_db_blocker) -> tuple[dict[str, str], dict[Role, SimpleCookie]]:
    """Return the address of every page of one's own unit, and the cookies of staff of each role.

    Made once: seven hundred tests ask no more of them than one page each.
    """
    own, _foreign = _made
    cookies = {}
    with django_db_blocker.unblock():
        addresses = {str(pattern.name): address(pattern, own) for pattern in PATTERNS}
        for role in STAFF_ROLES:
            scope = own.place.unit if role in SCOPED else None
            cookies[role] = staff(Client(), role, scope=scope).cookies
    return addresses, cookies


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
@pytest.mark.parametrize("pattern", PATTERNS, ids=NAMES)
def test_page_is_there_for_its_audience_alone(client, audience, pattern, role):
    addresses, cookies = audience
    client.cookies = cookies[role]

    code = client.get(addresses[pattern.name]).status_code

    if role in audience_of(pattern).roles:
        assert code in (200, 302, 405)
    else:
        assert code == 404


@pytest.mark.req("X2")
@pytest.mark.parametrize("pattern", PATTERNS, ids=NAMES)
def test_page_leads_strangers_to_the_sign_in(client, own, pattern):
    path = address(pattern, own)

    anonymous = client.get(path)
    signed_in(client, UserFactory())

    assert anonymous.status_code == 302
    assert "/prijava/" in anonymous["Location"]
    assert client.get(path).status_code == 403


@pytest.mark.req("B1")
def test_grant_that_has_ended_opens_nothing(client, own):
    staff(client, Role.CLERK, scope=own.place.unit)
    assert client.get(reverse("calendar:overview")).status_code == 200

    grant = get_user(client).grants.get()
    grant.valid_to = grant.valid_from.replace(month=2)
    grant.save()

    assert client.get(reverse("calendar:overview")).status_code == 403


@pytest.mark.req("B1", "B2")
def test_grant_for_an_office_opens_that_office_and_its_parts_only(client, own):
    sister = LocationFactory(parent=own.place.unit)
    part = LocationFactory(parent=own.place, kind=LocationKind.SUBLOCATION)
    staff(client, Role.CLERK, scope=own.place)

    page = client.get(reverse("calendar:overview"))

    assert {place.pk for place in page.context["places"]} == {own.place.pk, part.pk}
    assert client.get(reverse("calendar:news", args=[part.slug])).status_code == 200
    for other in (sister, own.place.unit):
        assert client.get(reverse("calendar:news", args=[other.slug])).status_code == 404


@pytest.mark.req("B1", "X2")
def test_rows_of_a_sister_office_are_not_visible(own, foreign):
    foreign.place.refresh_from_db()
    foreign.place.move(own.place.unit, pos="last-child")
    grant = GrantFactory(
        role=Role.CLERK,
        scope_type=ContentType.objects.get_for_model(own.place),
        scope_id=own.place.pk,
    )

    for rows in (Counter, Appointment, Booking):
        visible = rows.objects.visible_to(grant.user, timezone.now())
        assert visible.count() == 1
        assert rows.objects.count() == 2


@pytest.mark.req("B7", "B11")
def test_clerk_sees_no_way_into_what_only_managers_set_up(client, own):
    staff(client, Role.CLERK, scope=own.place.unit)
    seen = client.get(reverse("calendar:overview")).content.decode()

    staff(client, Role.LOCATION_MANAGER, scope=own.place.unit)
    managed = client.get(reverse("calendar:overview")).content.decode()

    for name in ("hours", "exceptions", "counters", "place_edit", "mailbox", "bulk_changes"):
        path = reverse(f"calendar:{name}", args=[own.place.slug])
        assert f'href="{path}"' in managed
        assert f'href="{path}"' not in seen

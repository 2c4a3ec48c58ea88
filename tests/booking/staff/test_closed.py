"""Hours, counters and clerks are theirs; catalogue, texts, limits and messages are not (B7)."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from booking.models import Service
from tests.booking.staff.stage import stage
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db

CLOSED = {
    "catalogue": "catalogue_services:index",
    "a new service": "catalogue_services:add",
    "categories": "catalogue_categories:index",
    "life events": "catalogue_life_events:index",
    "texts": "wagtailadmin_explore_root",
    "images": "wagtailimages:index",
    "documents": "wagtaildocs:index",
    "users": "wagtailusers_users:index",
    "groups": "wagtailusers_groups:index",
    "site settings": "wagtailsites:index",
}


@pytest.mark.req("B7", "X2")
@pytest.mark.parametrize("role", [Role.LOCATION_MANAGER, Role.CLERK])
@pytest.mark.parametrize("name", sorted(CLOSED))
def test_what_is_not_theirs_is_closed_to_unit_staff(client, role, name):
    own = stage()
    staff(client, role, scope=own.place.unit)
    path = reverse(CLOSED[name])

    codes = {client.get(path).status_code, client.post(path).status_code}

    assert codes <= {302, 403, 404, 405}
    if 302 in codes:  # Wagtail sends those without a permission back to the first page
        assert client.get(path)["Location"] == reverse("wagtailadmin_home")


@pytest.mark.req("B7")
@pytest.mark.parametrize("role", [Role.LOCATION_MANAGER, Role.CLERK])
def test_limits_of_a_service_cannot_be_changed_by_unit_staff(client, role):
    own = stage()
    staff(client, role, scope=own.place.unit)
    path = reverse("catalogue_services:edit", args=[own.service.pk])

    code = client.post(path, {"minutes": 5, "max_people": 8, "name_sl": "Drugače"}).status_code

    assert code in (302, 403, 404)
    kept = Service.objects.get(pk=own.service.pk)
    assert (kept.minutes, kept.name_sl) == (own.service.minutes, own.service.name_sl)


@pytest.mark.req("B7")
def test_clerk_configures_nothing(client):
    own = stage()
    staff(client, Role.CLERK, scope=own.place.unit)
    counter = own.value("counter")

    paths = [
        reverse("calendar:tree"),
        reverse("calendar:people"),
        reverse("calendar:person_add"),
        reverse("calendar:place_add"),
        reverse("calendar:place_edit", args=[own.place.slug]),
        reverse("calendar:counter_retire", args=[own.place.slug, counter]),
    ]

    assert {client.post(path).status_code for path in paths} == {404}
    own.place.counters.get(pk=counter, is_active=True)

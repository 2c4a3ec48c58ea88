"""Who serves an office prints its notice from the calendar module (B38)."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from tests.booking.offices import office
from tests.factories.accounts import staff
from tests.factories.booking import UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("B38")]


@pytest.mark.parametrize("role", [Role.CLERK, Role.LOCATION_MANAGER])
def test_staff_reach_the_notice_of_their_office(client, role):
    place, _service = office(1)
    staff(client, role, scope=place)

    address = reverse("calendar:premises", args=[place.slug])
    overview = client.get(reverse("calendar:overview")).content.decode()
    page = client.get(address)

    assert f'href="{address}"' in overview
    assert [code for code, _name in page.context["extra"]] == ["sr", "en"]
    assert page.context["is_bilingual"] is False
    assert f'/enote/{place.slug}/obvestilo.pdf"' in page.content.decode()


def test_notice_in_a_bilingual_area_says_so(client):
    place, _service = office(1, parent=UnitFactory(minority_language="hu"))
    staff(client, Role.CLERK, scope=place)

    page = client.get(reverse("calendar:premises", args=[place.slug]))

    assert page.context["is_bilingual"] is True


def test_unit_itself_has_no_notice(client):
    place, _service = office(1)
    staff(client, Role.CLERK, scope=place.unit)

    assert client.get(reverse("calendar:premises", args=[place.unit.slug])).status_code == 404

"""Prose about an office: on the office's own page, under its own name, nowhere else."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.urls import reverse

from accounts.roles import Role
from booking.models import Location
from cms_pages.models import UnitIndexPage, UnitPage
from languages.offered import offered
from tests.factories.accounts import staff
from tests.factories.booking import LocationFactory

LANGUAGES = offered()

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]

PROSE = {
    "sl": "Pet minut prej je dovolj.",
    "sr": "Пет минута раније је довољно.",
    "sr-latn": "Pet minuta ranije je dovoljno.",
    "en": "Five minutes early is enough.",
}


def page_of(code="sl"):
    return UnitPage.objects.get(location__slug="litija-sedez", locale__language_code=code)


@pytest.mark.req("U2", "M1")
@pytest.mark.parametrize("language", LANGUAGES)
def test_office_shows_its_prose_at_its_own_address(client, language):
    page = page_of(language)

    body = client.get(f"/{language}/enote/litija-sedez/").content.decode()

    assert page.url == f"/{language}/enote/litija-sedez/"
    assert f"<p>{PROSE[language]}" in body
    assert body.count("<h1") == 1


@pytest.mark.req("U2")
def test_prose_that_is_not_published_is_not_shown(client):
    page_of().unpublish()

    body = client.get("/sl/enote/litija-sedez/").content.decode()

    assert PROSE["sl"] not in body
    assert Location.objects.get(slug="litija-sedez").name in body


def test_office_without_prose_has_its_facts(client):
    place = LocationFactory()

    assert client.get(place.get_absolute_url().replace("/en/", "/sl/")).context["prose"] == ""


def test_name_address_and_key_are_the_place_s():
    index = UnitIndexPage.objects.get(locale__language_code="sl")
    place = LocationFactory(slug="hrib", name="Krajevni urad Hrib")

    page = index.add_child(instance=UnitPage(location=place, title="Drugače", slug="drugam"))

    assert (page.title, page.slug) == ("Krajevni urad Hrib", "hrib")
    with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
        index.add_child(instance=UnitPage(location=place))


def test_list_of_offices_keeps_the_address_of_the_list():
    index = UnitIndexPage.objects.get(locale__language_code="sr")
    index.slug = "drugje"

    index.save()

    assert index.slug == "enote"


def test_preview_shows_unsaved_prose_among_the_facts():
    page = page_of()
    page.body = [("warning", {"text": "Še neobjavljeno"})]

    html = page.make_preview_request(RequestFactory().get("/")).render().content.decode()

    assert "Še neobjavljeno" in html
    assert page.location.street in html


def test_editor_cannot_move_a_page_to_another_place(client):
    staff(client, Role.EDITOR)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[page_of().pk]))

    assert page.context["form"].fields["location"].disabled
    assert 'name="title"' not in page.content.decode()

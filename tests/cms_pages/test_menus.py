"""Menus and footer as editors keep them: in the reader's language, without a dead link."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import PageViewRestriction

from accounts.roles import STAFF_ROLES, Role
from cms_pages.enums import MenuAddress, MenuPlace
from cms_pages.menus import Link, menus
from cms_pages.models import ArticlePage, MenuLink
from cms_pages.permissions import CATALOGUE_ROLES
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db

ELSEWHERE = {"url": "https://example.org/", "text_sl": "Drugje", "text_en": "Elsewhere"}


def footer(language):
    with translation.override(language):
        return menus(RequestFactory().get("/"))[MenuPlace.FOOTER]


@pytest.fixture
def help_page(planted, db):
    MenuLink.objects.all().delete()
    return ArticlePage.objects.get(slug="pomoc", locale__language_code="sl")


def test_new_portal_begins_with_menus(planted):
    with translation.override("en"):
        found = menus(RequestFactory().get("/"))

    assert [link.text for link in found["main"]] == [
        "Services",
        "Offices",
        "Waiting times",
        "My appointment",
    ]
    assert found["footer"][0] == Link("Help", "/en/pomoc/")


def test_link_to_a_page_leads_to_it_in_the_readers_language(help_page):
    MenuLink.objects.create(place=MenuPlace.FOOTER, page=help_page)
    english = ArticlePage.objects.get(slug="pomoc", locale__language_code="en")

    assert footer("sl") == [Link(help_page.title, "/sl/pomoc/")]
    assert footer("en") == [Link(english.title, "/en/pomoc/")]


def unpublish(page):
    page.unpublish()


def delete(page):
    page.delete()


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


@pytest.mark.parametrize("leave", [unpublish, delete, restrict])
def test_page_that_cannot_be_read_leaves_no_dead_link(help_page, leave):
    MenuLink.objects.create(place=MenuPlace.FOOTER, page=help_page)

    leave(ArticlePage.objects.get(slug="pomoc", locale__language_code="en"))

    assert footer("en") == []
    assert len(footer("sl")) == 1


def test_text_of_a_link_stands_before_the_name_of_its_goal(help_page):
    MenuLink.objects.create(
        place=MenuPlace.FOOTER, address=MenuAddress.HELP, text_sl="Vodnik", text_sr="Водич"
    )
    MenuLink.objects.create(place=MenuPlace.FOOTER, order=1, **ELSEWHERE)

    assert [link.text for link in footer("sr-latn")] == ["Vodič", "Drugje"]
    assert footer("en")[1] == Link("Elsewhere", "https://example.org/")


@pytest.mark.parametrize(
    "goal",
    [
        {},
        {"address": MenuAddress.HELP} | ELSEWHERE,
        {"url": "https://example.org/"},
    ],
)
def test_link_has_one_goal_and_a_text_where_it_leads_elsewhere(goal):
    link = MenuLink(place=MenuPlace.MAIN, **goal)

    with pytest.raises(ValidationError):
        link.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        link.save()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://example.org/", "//example.org"])
def test_link_elsewhere_is_https_only(url):
    with pytest.raises(ValidationError, match="url"):
        MenuLink(place=MenuPlace.MAIN, url=url, text_sl="Drugje").full_clean()


def test_menus_ask_as_often_for_thirty_links(help_page):
    MenuLink.objects.create(place=MenuPlace.FOOTER, page=help_page)
    footer("sl")

    with CaptureQueriesContext(connection) as one:
        footer("sl")
    for page in ArticlePage.objects.filter(locale__language_code="sl"):
        MenuLink.objects.bulk_create(MenuLink(place=MenuPlace.FOOTER, page=page) for _ in range(30))
    with CaptureQueriesContext(connection) as many:
        footer("sl")

    assert len(many) == len(one) <= 7


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES - CATALOGUE_ROLES))
def test_menus_are_not_there_for_other_staff(client, role):
    key = MenuLink.objects.first().pk
    staff(client, role)
    addresses = [reverse(f"menu_links:{view}") for view in ("index", "index_results", "add")]
    addresses += [
        reverse(f"menu_links:{view}", args=[key])
        for view in ("edit", "delete", "history", "history_results", "usage")
    ]

    assert {client.get(address).status_code for address in addresses} == {404}


def test_editor_adds_and_deletes_a_link(client):
    staff(client, Role.EDITOR)
    added = client.post(
        reverse("menu_links:add"),
        {"place": "footer", "order": "9", "page": "", "address": "", "text_sr": ""} | ELSEWHERE,
    )
    link = MenuLink.objects.get(text_sl="Drugje")

    client.post(reverse("menu_links:delete", args=[link.pk]))

    assert added.status_code == 302
    assert not MenuLink.objects.filter(text_sl="Drugje").exists()

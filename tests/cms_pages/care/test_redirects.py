"""Pages that moved or got another address: old addresses lead to them, in one step (U1)."""

import pytest
from django.test import TestCase

from tests.cms_pages.care.trees import article, section

pytestmark = [pytest.mark.django_db, pytest.mark.req("U1")]


def renamed(page, slug):
    page = page.specific_class.objects.get(pk=page.pk)
    page.slug = slug
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()


def led(client, path):
    response = client.get(path)
    return response.status_code, response.headers.get("Location")


def test_old_address_leads_to_the_page(client, home):
    page = article(home, "staro")

    renamed(page, "novo")

    assert led(client, "/sl/staro/") == (301, "/sl/novo/")


def test_page_renamed_twice_is_reached_in_one_step(client, home):
    page = article(home, "prvo")

    renamed(page, "drugo")
    renamed(page, "tretje")

    assert led(client, "/sl/prvo/") == (301, "/sl/tretje/")
    assert led(client, "/sl/drugo/") == (301, "/sl/tretje/")


def test_moved_page_takes_the_addresses_below_it_along(client, home):
    old, new = section(home, "stari"), section(home, "novi")
    article(old, "otrok")

    article_ = old.get_children().get()
    article_.move(new, pos="last-child")

    assert led(client, "/sl/stari/otrok/") == (301, "/sl/novi/otrok/")


def test_renamed_section_takes_the_addresses_below_it_along(client, home):
    old = section(home, "stari")
    article(old, "otrok")

    renamed(old, "novi")

    assert led(client, "/sl/stari/otrok/") == (301, "/sl/novi/otrok/")


def test_address_taken_again_shows_the_new_page(client, home):
    renamed(article(home, "staro"), "novo")

    article(home, "staro")

    assert client.get("/sl/staro/").status_code == 200

"""Making the demonstration's pages."""

import pytest
from django.utils import timezone
from wagtail.models import Locale, Site

from booking.demo.catalogue import read
from booking.demo.services import load_services
from cms_pages.demo import make_demo_pages
from cms_pages.models import ArticlePage, HomePage, ServicePage
from languages.offered import offered
from tests.factories.booking import ServiceFactory

LANGUAGES = offered()

pytestmark = pytest.mark.django_db


def test_make_demo_pages_again_makes_nothing_and_keeps_edits():
    ServiceFactory(slug="potni-list")
    first = make_demo_pages(at=timezone.now())
    article = ArticlePage.objects.filter(slug="pomoc").first()
    article.title = "Kako do termina"
    article.save()

    again = make_demo_pages(at=timezone.now())

    article.refresh_from_db()
    assert first["ServicePage"] == len(LANGUAGES)
    assert again == {}
    assert article.title == "Kako do termina"


def test_make_demo_pages_adds_the_page_of_a_new_service():
    make_demo_pages(at=timezone.now())
    ServiceFactory(slug="potni-list")

    assert make_demo_pages(at=timezone.now())["ServicePage"] == len(LANGUAGES)


def test_make_demo_pages_points_the_site_at_the_slovene_home():
    make_demo_pages(at=timezone.now())

    home = Site.objects.get(is_default_site=True).root_page.specific
    assert isinstance(home, HomePage)
    assert home.locale.language_code == "sl"
    assert set(Locale.objects.values_list("language_code", flat=True)) == set(LANGUAGES)


def test_every_service_of_the_catalogue_has_prose_in_every_language():
    load_services(read("pilot"))

    make_demo_pages(at=timezone.now())

    pages = ServicePage.objects.all()
    assert pages.count() == 63 * len(LANGUAGES)
    assert [page.url for page in pages if not page.body] == []

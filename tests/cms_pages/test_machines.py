"""What crawlers read: every public page in every language, nothing that is not public (U4)."""

import math
import xml.etree.ElementTree as ElementTree
from datetime import timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from booking.models import Service, ServiceCategory
from cms_pages import sitemap
from cms_pages.demo import make_demo_pages
from cms_pages.models import ArticlePage, ServicePage, UnitIndexPage
from languages.codes import html_lang
from languages.offered import offered
from privacy.audit import Actor, record
from tests.factories.booking import LocationFactory, ServiceCategoryFactory, ServiceFactory

LANGUAGES = offered()

pytestmark = [pytest.mark.django_db, pytest.mark.req("U4")]

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def service(tree):
    return Service.objects.get(slug="potni-list")


def urls_of(client, path="/sitemap.xml"):
    """Return address → (when it changed, {language: address})."""
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own answer
    return {
        url.findtext("s:loc", namespaces=NAMES): (
            url.findtext("s:lastmod", namespaces=NAMES),
            {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)},
        )
        for url in root.findall("s:url", NAMES)
    }


def test_every_address_of_the_sitemap_opens(client, tree, settings):
    LocationFactory()

    found = urls_of(client)

    paths = [address.removeprefix(settings.BASE_URL) for address in found]
    assert len(paths) > 40
    assert [path for path in paths if client.get(path).status_code != 200] == []


def test_pages_name_their_other_languages_and_each_other(client, tree, settings):
    found = urls_of(client)

    service_pages = {
        html_lang(code): f"{settings.BASE_URL}/{code}/storitve/potni-list/" for code in LANGUAGES
    }
    for address in service_pages.values():
        assert found[address][1] == service_pages
    for _changed, others in found.values():
        assert set(others.values()) <= set(found)


def test_lists_and_offices_are_there_in_every_language(client):
    service = ServiceFactory(slug="potni-list")
    office = LocationFactory()

    found = urls_of(client)

    wanted = {
        "units": (),
        "waiting_times": (),
        "calendars": (),
        "location": (office.slug,),
        "category": (service.category.slug,),
    }
    for code in LANGUAGES:
        with translation.override(code):
            for name, args in wanted.items():
                assert any(address.endswith(reverse(name, args=args)) for address in found)


def test_drafts_private_pages_and_services_out_of_use_are_not_there(client, service):
    draft, private = ArticlePage.objects.filter(locale__language_code="en")[:2]
    draft.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    hidden = [draft.full_url, private.full_url]
    before = {address.rpartition("://")[2] for address in urls_of(client)}

    service.is_active = False
    service.save()
    after = urls_of(client)

    assert [url for url in hidden if url and url.rpartition("://")[2] in before] == []
    assert [address for address in after if "potni-list" in address] == []
    for _changed, others in after.values():
        assert draft.url not in {address[-len(draft.url or "-") :] for address in others.values()}


def test_page_of_a_service_changes_with_the_service(client, service, now):
    page = ServicePage.objects.get(service=service, locale__language_code="en")
    later = now + timedelta(days=3)

    before = _changed_at(client, "/en/storitve/potni-list/")
    record(Actor(), "edited", "booking.service", service.pk, at=later)

    assert before == page.last_published_at.isoformat(timespec="seconds")
    assert _changed_at(client, "/en/storitve/potni-list/") == later.isoformat(timespec="seconds")
    assert _changed_at(client, "/en/cakalne-dobe/") is None


@pytest.mark.parametrize("verb", ["viewed", "exported", "stranded_seen", "set_mailbox"])
def test_reading_about_a_place_is_no_change_of_its_page(client, now, verb):
    place = LocationFactory()
    later = now + timedelta(days=3)
    record(Actor(), "location_changed", "booking.location", place.pk, at=now)

    record(Actor(), verb, "booking.location", place.pk, at=later)

    changed_at = _changed_at(client, f"/en/enote/{place.slug}/")
    assert changed_at == now.isoformat(timespec="seconds")


def test_prose_at_the_address_of_a_list_is_the_same_page(client, tree, now, settings):
    page = UnitIndexPage.objects.get(locale__language_code="sl")
    UnitIndexPage.objects.update(last_published_at=now)

    response = client.get("/sitemap.xml").content.decode()

    address = f"<loc>{settings.BASE_URL}{page.url}</loc>"
    assert page.url == "/sl/enote/"
    assert response.count(address) == 1
    assert response.count(f"{address}<lastmod>{now.isoformat(timespec='seconds')}</lastmod>") == 1
    assert set(urls_of(client)[f"{settings.BASE_URL}/sl/enote/"][1]) == {
        html_lang(code) for code in LANGUAGES
    }


def _changed_at(client, path):
    return next(row[0] for address, row in urls_of(client).items() if address.endswith(path))


def test_sitemap_that_is_too_large_is_a_list_of_files(client, tree, monkeypatch):
    whole = urls_of(client)
    monkeypatch.setattr(sitemap, "ENTRIES_IN_A_FILE", 3)

    index = client.get("/sitemap.xml")

    root = ElementTree.fromstring(index.content)  # noqa: S314 - our own answer
    paths = ["/" + loc.text.split("/", 3)[3] for loc in root.iterfind("s:sitemap/s:loc", NAMES)]
    entries = {frozenset(alternates.values()) for _changed, alternates in whole.values()}
    assert len(paths) == math.ceil(len(entries) / 3) > 1
    assert {url for path in paths for url in urls_of(client, path)} == set(whole)
    assert client.get(f"/sitemap-{len(paths) + 1}.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_empty_portal_has_a_sitemap(client):
    ServiceCategory.objects.all().delete()

    assert len(urls_of(client)) >= 2 * len(LANGUAGES)


def test_sitemap_takes_as_many_queries_for_thirty_rows(client, tree):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get("/sitemap.xml")
        return len(asked)

    queries()
    one = queries()
    for _number in range(30):
        LocationFactory()
        ServiceCategoryFactory()
    for number in range(5):
        ServiceFactory(slug=f"nova-{number}")
    make_demo_pages(at=timezone.now())
    queries()

    assert queries() == one


@pytest.mark.parametrize(
    ("path", "is_open"),
    [
        ("/sl/", True),
        ("/en/storitve/potni-list/", True),
        ("/sr/enote/litija/", True),
        ("/api/v1/catalogue.ttl", True),
        ("/sl/narocanje/potni-list/", False),
        ("/sr-latn/narocanje/potni-list/kje/", False),
        ("/en/rezervacija/preveri/", False),
        ("/en/termin/abc/", False),
        ("/sl/moj-termin/", False),
        ("/sl/iskanje/", False),
        ("/admin/", False),
        ("/prijava/login/", False),
        ("/api/v1/holds/", False),
    ],
)
def test_robots_keep_out_of_what_is_not_to_be_found(client, path, is_open):
    response = client.get("/robots.txt")

    rules = RobotFileParser()
    rules.parse(response.content.decode().splitlines())
    assert rules.can_fetch("*", f"https://okence.example.org{path}") is is_open


def test_robots_name_the_sitemap(client, settings):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert f"Sitemap: {settings.BASE_URL}/sitemap.xml" in response.content.decode().splitlines()

"""What is not published leaves no trace where machines and searchers look (M1, U3, U4)."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Locale

from cms_pages.models import (
    ArticlePage,
    EventIndexPage,
    EventPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
)
from cms_pages.search.index import rebuild
from languages.codes import EN, SL
from tests.cms_pages.fates import FATES, SECRET, move_away
from tests.cms_pages.reading import dead_links

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]

WORD = "Krivopeta"  # in no other page
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
# News and events stand in their lists alone.
STANDING = [fate for fate in FATES if fate is not move_away]
MACHINES = (
    "/sitemap.xml",
    "/robots.txt",
    "/api/v1/",
    "/api/v1/services/",
    "/api/v1/catalogue/",
    "/api/v1/catalogue.ttl",
    "/api/v1/datasets.ttl",
)


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    cache.clear()


def plant(model, **facts):
    """Publish a page of `model` in Slovene and English, as editors do."""
    above = {NewsPage: NewsIndexPage, EventPage: EventIndexPage, ArticlePage: HomePage}[model]
    first = None
    for code in (SL, EN):
        parent = above.objects.get(locale__language_code=code)
        page = model(title=f"{WORD} {code}", slug="krivopeta", locale=parent.locale, **facts)
        if first:
            page.translation_key = first.translation_key
        parent.add_child(instance=page)
        page.save_revision().publish()
        first = first or page


def news():
    plant(NewsPage, dated_on=date(2026, 11, 20), lead="Novica")


def event():
    at = timezone.now() + timedelta(days=9)
    plant(EventPage, starts_at=at, ends_at=at + timedelta(hours=1), place="Litija")


def article():
    plant(ArticlePage, lead="Članek")


KINDS = {news: (NewsPage, "novice/krivopeta/"), event: (EventPage, "dogodki/krivopeta/"),
         article: (ArticlePage, "krivopeta/")}  # fmt: skip


def seen(client, code):
    """Return {path: text} of all that is made from pages of `code`, or from the catalogue."""
    asked = [f"{path}?q={word}" for path in ("iskanje/", "iskanje/predlogi/")
             for word in (WORD, SECRET.split()[0])]  # fmt: skip
    lists = ["", "novice/", "dogodki/", "novice/novice.atom", *asked]
    paths = [*MACHINES, *(f"/{code}/{path}" for path in lists)]
    answers = {path: client.get(path) for path in paths}
    assert [path for path, answer in answers.items() if answer.status_code >= 500] == []
    return {path: answer.content.decode() for path, answer in answers.items()}


def holding(texts, needle):
    """Return the paths of the texts that hold `needle`."""
    return sorted(path for path, text in texts.items() if needle in text)


@pytest.mark.req("M1", "U3", "U4")
@pytest.mark.parametrize("code", [SL, EN])
@pytest.mark.parametrize("fate", STANDING, ids=lambda fate: fate.__name__)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_page_that_is_gone_is_found_nowhere(client, kind, fate, code):
    model, below = KINDS[kind]
    kind()
    path = f"/{code}/{below}"
    before = holding(seen(client, code), path)
    assert {f"/{code}/iskanje/?q={WORD}", "/sitemap.xml"} <= set(before)

    fate(model.objects.get(slug="krivopeta", locale__language_code=code))

    texts = seen(client, code)
    assert holding(texts, path) == []
    assert holding(texts, SECRET) == []
    other = EN if code == SL else SL
    assert "/sitemap.xml" in holding(texts, f"/{other}/{below}")


@pytest.mark.req("M1", "U3", "U4")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_draft_of_a_live_page_is_in_nothing_that_is_published(client, kind):
    model, _below = KINDS[kind]
    kind()
    page = model.objects.get(slug="krivopeta", locale__language_code=SL)
    page.title = page.lead = SECRET
    page.save_revision()
    rebuild()

    texts = seen(client, SL)

    assert holding(texts, SECRET) == []
    assert f"/sl/iskanje/?q={WORD}" in holding(texts, f"{WORD} sl")


@pytest.mark.req("M1", "U3", "U4")
def test_page_that_moves_is_found_at_its_new_address_alone(client):
    article()

    move_away(ArticlePage.objects.get(slug="krivopeta", locale__language_code=SL))

    texts = seen(client, SL)
    assert holding(texts, "/sl/krivopeta/") == []
    assert holding(texts, "/sl/drugam/krivopeta/") == [
        "/sitemap.xml",
        f"/sl/iskanje/?q={WORD}",
        f"/sl/iskanje/predlogi/?q={WORD}",
    ]


@pytest.mark.req("M1")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_page_without_translation_is_in_no_other_language(client, kind):
    model, below = KINDS[kind]
    kind()
    model.objects.get(slug="krivopeta", locale__language_code=EN).delete()

    texts = seen(client, EN)

    assert holding(texts, f"/en/{below}") == []
    assert holding(texts, f"/sl/{below}") == ["/sitemap.xml"]


@pytest.mark.req("M1", "I3")
@pytest.mark.parametrize("fate", STANDING, ids=lambda fate: fate.__name__)
def test_calendar_file_and_picture_go_with_the_page(client, fate):
    event()
    page = EventPage.objects.get(slug="krivopeta", locale__language_code=EN)
    paths = ("/en/dogodki/krivopeta/dogodek.ics", f"/deljenje/stran/{page.pk}.png")
    assert 404 not in [client.get(path).status_code for path in paths]

    fate(page)

    assert [client.get(path).status_code for path in paths] == [404, 404]


@pytest.mark.req("M1", "U4")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_alias_is_no_translation_and_breaks_nothing(client, kind):
    model, below = KINDS[kind]
    kind()
    model.objects.get(slug="krivopeta", locale__language_code=EN).delete()
    page = model.objects.get(slug="krivopeta", locale__language_code=SL)
    page.copy_for_translation(Locale.objects.get(language_code=EN), alias=True)

    texts = seen(client, EN)

    assert client.get(f"/en/{below}").status_code == 200
    assert "/sitemap.xml" not in holding(texts, f"/en/{below}")
    if model is EventPage:
        assert client.get(f"/en/{below}dogodek.ics").status_code == 200


@pytest.mark.req("M1")
@pytest.mark.parametrize("fate", STANDING, ids=lambda fate: fate.__name__)
@pytest.mark.parametrize("model", [NewsIndexPage, EventIndexPage])
def test_list_that_is_gone_leaves_nothing_dead(client, model, fate):
    news()
    event()

    fate(model.objects.get(locale__language_code=EN))

    texts = seen(client, EN)
    feed = texts["/en/novice/novice.atom"]
    links = re.findall(r'href="(?:https?://[^/"]+)?(/en/[^"]*)"', feed)
    assert [link for link in links if client.get(link).status_code != 200] == []
    paths = ("/en/", f"/en/iskanje/?q={WORD}", "/en/pomoc/")
    assert dead_links(client, *paths) == []


@pytest.mark.req("U4")
def test_every_address_of_the_sitemap_answers(client):
    news()
    sitemap = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  # our own
    paths = [re.sub(r"^https?://[^/]+", "", found.text) for found in sitemap.iter(LOC)]

    answers = {path: client.get(path).status_code for path in paths}

    assert len(paths) > 100
    assert {path: status for path, status in answers.items() if status != 200} == {}

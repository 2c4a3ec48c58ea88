"""A reader goes from the home page through every link, in every language (M1, M2, M3)."""

import re
from collections import deque
from dataclasses import dataclass, field, replace
from urllib.parse import urldefrag

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.urls import resolve
from django.utils import timezone, translation

from booking.demo.catalogue import read
from booking.demo.notices import load_notices
from booking.demo.places import load_places
from booking.demo.services import load_services
from cms_pages.demo import make_demo_pages
from cms_pages.demo_programme import make_programme_pages
from cms_pages.demo_prose import make_demo_prose
from cms_pages.models import ArticlePage
from languages.codes import SR, SR_LATN, html_lang
from languages.offered import offered
from programme.demo import load_programme
from tests.cms_pages.linked import linked_services

LANGUAGES = offered()

pytestmark = pytest.mark.django_db

# Pages drawn from rows: one stands for all of its kind.
DRAWN = {"service", "category", "life_event", "unit", "location", "book", "book_where"}
FILES = re.compile(r"\.(ics|atom|csv|pdf|xlsx)$")
CYRILLIC, LATIN = re.compile("[Ѐ-ӿ]"), re.compile("[A-Za-zČŠŽĆĐčšžćđ]")
# Addresses, names of laws and of systems stay in Latin; whole sentences would not pass.
LEAST_CYRILLIC = 0.8


def with_linked_services(catalogue):
    """Leave the services the texts lead to, and no more: each has a page in four languages."""
    slugs = linked_services()
    parts = [
        part | {"services": [row for row in part["services"] if row["slug"] in slugs]}
        for part in catalogue.categories
    ]
    return replace(catalogue, categories=[part for part in parts if part["services"]])


@pytest.fixture(scope="module")
def portal(django_db_setup, django_db_blocker):
    """Load the demonstration of three units, without appointments, once for this module."""
    at = timezone.now()
    catalogue = with_linked_services(read("pilot"))
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        load_places(catalogue, at=at)
        load_services(catalogue)
        load_notices(catalogue, at=at)
        load_programme(at=at)
        make_demo_pages(at=at)
        make_programme_pages(at=at)
        made = make_demo_prose(at=at)
        yield made
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@dataclass
class Crawl:
    """Visits what can be reached from a home page; `problems` say where and what."""

    client: object
    code: str
    seen: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def run(self):
        waiting = deque([f"/{self.code}/"])
        while waiting:
            path = waiting.popleft()
            if path not in self.seen and not self._is_known_kind(path):
                self.seen.add(path)
                waiting.extend(self._visit(path))
        return self

    def _is_known_kind(self, path):
        kind = self._kind(path)
        is_known = kind in self.kinds and kind in DRAWN
        self.kinds.add(kind)
        return is_known

    def _kind(self, path):
        with translation.override(self.code):
            return resolve(path).url_name

    def _visit(self, path):
        answer = self.client.get(path)
        if answer.status_code != 200:
            self.problems.append((path, str(answer.status_code)))
            return []
        page = BeautifulSoup(answer.content, "html.parser")
        if page.html["lang"] != html_lang(self.code):
            self.problems.append((path, f"lang {page.html['lang']}"))
        self.problems += [(path, problem) for problem in self._wrong_words(path, page.main)]
        self.problems += [
            (path, f"leads to {link['href']}")
            for link in page.main.find_all("a", href=re.compile(r"^/\w\w(-latn)?/"))
            if not link["href"].startswith(f"/{self.code}/")
        ]
        links = [urldefrag(link["href"]).url for link in page.find_all("a", href=True)]
        return [
            link
            for link in links
            if link.startswith(f"/{self.code}/") and "?" not in link and not FILES.search(link)
        ]

    def _wrong_words(self, path, main):
        """Yield what is written in another script than the language's own."""
        texts = BeautifulSoup(str(main), "html.parser")
        for other in texts.find_all(lang=True) + texts.find_all(translate="no"):
            other.decompose()
        if self.code != SR:
            if found := CYRILLIC.search(texts.get_text()):
                yield f"Cyrillic {found.string[found.start() : found.start() + 30]!r}"
        elif self._kind(path) not in DRAWN:
            for text in texts.find_all(["h1", "h2", "p", "li", "dd"]):
                words = text.get_text(" ", strip=True)
                cyrillic, latin = len(CYRILLIC.findall(words)), len(LATIN.findall(words))
                if latin > 40 and cyrillic < LEAST_CYRILLIC * (cyrillic + latin):
                    yield f"Latin {words[:60]!r}"


@pytest.mark.req("M1", "M2", "M3")
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_is_there_and_in_the_readers_language(client, portal, code):
    crawl = Crawl(client, code).run()

    assert crawl.problems == []
    assert len(crawl.seen) >= 60
    assert {f"/{code}/vprasanja/tujci/", f"/{code}/inovativen-si/", f"/{code}/piskotki/"} <= (
        crawl.seen
    )


def test_crawl_notices_a_page_nobody_translated(client, portal):
    page = ArticlePage.objects.get(slug="tujci", locale__language_code=SR)
    source = ArticlePage.objects.get(slug="tujci", locale__language_code="sl")
    page.body = source.body
    page.save()

    assert {path for path, _ in Crawl(client, SR).run().problems} == {"/sr/vprasanja/tujci/"}


def test_crawl_notices_a_link_to_a_draft(client, portal):
    ArticlePage.objects.get(slug="tujci", locale__language_code=SR_LATN).unpublish()

    problems = Crawl(client, SR_LATN).run().problems

    assert ("/sr-latn/pomoc/", "leads to /sl/vprasanja/tujci/") in problems

"""The guides, answers and lists of the demonstration."""

import csv

import pytest
import yaml
from django.utils import timezone

from booking.demo.catalogue import read
from cms_pages.demo import TEXTS
from cms_pages.demo_bodies import linked
from cms_pages.demo_prose import make_demo_prose
from cms_pages.enums import MenuPlace
from cms_pages.models import (
    ArticlePage,
    HomePage,
    LibraryPage,
    MenuLink,
    NewsIndexPage,
    Paper,
)
from languages.codes import STORED
from languages.offered import offered
from tests.cms_pages.linked import linked_services

LANGUAGES = offered()

FILES = [*sorted(TEXTS.rglob("*.yaml")), *sorted((TEXTS.parents[1] / "programme").rglob("*.yaml"))]


@pytest.fixture(scope="module")
def made(planted, django_db_blocker):
    """Plant the texts once; they go with the tree below them."""
    with django_db_blocker.unblock():
        return make_demo_prose(at=timezone.now())


@pytest.fixture
def prose(made, db):
    return made


def half_texts(value, place=()):
    """Yield where a mapping of languages lacks one, or has what is none: a comma does that."""
    if isinstance(value, list):
        value = dict(enumerate(value))
    if isinstance(value, dict):
        if "sr" in value and "en" in value:
            texts = {name: text for name, text in value.items() if name != "when"}
            if texts.keys() != set(STORED) or not all(isinstance(t, str) for t in texts.values()):
                yield place
        for name, part in value.items():
            yield from half_texts(part, (*place, name))


@pytest.mark.req("M1")
@pytest.mark.parametrize("path", [path for path in FILES if path.stem != "synonyms"], ids=str)
def test_texts_of_the_demonstration_are_whole_in_every_language(path):
    assert list(half_texts(yaml.safe_load(path.read_text(encoding="utf-8")))) == []


def test_half_texts_notice_a_comma_that_parts_a_text():
    assert list(half_texts(yaml.safe_load("a: [{sl: ena, dve, sr: један, en: one}]"))) == [("a", 0)]


def test_texts_link_to_services_of_the_catalogue_only():
    catalogue = {row["slug"] for part in read("pilot").categories for row in part["services"]}

    assert linked_services() - catalogue == set()


def test_link_to_an_address_becomes_a_link_to_the_page():
    body = '["<p>Glejte <a page=/pomoc>pomoč</a> in <a page=/nikjer>nič</a>.</p>"]'

    assert linked(body, {"/pomoc": 7}.get) == (
        '["<p>Glejte <a linktype=\\"page\\" id=\\"7\\">pomoč</a> in nič.</p>"]'
    )


def test_make_demo_prose_again_makes_nothing_and_brings_nothing_back(prose):
    help_page = ArticlePage.objects.get(slug="pomoc", locale__language_code="sl")
    help_page.body = []
    help_page.save()
    MenuLink.objects.all().delete()

    again = make_demo_prose(at=timezone.now())

    help_page.refresh_from_db()
    assert prose["ArticlePage"] == 10 * len(LANGUAGES)
    assert again == {}
    assert list(help_page.body) == []
    assert not MenuLink.objects.exists()


def test_main_menu_has_room_for_its_links(prose):
    assert MenuLink.objects.filter(place=MenuPlace.MAIN).count() <= 6


def test_library_lists_files_that_are_there(prose):
    page = LibraryPage.objects.get(locale__language_code="sr")
    papers = [paper["document"] for shelf in page.shelves for paper in shelf.value["papers"]]

    assert len(papers) == 5
    assert [paper.title for paper in papers if not paper.file.size] == []


def test_list_of_work_free_days_covers_three_years(prose):
    with Paper.objects.get(title="Dela prosti dnevi").file.open("rb") as file:
        rows = list(csv.reader(file.read().decode("utf-8-sig").splitlines(), delimiter=";"))

    this_year = timezone.localdate().year
    assert rows[0] == ["Dan", "Ime"]
    assert {row[0][:4] for row in rows[1:]} == {str(this_year + more) for more in range(3)}
    assert [f"{this_year}-06-25", "dan državnosti"] in rows


def test_home_ends_with_the_two_latest_news_of_its_language(client, prose):
    context = client.get("/sr/").context

    assert [news.slug for news in context["news"]] == [
        "vodnik-je-objavljen",
        "srbscina-v-obeh-pisavah",
    ]
    assert {news.locale.language_code for news in context["news"]} == {"sr"}


def test_home_leaves_out_news_and_programme_that_are_not_published(client, prose):
    home = HomePage.objects.get(locale__language_code="en")
    for page in NewsIndexPage.objects.child_of(home):
        page.unpublish()

    context = client.get("/en/").context

    assert context["news_index"] is None
    assert context["programme"] is None
    assert "/en/novice/" not in client.get("/en/").content.decode()

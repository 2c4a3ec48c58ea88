"""Every page type: where it may stand, how it is drawn, who looks after it."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page

from accounts.grants import roles_of
from accounts.roles import Role
from cms_pages.models import (
    ArticlePage,
    ChapterPage,
    EventIndexPage,
    EventPage,
    HandbookPage,
    LibraryPage,
    NewsIndexPage,
    NewsPage,
    PortalPage,
    SectionPage,
    StatementPage,
)
from languages.codes import html_lang
from languages.offered import offered
from tests.cms_pages.writing import Reader, article, home, paper
from tests.factories.accounts import staff

LANGUAGES = offered()

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]

PARENTS = {
    "HomePage": {"Page"},
    "ServiceIndexPage": {"HomePage"},
    "ServicePage": {"ServiceIndexPage"},
    "UnitIndexPage": {"HomePage"},
    "UnitPage": {"UnitIndexPage"},
    "SectionPage": {"HomePage", "SectionPage"},
    "ArticlePage": {"HomePage", "SectionPage"},
    "NewsIndexPage": {"HomePage"},
    "NewsPage": {"NewsIndexPage"},
    "EventIndexPage": {"HomePage"},
    "EventPage": {"EventIndexPage"},
    "LibraryPage": {"HomePage"},
    "HandbookPage": {"HomePage", "SectionPage"},
    "ChapterPage": {"HandbookPage"},
    "StatementPage": {"HomePage", "TrainingIndexPage"},
}
TYPES = [model for model in apps.get_models() if issubclass(model, PortalPage)]


def test_parents_are_strict():
    """A page type that is not in the table fails here, one that is elsewhere too."""
    found = {
        model.__name__: {parent.__name__ for parent in model.allowed_parent_page_models()}
        for model in TYPES
        if model.__name__ in PARENTS
    }

    assert found == PARENTS


def test_every_page_type_is_the_portals_own():
    others = {
        model.__name__
        for model in apps.get_app_config("cms_pages").get_models()
        if issubclass(model, Page) and not issubclass(model, PortalPage)
    }

    assert others == set()


@pytest.mark.req("M1", "X1")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(PARENTS))
def test_page_type_is_drawn_in_every_language(client, name, language):
    model = apps.get_model("cms_pages", name)
    page = model.objects.live().filter(locale__language_code=language).order_by("pk").first()

    response = client.get(page.url)

    read = Reader(response.content.decode())
    assert response.status_code == 200
    assert read.problems == []
    assert read.lang == html_lang(language)
    assert read.headings.count(1) == 1
    first = read.headings.index(1)
    levels = read.headings[first:]
    assert [
        (above, below)
        for above, below in zip(levels, levels[1:], strict=False)
        if below > above + 1
    ] == []


def test_section_may_hold_sections_and_those_no_more():
    outer = SectionPage.objects.get(slug="o-portalu", locale__language_code="sl")
    inner = SectionPage.objects.get(slug="prvi-obisk", locale__language_code="sl")
    lone = home().add_child(instance=SectionPage(title="Zase", slug="zase"))

    assert SectionPage.can_create_at(outer)
    assert not SectionPage.can_create_at(inner)
    assert lone.can_move_to(outer)
    assert not lone.can_move_to(inner)
    assert not outer.can_move_to(lone)


def test_breadcrumbs_name_the_pages_above(client):
    page = ArticlePage.objects.get(slug="ce-ne-govorite-slovensko", locale__language_code="sl")

    items = client.get(page.url).context["breadcrumbs"]

    assert [item["url"] for item in items] == [
        "/sl/",
        "/sl/o-portalu/",
        "/sl/o-portalu/prvi-obisk/",
        "",
    ]
    assert items[-1]["text"] == page.title


def test_long_text_has_contents_that_lead_to_its_headings(client):
    page = ArticlePage.objects.get(slug="kako-nastane-prosti-termin", locale__language_code="sr")

    response = client.get(page.url)

    anchors = [heading.anchor for heading in response.context["text"].contents]
    assert len(anchors) == 5
    assert set(anchors) <= set(Reader(response.content.decode()).ids)


@pytest.mark.req("M1")
def test_page_in_another_language_than_its_reader_s_says_so(client):
    source = article(title="Samo slovensko")
    alias = source.create_alias(
        parent=home("en"),
        update_locale=home("en").locale,
        update_slug="samo",
        reset_translation_key=False,
    )

    body = client.get(alias.url).content.decode()

    assert "This page has not been translated yet." in body
    assert '<article lang="sl">' in body
    assert "not been translated" not in client.get("/en/pomoc/").content.decode()


def test_handbook_leads_from_chapter_to_chapter(client):
    first, second, third = ChapterPage.objects.filter(locale__language_code="sl").order_by("path")

    ways = [client.get(page.url).context for page in (first, second, third)]

    assert [(way["before"], way["after"]) for way in ways] == [
        (None, second),
        (first, third),
        (second, None),
    ]


def test_library_shows_the_facts_of_the_file(client):
    page = LibraryPage.objects.get(locale__language_code="en")
    document = paper(dated_on="2026-03-02", language="hu")
    listed = {"document": document, "title": "A form", "description": ""}
    page.shelves = [("shelf", {"title": "Forms", "papers": [listed]})]
    page.save()

    body = client.get(page.url).content.decode()

    assert "PDF, 15\xa0bytes, Hungarian, 2 Mar 2026" in body
    assert document.url in body


@pytest.mark.req("X1")
@pytest.mark.parametrize("missing", ["reviewed_on", "contact", "complaint"])
def test_accessibility_statement_is_not_published_without(missing):
    page = StatementPage.objects.get(slug="dostopnost", locale__language_code="sl")
    assert page.own_problems() == {}

    setattr(page, missing, None if missing == "reviewed_on" else "")

    assert set(page.own_problems()) == {missing}
    page.kind = "legal"
    assert page.own_problems() == {}


# ---- lists: as many queries for thirty as for one ------------------------------------------------
def thirty(parent, make):
    for number in range(30):
        parent.add_child(instance=make(number))


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def news(number):
    return NewsPage(title=f"Novica {number}", slug=f"n-{number}", dated_on=timezone.localdate())


def event(number):
    at = timezone.now() + timedelta(days=1)
    return EventPage(
        title=f"Dogodek {number}",
        slug=f"d-{number}",
        starts_at=at,
        ends_at=at + timedelta(hours=1),
        place="Celje",
    )


@pytest.mark.parametrize(
    ("model", "make"),
    [
        (NewsIndexPage, news),
        (EventIndexPage, event),
        (SectionPage, lambda number: ArticlePage(title=f"Č {number}", slug=f"c-{number}")),
        (HandbookPage, lambda number: ChapterPage(title=f"P {number}", slug=f"p-{number}")),
    ],
)
def test_list_asks_as_often_for_thirty(client, model, make):
    index = model.objects.filter(locale__language_code="sl").order_by("path").first()
    few = queries(client, index.url)

    thirty(index, make)

    assert queries(client, index.url) == few


def test_library_asks_as_often_for_thirty_papers(client):
    page = LibraryPage.objects.get(locale__language_code="sl")
    few = queries(client, page.url)
    rows = [
        {"document": paper(f"{n}.pdf"), "title": f"D {n}", "description": ""} for n in range(30)
    ]

    page.shelves = [("shelf", {"title": "Vse", "papers": rows})]
    page.save()

    assert queries(client, page.url) == few


# ---- care ----------------------------------------------------------------------------------------
@pytest.mark.req("M1")
def test_every_page_has_an_owner_and_a_day_of_review_that_its_translations_share():
    for model in TYPES:
        assert "review_by" in [field.field_name for field in model.translatable_fields], model


def test_owner_is_chosen_among_editors(client):
    staff(Client(), Role.CLERK)
    staff(client, Role.EDITOR)
    page = ArticlePage.objects.get(slug="pomoc", locale__language_code="sl")

    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]

    (owner,) = form.fields["owner"].queryset
    assert roles_of(owner, timezone.now()) == {Role.EDITOR}


def test_day_of_review_lies_ahead():
    page = ArticlePage.objects.get(slug="pomoc", locale__language_code="sl")
    form_class = ArticlePage.get_edit_handler().get_form_class()

    def errors(day):
        form = form_class({"review_by": day.isoformat(), "body-count": "0"}, instance=page)
        return "review_by" in form.errors

    assert errors(timezone.localdate() - timedelta(days=1))
    assert not errors(timezone.localdate())


@pytest.mark.parametrize(
    ("slug", "is_refused"),
    [
        ("moj-termin", True),
        ("iskanje", True),
        ("enote", True),
        ("o-nas", False),
    ],
)
def test_address_of_a_page_is_no_other_part_s(slug, is_refused):
    form_class = ArticlePage.get_edit_handler().get_form_class()
    data = {"title": "O nas", "slug": slug, "body-count": "0"}

    with translation.override("sl"):
        form = form_class(data, instance=ArticlePage(), parent_page=home())

        assert ("slug" in form.errors) == is_refused


def test_page_keeps_its_own_address(client):
    """Help has an address with a name in the code (cms_pages.urls), and may be saved."""
    page = ArticlePage.objects.get(slug="pomoc", locale__language_code="sl")
    form_class = ArticlePage.get_edit_handler().get_form_class()
    data = {"title": page.title, "slug": "pomoc", "body-count": "0"}

    with translation.override("sl"):
        form = form_class(data, instance=page, parent_page=page.get_parent())

        assert "slug" not in form.errors

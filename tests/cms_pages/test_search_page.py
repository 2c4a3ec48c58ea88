"""The search over everything, as a page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from booking.models import Place
from tests.booking.offices import office
from tests.factories.booking import (
    LocationFactory,
    MunicipalityFactory,
    ServiceFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(planted):
    """Plant the pages of the demonstration."""


def ask(client, question, language="en"):
    with translation.override(language):
        return client.get(reverse("search"), {"q": question})


@pytest.mark.req("U3")
@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
@pytest.mark.parametrize("question", ["licna", "лична", "osebno izkaznico", "identity"])
def test_search_finds_a_service_in_any_language_and_script(client, question, language):
    service = ServiceFactory()
    ServiceFactory(
        name_sl="Poroka",
        short_name_sl="Poroka",
        summary_sl="",
        name_sr="Брак",
        short_name_sr="Брак",
        summary_sr="",
        name_en="Marriage",
        short_name_en="Marriage",
        summary_en="",
        category=service.category,
    )

    rows = ask(client, question, language).context["services"]

    with translation.override(language):
        assert [row["name"] for row in rows] == [service.short_name]


@pytest.mark.req("U3")
def test_search_shows_the_earliest_time_beside_a_service(client):
    _place, _service = office(at=timezone.now())

    (row,) = ask(client, "osebna").context["services"]

    assert row["first_free"].endswith(", Ljubljana")


@pytest.mark.req("U3")
def test_search_finds_offices_places_and_articles(client, pages):
    unit = UnitFactory(name="Upravna enota Žalec", town="Žalec")
    LocationFactory(parent=unit, name="Krajevni urad Vransko", town="Vransko")
    municipality = MunicipalityFactory(name="Vransko", unit=unit)
    Place.objects.create(
        name="Vransko",
        plain_name="vransko",
        postcode="3305",
        latitude=46.2,
        longitude=15.0,
        municipality=municipality,
    )

    assert [office.name for office in ask(client, "zalec").context["offices"]] == [unit.name]
    assert [town.municipality.unit for town in ask(client, "Врански").context["towns"]] == [unit]
    assert [page.slug for page in ask(client, "accessibility").context["articles"]] == [
        "dostopnost"
    ]


def test_search_finds_articles_of_the_readers_language_only(client, pages):
    assert ask(client, "dostopnost", "en").context["articles"] == []
    assert [page.title for page in ask(client, "dostopnosti", "sl").context["articles"]] == [
        "Izjava o dostopnosti"
    ]


def test_search_leaves_out_drafts(client, pages):
    from cms_pages.models import StatementPage

    StatementPage.objects.filter(slug="dostopnost").update(live=False)

    assert ask(client, "accessibility").context["articles"] == []


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "🙂🙂",
        "\u202eabc\u200f",
        "' OR 1=1 --",
        "{{ 7*7 }}{% load x %}",
        "<script>alert(1)</script>",
        "%00\x00",
        "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
        "a" * 10_000_000,
    ],
    ids=[
        "empty",
        "space",
        "emoji",
        "direction",
        "sql",
        "template",
        "script",
        "nul",
        "surrogate",
        "10MB",
    ],
)
def test_search_answers_any_input(client, pages, question):
    page = ask(client, question)

    assert page.status_code == 200
    assert b"<script>alert" not in page.content
    assert b"49" not in page.context["question"].encode()
    assert len(page.content) < 40_000


def test_search_that_finds_nothing_says_what_to_do(client, pages):
    service = ServiceFactory()

    body = ask(client, "xyzzyx").content.decode()

    assert "Nothing was found" in body
    assert service.get_absolute_url().split("/", 2)[2] in body


def test_search_asks_as_often_for_thirty_results(client, pages):
    service = ServiceFactory()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert ask(client, "osebna").context["services"]
        return len(captured)

    one = queries()
    ServiceFactory.create_batch(29, category=service.category)
    assert queries() == one

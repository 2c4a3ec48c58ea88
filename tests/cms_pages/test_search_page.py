"""The search over everything, as a page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from booking.models import Place
from cms_pages.search.index import rebuild
from tests.booking.offices import office
from tests.factories.booking import (
    LocationFactory,
    MunicipalityFactory,
    ServiceFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

ODD = {
    "empty": "",
    "space": " ",
    "emoji": "🙂🙂",
    "direction": "\u202eabc\u200f",
    "sql": "' OR 1=1 --",
    "tsquery": "' | & !( :* \\0",
    "template": "{{ 7*7 }}{% load x %}",
    "script": "<script>alert(1)</script>",
    "nul": "%00\x00",
    "surrogate": "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "10kB": "potni " * 1_700,
    "10MB": "a" * 10_000_000,
}


@pytest.fixture
def pages(planted):
    """Plant the pages of the demonstration."""
    rebuild()


def ask(client, question, language="en", name="search"):
    with translation.override(language):
        return client.get(reverse(name), {"q": question})


def found(client, question, language="en"):
    return [row["name"] for row in ask(client, question, language).context["rows"]]


@pytest.mark.req("U3")
@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
@pytest.mark.parametrize("question", ["licna", "лична", "osebno izkaznico", "identity"])
def test_search_finds_a_service_in_any_language_and_script(client, question, language):
    service = ServiceFactory()
    rebuild()

    with translation.override(language):
        assert found(client, question, language) == [service.short_name]


@pytest.mark.req("U3")
def test_search_shows_the_earliest_time_beside_a_service(client):
    office(at=timezone.now())
    rebuild()

    first = ask(client, "osebna").context["rows"][0]

    assert first["first_free"].endswith(", Ljubljana")


@pytest.mark.req("U3")
def test_search_puts_everything_into_one_list(client, pages):
    unit = UnitFactory(name="Upravna enota Žalec", town="Žalec")
    LocationFactory(parent=unit, name="Krajevni urad Vransko", town="Vransko")
    ServiceFactory(short_name_en="Vransko fair")
    rebuild()

    assert found(client, "zalec") == [unit.name]
    assert sorted(found(client, "vransko")) == ["Krajevni urad Vransko", "Vransko fair"]
    assert found(client, "accessibility") == ["Accessibility statement"]


def test_search_leads_from_a_place_to_its_unit(client):
    unit = UnitFactory(name="Upravna enota Žalec", town="Žalec")
    Place.objects.create(
        name="Vransko",
        plain_name="vransko",
        postcode="3305",
        latitude=46.2,
        longitude=15.0,
        municipality=MunicipalityFactory(name="Vransko", unit=unit),
    )
    rebuild()

    (row,) = ask(client, "Врански").context["rows"]

    assert (row["name"], row["note"]) == (unit.name, "competent for 3305 Vransko")


def test_search_names_a_unit_and_its_seat_once(client):
    unit = UnitFactory(name="Upravna enota Žalec")
    LocationFactory(parent=unit, name="Upravna enota Žalec")
    rebuild()

    assert found(client, "žalec") == ["Upravna enota Žalec"]


def test_search_finds_articles_of_the_readers_language_only(client, pages):
    assert found(client, "dostopnost", "en") == []
    assert found(client, "dostopnosti", "sl") == ["Izjava o dostopnosti"]


@pytest.mark.parametrize("name", ["search", "search_suggestions"])
@pytest.mark.parametrize("question", ODD.values(), ids=ODD)
def test_search_answers_any_input(client, pages, question, name):
    page = ask(client, question, name=name)

    assert page.status_code == 200
    assert b"<script>alert" not in page.content
    assert b"49" not in page.content.replace(b"7*7", b"")
    assert len(page.content) < 40_000


def test_search_that_finds_nothing_says_what_to_do(client, pages, settings):
    service = ServiceFactory()

    page = ask(client, "xyzzyx")
    body = page.content.decode()

    assert "Nothing was found" in body
    assert service.get_absolute_url().split("/", 2)[2] in body
    assert body.split("<main")[1].split("</main")[0].count(settings.CALL_CENTRE_PHONE) == 1
    assert page.context["offer"] is None


@pytest.mark.parametrize(
    ("language", "offered"), [("sl", "vozniško"), ("sr-latn", "vozniško"), ("en", "vozniško")]
)
def test_search_that_finds_nothing_offers_the_nearest_words(client, language, offered):
    ServiceFactory(short_name_sl="Vozniško dovoljenje")
    rebuild()

    page = ask(client, "vozmiskeo", language)

    assert page.context["rows"] == []
    assert page.context["offer"].text == offered
    assert found(client, offered, language) != []


def test_search_asks_as_often_for_thirty_results(client, pages):
    service = ServiceFactory()
    rebuild()

    def queries(name):
        ask(client, "osebna", name=name)
        with CaptureQueriesContext(connection) as captured:
            assert ask(client, "osebna", name=name).status_code == 200
        return len(captured)

    one = [queries("search"), queries("search_suggestions")]
    ServiceFactory.create_batch(20, category=service.category)
    unit = UnitFactory(name="Osebna")
    LocationFactory.create_batch(9, parent=unit, name="Osebna")
    rebuild()
    assert [queries("search"), queries("search_suggestions")] == one

"""What is suggested while somebody types."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation

from cms_pages.search.index import rebuild
from cms_pages.views import search as views
from cms_pages.views.search import MOST_SUGGESTED, asks_too_often
from tests.factories.booking import ServiceFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("U3")]


@pytest.fixture(autouse=True)
def nobody_has_asked():
    cache.clear()


def suggest(client, question):
    with translation.override("en"):
        return client.get(reverse("search_suggestions"), {"q": question})


def test_half_a_word_suggests_services_and_offices(client):
    service = ServiceFactory(short_name_en="Identity card")
    UnitFactory(name="Upravna enota Idrija", town="Idrija")
    rebuild()

    answers = [suggest(client, question) for question in ("iden", "idri", "xyzzy")]

    assert [[row["name"] for row in answer.context["rows"]] for answer in answers] == [
        ["Identity card"],
        ["Upravna enota Idrija"],
        [],
    ]
    assert f'href="{service.get_absolute_url()}"'.split("/", 2)[2] in answers[0].content.decode()
    assert [answer.content.decode().split('data-status="')[1].split('"')[0] for answer in answers][
        :2
    ] == ["1 suggestion", "1 suggestion"]


def test_suggestions_are_few(client):
    ServiceFactory.create_batch(12, short_name_en="Identity card")
    rebuild()

    assert len(suggest(client, "identity").context["rows"]) == 7


def test_suggestions_may_be_kept_for_a_minute_and_set_no_cookie(client):
    response = suggest(client, "osebna")

    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert response.cookies == {}


def test_script_that_asks_without_end_is_told_to_wait(rf, at):
    one, other = (rf.get("/", REMOTE_ADDR=f"192.0.2.{number}") for number in (7, 8))

    answers = [asks_too_often(one, at) for _number in range(MOST_SUGGESTED + 1)]

    assert answers == [False] * MOST_SUGGESTED + [True]
    assert not asks_too_often(other, at)
    assert not asks_too_often(one, at + timedelta(minutes=1))


def test_told_to_wait_is_kept_by_no_cache(client, monkeypatch):
    monkeypatch.setattr(views, "MOST_SUGGESTED", 0)

    response = suggest(client, "osebna")

    assert (response.status_code, response.headers["Retry-After"]) == (429, "60")
    assert "Cache-Control" not in response.headers


def test_suggestions_are_read_only(client):
    assert client.post("/en/iskanje/predlogi/", {"q": "osebna"}).status_code == 405

"""The page that explains subscribing and lists every public calendar (I1)."""

import pytest
from django.urls import reverse
from django.utils import translation

from calendars import feeds
from calendars.programs import PROGRAMS
from languages.offered import offered

pytestmark = pytest.mark.django_db


def address(language):
    with translation.override(language):
        return reverse("calendars")


@pytest.mark.req("I1")
@pytest.mark.parametrize("language", offered())
def test_page_offers_every_public_calendar_three_ways(client, settings, language):
    page = client.get(address(language))

    html = page.content.decode()
    query = "" if language == "sl" else f"?lang={language}"
    for feed in feeds.public_feeds():
        web = f"{settings.BASE_URL}/koledarji/{feed.name}.ics{query}"
        webcal = "webcal:" + web.split(":", 1)[1]
        assert [html.count(f'value="{web}"'), html.count(f'href="{web}" download')] == [1, 1]
        assert html.count(f'href="{webcal}"') == 1
        assert client.get(f"/koledarji/{feed.name}.ics{query}").status_code == 200
    assert [program.name for program in PROGRAMS if program.name not in html] == []
    assert page.context["offers"][0].title == titles(language)[0]


def titles(language):
    with translation.override(language):
        return [feed.title() for feed in feeds.public_feeds()]


def test_page_says_so_when_there_is_no_calendar(client, monkeypatch):
    monkeypatch.setattr(feeds, "_public", {})

    page = client.get(address("en"))

    assert page.context["offers"] == []
    assert 'class="okence-empty"' in page.content.decode()


def test_queries_do_not_grow_with_calendars(client, monkeypatch, django_assert_max_num_queries):
    client.get(address("en"))
    with django_assert_max_num_queries(20) as one:
        client.get(address("en"))
    listed = {f"work-{number}": feeds.public_feeds()[0] for number in range(30)}
    monkeypatch.setattr(feeds, "_public", listed)

    with django_assert_max_num_queries(len(one)):
        assert len(client.get(address("en")).context["offers"]) == 30

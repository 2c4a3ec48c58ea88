"""Events and their calendar file, news and their feed."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from icalendar import Calendar

from cms_pages.models import EventIndexPage, EventPage, NewsIndexPage, NewsPage
from languages.codes import html_lang
from languages.offered import offered
from tests.linked_data.vocabulary import unknown_terms

LANGUAGES = offered()

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]

ATOM = "{http://www.w3.org/2005/Atom}"


def index(model, code="sl"):
    return model.objects.get(locale__language_code=code)


def event(**fields):
    starts_at = datetime(2027, 3, 28, 8, 0, tzinfo=UTC)  # the day clocks change, 10.00 summer time
    fields = {
        "title": "Dan odprtih vrat; vabljeni",
        "slug": "odprta-vrata",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "place": "Celje, Trg 1",
        "last_published_at": timezone.now(),
        **fields,
    }
    return index(EventIndexPage).add_child(instance=EventPage(**fields))


@pytest.mark.req("I3")
def test_event_comes_as_a_calendar_file(client):
    page = event()

    response = client.get("/sl/dogodki/odprta-vrata/dogodek.ics")

    (entry,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert entry["UID"].split("@")[0] == str(page.translation_key)
    assert entry["SUMMARY"] == page.title
    assert entry["LOCATION"] == "Celje, Trg 1"
    assert entry.decoded("DTSTART").isoformat() == "2027-03-28T10:00:00+02:00"


def test_changed_event_replaces_itself_in_a_calendar(client):
    page = event()

    def sequence():
        content = client.get("/sl/dogodki/odprta-vrata/dogodek.ics").content
        return Calendar.from_ical(content).walk("VEVENT")[0]["SEQUENCE"]

    before = sequence()
    page.last_published_at += timedelta(minutes=1)
    page.save()

    assert sequence() > before


@pytest.mark.parametrize("path", ["/en/dogodki/odprta-vrata/", "/sl/dogodki/osnutek/"])
def test_draft_and_another_language_have_no_calendar_file(client, path):
    event()
    event(slug="osnutek", live=False)

    assert client.get(f"{path}dogodek.ics").status_code == 404


def test_event_ends_after_it_begins_and_is_somewhere():
    with pytest.raises(ValidationError) as refused:
        event(ends_at=datetime(2027, 3, 28, 8, 0, tzinfo=UTC))
    assert "__all__" in refused.value.message_dict
    with pytest.raises(ValidationError):
        event(place="", link="")
    assert event(place="", link="https://example.org/").pk


def test_list_of_events_parts_what_comes_from_what_was(client):
    at = timezone.now()
    event(slug="zdaj", starts_at=at - timedelta(hours=1), ends_at=at + timedelta(hours=1))

    context = client.get("/sl/dogodki/").context

    assert [page.slug for page in context["upcoming"]][0] == "zdaj"
    assert [page.slug for page in context["past"]] == ["prva-predstavitev"]


def test_past_event_says_so(client):
    assert client.get("/sl/dogodki/prva-predstavitev/").context["is_over"]
    assert not client.get("/sl/dogodki/predstavitev-portala/").context["is_over"]


@pytest.mark.req("U4")
def test_event_tells_search_engines_when_and_where_it_is(client):
    event(link="https://example.org/prenos/", lead="Pridite pogledat.")

    node = client.get("/sl/dogodki/odprta-vrata/").context["structured_data"]

    assert unknown_terms(node) == []
    assert (node["@type"], node["name"]) == ("Event", "Dan odprtih vrat; vabljeni")
    assert node["url"].endswith("/sl/dogodki/odprta-vrata/")
    assert node["startDate"] == "2027-03-28T08:00:00+00:00"
    assert node["endDate"] == "2027-03-28T10:00:00+00:00"
    assert [place["@type"] for place in node["location"]] == ["Place", "VirtualLocation"]
    assert (node["description"], node["inLanguage"]) == ("Pridite pogledat.", "sl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_feed_has_the_news_of_its_language_newest_first(client, language):
    response = client.get(f"/{language}/novice/novice.atom")

    feed = ElementTree.fromstring(response.content)  # noqa: S314  # our own bytes
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    news = NewsPage.objects.filter(locale__language_code=language).order_by("-dated_on")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert titles == [page.title for page in news]
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == html_lang(language)


def test_feed_leaves_drafts_out(client):
    index(NewsIndexPage).add_child(
        instance=NewsPage(title="Osnutek", slug="osnutek", live=False, dated_on="2026-01-01")
    )

    assert "Osnutek" not in client.get("/sl/novice/novice.atom").content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "999", "x", "1e9", "٣", "\x00"])
def test_list_of_news_answers_any_page_number(client, number):
    assert client.get("/sl/novice/", {"page": number}).status_code == 200

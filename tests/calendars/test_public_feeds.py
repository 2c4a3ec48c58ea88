"""Addresses of public feeds: their filters, and what is said to a wrong question (I1)."""

import pytest

from calendars import feeds
from calendars.feeds import BadFilter
from tests.calendars import octets
from tests.calendars.test_feeds import Listed, entry

pytestmark = pytest.mark.django_db
ADDRESS = "/koledarji/izvedbe.ics"
LONG = "Ж" * 100
COURSES = ("osnove", "napredno")


class Runs(Listed):
    """Events of courses, of one where `course` is asked for."""

    name = "izvedbe"
    filters = ("course", "place")

    def narrowed(self, values):
        unknown = set(values.values()) - {*COURSES, "Kranj & Bled"}
        if unknown - {LONG}:
            raise BadFilter("Tega tečaja ni.")
        wanted = [one for one in self.listed if one.uid == values.get("course", one.uid)]
        return Runs(*wanted, is_public=True)


@pytest.fixture(autouse=True)
def _runs(monkeypatch):
    monkeypatch.setattr(feeds, "_public", {})
    feeds.register(Runs(*(entry(uid=course) for course in COURSES), is_public=True))
    feeds.register(Listed(entry(), is_public=True))


def uids(answer):
    return sorted(one["UID"] for one in octets.events(answer.content))


@pytest.mark.req("I1")
def test_feed_is_narrowed_by_its_own_parameters(client):
    whole = client.get(ADDRESS)
    one = client.get(ADDRESS, {"course": "osnove"})
    both = client.get(ADDRESS, {"course": "osnove", "place": "Kranj & Bled", "lang": "en"})

    assert uids(whole) == ["napredno", "osnove"]
    assert [uids(one), uids(both)] == [["osnove"], ["osnove"]]
    assert both.headers["Content-Language"] == "en"


def test_longest_value_is_taken(client):
    assert uids(client.get(ADDRESS, {"course": LONG, "place": LONG})) == []


@pytest.mark.parametrize(
    "query",
    [
        "cuorse=osnove",
        "course=",
        "course=neznan",
        "course=osnove&course=napredno",
        "course=" + "a" * 101,
        "lang=xx",
        "lang=",
        "lang=en&lang=sl",
        "course=%00",
        "course=osnove%0A",
        "%00=1",
        "course=%ED%A0%80",
    ],
)
def test_wrong_question_is_answered_by_a_clear_refusal(client, query):
    answer = client.get(f"{ADDRESS}?{query}")

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert len(answer.content.decode().strip()) > 10


def test_refusal_names_what_can_be_asked_for(client):
    answer = client.get(ADDRESS, {"cuorse": "osnove", "lang": "en"})

    assert answer.content.decode() == (
        "This calendar has no “cuorse”; what can be asked for: lang, course, place.\n"
    )


def test_feed_without_filters_takes_none(client):
    assert client.get("/koledarji/listed.ics?course=osnove").status_code == 400
    assert client.get("/koledarji/listed.ics?lang=en").status_code == 200


def test_filters_without_a_meaning_are_noticed():
    with pytest.raises(NotImplementedError, match="listed"):
        Listed().narrowed({"course": "osnove"})


@pytest.mark.req("I1")
def test_filtered_feeds_have_a_date_and_a_tag_each(client):
    whole, one = client.get(ADDRESS), client.get(ADDRESS, {"course": "osnove"})

    same = client.get(ADDRESS, {"course": "osnove"}, headers={"If-None-Match": one.headers["ETag"]})
    other = client.get(
        ADDRESS, {"course": "osnove"}, headers={"If-None-Match": whole.headers["ETag"]}
    )

    assert [same.status_code, other.status_code] == [304, 200]

"""The public calendar of work-free days (I1, B12)."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone
from icalendar import Calendar

from calendars import feeds
from calendars.feed_ics import feed_ics
from calendars.work_free_days import IN_SERBIAN, WorkFreeDays, work_free_name
from languages.offered import offered
from tests.calendars import octets

LANGUAGES = offered()

ADDRESS = "/koledarji/dela-prosti-dnevi.ics"
AT = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)  # a minute to midnight in Ljubljana

# By law, with what the package calls them. Another list here: raise COMPARED_AT as well.
OF_2026 = [
    ("20260101", "novo leto"),
    ("20260102", "novo leto"),
    ("20260208", r"Prešernov dan\, slovenski kulturni praznik"),
    ("20260405", "velikonočna nedelja"),
    ("20260406", "velikonočni ponedeljek"),
    ("20260427", "dan upora proti okupatorju"),
    ("20260501", "praznik dela"),
    ("20260502", "praznik dela"),
    ("20260524", "binkoštna nedelja"),
    ("20260625", "dan državnosti"),
    ("20260815", "Marijino vnebovzetje"),
    ("20261031", "dan reformacije"),
    ("20261101", "dan spomina na mrtve"),
    ("20261225", "božič"),
    ("20261226", "dan samostojnosti in enotnosti"),
]


def told(at, language="sl"):
    return octets.events(feed_ics(WorkFreeDays(), at=at, language=language))


@pytest.mark.req("I1")
def test_feed_holds_this_year_and_the_next_two():
    days = told(AT)

    assert [(one["DTSTART"], one["SUMMARY"]) for one in days[:15]] == OF_2026
    assert {one["DTSTART"][:4] for one in days} == {"2026", "2027", "2028"}
    assert {one["TRANSP"] for one in days} == {"TRANSPARENT"}
    assert told(AT.replace(minute=59, hour=23))[0]["DTSTART"] == "20270101"


@pytest.mark.req("I1")
def test_day_keeps_its_uid_in_every_year_and_language():
    def christmas(at, language):
        (uid,) = {one["UID"] for one in told(at, language) if one["DTSTART"] == "20271225"}
        return uid

    in_2026, in_2027 = AT, datetime(2027, 6, 1, tzinfo=UTC)

    assert {christmas(at, code) for at in (in_2026, in_2027) for code in LANGUAGES} == {
        christmas(AT, "sl")
    }
    assert len({one["UID"] for one in told(AT)}) == len(told(AT))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "name", "tag"),
    [
        ("sl", "dan državnosti", "sl"),
        ("en", "Statehood Day", "en"),
        ("sr", "Дан државности", "sr-Cyrl"),
        ("sr-latn", "Dan državnosti", "sr-Latn"),
    ],
)
def test_names_are_in_the_language_asked_for(client, language, name, tag):
    response = client.get(ADDRESS, {"lang": language})

    assert f"SUMMARY;LANGUAGE={tag}:{name}" in octets.lines(response.content)
    assert response.headers["Content-Language"] == tag


def test_every_day_has_a_serbian_name():
    names = {work_free_name(event["DTSTART"].dt, "en") for event in calendar_of(2026).events}

    assert names <= set(IN_SERBIAN)


def calendar_of(year):
    raw = feed_ics(WorkFreeDays(), at=datetime(year, 6, 1, tzinfo=UTC), language="sl")
    return Calendar.from_ical(raw)


@pytest.mark.django_db
@pytest.mark.req("I1")
def test_address_answers_anybody_and_any_cache(client):
    response = client.get(ADDRESS)
    tag = {"If-None-Match": response.headers["ETag"]}

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=900"
    assert response.headers["Content-Disposition"] == 'inline; filename="dela-prosti-dnevi.ics"'
    assert response.content == feed_ics(WorkFreeDays(), at=timezone.now(), language="sl")
    assert client.get(ADDRESS, headers=tag).status_code == 304
    assert client.get(ADDRESS, {"lang": "en"}, headers=tag).status_code == 200
    assert client.head(ADDRESS).content == b""
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{ADDRESS}?lang=xx", 400),
        ("/koledarji/neznan.ics", 404),
        ("/koledarji/okence.ics", 404),
    ],
)
def test_what_is_not_there_is_said_so(client, path, status):
    assert client.get(path).status_code == status


def test_public_feeds_are_known_by_name():
    assert isinstance(feeds.public_feed("dela-prosti-dnevi"), WorkFreeDays)
    assert [feed.name for feed in feeds.public_feeds()] == [
        "cluster-events",
        "dela-prosti-dnevi",
        "usposabljanja",
    ]

"""What every feed does, whatever it tells (I1, I3)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import get_language, override
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from calendars import feeds
from calendars.feed_ics import feed_chunks, feed_ics
from calendars.feeds import Entry, Feed
from calendars.ical import plain
from tests.calendars import octets

ZONE = ZoneInfo("Europe/Ljubljana")
AT = datetime(2026, 11, 16, 7, tzinfo=UTC)
CHANGED = datetime(2026, 11, 2, 9, tzinfo=UTC)
LONG = "Лична карта – издавање; Управна јединица, Љубљана \\ Тобачна\n" * 4


class Listed(Feed):
    """A feed of the entries it is given."""

    name = "listed"

    def __init__(self, *entries, title="Okence 1", is_public=False):
        self.listed, self.called, self.is_public = entries, title, is_public

    def title(self):
        return self.called

    def entries(self, at):
        return self.listed


def entry(**fields):
    facts = {
        "uid": "6d9d@okence.example.org",
        "starts": datetime(2026, 11, 17, 7, 20, tzinfo=UTC),
        "ends": datetime(2026, 11, 17, 7, 35, tzinfo=UTC),
        "summary": "Osebna izkaznica",
        "changed_at": CHANGED,
    }
    return Entry(**facts | fields)


def bytes_of(*entries, at=AT, language="sl", **more):
    return feed_ics(Listed(*entries, **more), at=at, language=language)


def read(raw):
    calendar = Calendar.from_ical(raw)
    assert [component.errors for component in calendar.walk() if component.errors] == []
    return calendar


@pytest.mark.req("I1")
def test_feed_says_its_name_and_how_often_to_ask():
    assert octets.lines(bytes_of())[1:10] == [
        "VERSION:2.0",
        "PRODID:-//Okence//Okence//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Okence 1",
        "X-WR-CALNAME:Okence 1",
        "COLOR:teal",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VTIMEZONE",
    ]


@pytest.mark.req("I1")
def test_empty_feed_is_a_calendar_with_one_component():
    calendar = read(bytes_of())

    assert [one.name for one in calendar.subcomponents] == ["VTIMEZONE"]
    assert "METHOD" not in calendar


@pytest.mark.req("I1")
def test_event_is_dated_from_its_row():
    (event,) = octets.events(bytes_of(entry(sequence=3, location="Upravna enota")))

    assert event == {
        "UID": "6d9d@okence.example.org",
        "SEQUENCE": "3",
        "DTSTAMP": "20261102T090000Z",
        "LAST-MODIFIED": "20261102T090000Z",
        "DTSTART": "20261117T082000",
        "DTEND": "20261117T083500",
        "SUMMARY": "Osebna izkaznica",
        "LOCATION": "Upravna enota",
        "STATUS": "CONFIRMED",
        "TRANSP": "OPAQUE",
    }


@pytest.mark.req("I1")
def test_equal_content_is_equal_bytes_whenever_and_in_whatever_order():
    one, other = entry(), entry(uid="other", starts=entry().starts - timedelta(days=1))

    first = bytes_of(one, other)

    assert bytes_of(other, one, at=AT + timedelta(days=20)) == first
    assert bytes_of(one, entry(uid="other")) != first


@pytest.mark.req("I1")
def test_cancelled_entry_is_told_for_thirty_days():
    gone = entry(is_cancelled=True)

    (kept,) = octets.events(bytes_of(gone, at=CHANGED + timedelta(days=30, seconds=-1)))

    assert [kept["STATUS"], kept["TRANSP"]] == ["CANCELLED", "TRANSPARENT"]
    assert octets.events(bytes_of(gone, at=CHANGED + timedelta(days=30))) == []


@pytest.mark.req("I3")
@pytest.mark.parametrize(
    "day",
    [date(2027, 3, 27), date(2027, 3, 28), date(2027, 3, 29)]
    + [date(2027, 10, 30), date(2027, 10, 31), date(2027, 11, 1)],
)
def test_hour_stays_local_on_both_sides_of_a_change_of_the_clocks(day):
    moment = datetime(day.year, day.month, day.day, 8, 20, tzinfo=ZONE)
    utc = moment.astimezone(UTC)

    calendar = read(bytes_of(entry(starts=utc, ends=utc + timedelta(minutes=15))))

    (event,) = calendar.events
    (zone,) = calendar.timezones
    wall = event["DTSTART"].dt.replace(tzinfo=None)
    assert wall == moment.replace(tzinfo=None)
    assert wall - zone.to_tz(lookup_tzid=False).utcoffset(wall) == utc.replace(tzinfo=None)


@pytest.mark.req("I1")
def test_every_zone_that_is_named_is_described_once():
    elsewhere = entry(uid="other", zone=ZoneInfo("Europe/Athens"))
    third = entry(uid="third", zone=ZoneInfo("Europe/Lisbon"))

    raw = bytes_of(elsewhere, third, entry())

    assert [zone["TZID"] for zone in read(raw).timezones] == [
        "Europe/Athens", "Europe/Lisbon", "Europe/Ljubljana",
    ]  # fmt: skip
    hours = {one["UID"]: one["DTSTART"][9:13] for one in octets.events(raw)}
    assert hours == {"other": "0920", "third": "0720", "6d9d@okence.example.org": "0820"}


def test_whole_day_has_dates_and_takes_nobodys_time():
    day = entry(starts=date(2027, 2, 8), ends=date(2027, 2, 9), is_busy=False)

    raw = bytes_of(day)

    assert "DTSTART;VALUE=DATE:20270208" in octets.lines(raw)
    assert "DTEND;VALUE=DATE:20270209" in octets.lines(raw)
    assert octets.events(raw)[0]["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize(("is_public", "rings"), [(False, 1), (True, 0)])
def test_only_a_personal_feed_rings(is_public, rings):
    raw = bytes_of(entry(alarm=timedelta(minutes=30)), is_public=is_public)

    assert octets.lines(raw).count("BEGIN:VALARM") == rings
    assert octets.lines(raw).count("TRIGGER:-PT30M") == rings


@pytest.mark.req("I1")
def test_long_cyrillic_texts_are_folded_and_survive():
    raw = bytes_of(entry(summary=LONG, description=LONG), title=LONG, language="sr")

    (event,) = octets.events(raw)
    assert octets.unescaped(event["SUMMARY"]) == LONG
    assert str(read(raw).events[0]["DESCRIPTION"]) == LONG
    assert any(line.startswith("SUMMARY;LANGUAGE=sr-Cyrl:") for line in octets.lines(raw))


@pytest.mark.req("I1")
@example("a\\nb\\N\\\\;\\,")
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_survives_but_for_control_characters(text):
    raw = bytes_of(entry(summary=text or " ", location="\x07" + text), title=text or " ")

    (event,) = octets.events(raw)
    assert octets.unescaped(event["SUMMARY"]) == plain(text or " ")
    assert str(read(raw).events[0]["SUMMARY"]) == plain(text or " ")
    assert octets.unescaped(event["LOCATION"]) == " " + plain(text)


def test_control_characters_become_spaces_and_breaks_one_kind_of_break():
    assert plain("a\x00b\tc\x7fd\x9ee") == "a b c d e"
    assert plain("a\r\nb\rc\u2028d\x85e\nf") == "a\nb\nc\nd\ne\nf"


def test_title_and_texts_are_in_the_language_asked_for():
    class InLanguage(Listed):
        def title(self):
            return f"title {get_language()}"

    lines = octets.lines(feed_ics(InLanguage(), at=AT, language="sr-latn"))

    assert "NAME:title sr-latn" in lines


class InOrder(Listed):
    """A feed that says its entries come in order."""

    is_in_order = True


@pytest.mark.req("I3")
def test_zone_that_a_long_feed_did_not_name_is_written_in_utc():
    elsewhere = entry(uid="other", zone=ZoneInfo("Europe/Athens"))

    raw = feed_ics(InOrder(elsewhere, entry()), at=AT, language="sl")

    assert [zone["TZID"] for zone in read(raw).timezones] == ["Europe/Ljubljana"]
    assert [one["DTSTART"] for one in octets.events(raw)] == [
        "20261117T072000Z", "20261117T082000",
    ]  # fmt: skip
    assert [one["DTSTART"].dt for one in read(raw).events] == [entry().starts] * 2


@pytest.mark.req("I3")
@pytest.mark.parametrize("years", [-9, 9])
def test_long_feed_describes_its_zone_for_ten_years_each_way(years):
    moment = datetime(2026 + years, 7, 1, 8, tzinfo=UTC)
    raw = feed_ics(InOrder(entry(starts=moment, ends=moment)), at=AT, language="sl")

    (zone,) = read(raw).timezones
    wall = read(raw).events[0]["DTSTART"].dt.replace(tzinfo=None)
    assert wall - zone.to_tz(lookup_tzid=False).utcoffset(wall) == moment.replace(tzinfo=None)


def test_language_is_the_readers_own_between_two_chunks():
    seen = []
    told = (entry(uid=str(number)) for number in range(1200))

    with override("en"):
        for _chunk in feed_chunks(InOrder(*told), at=AT, language="sr"):
            seen.append(get_language())

    assert seen == ["en"] * 5


def test_personal_feed_cannot_be_listed():
    with pytest.raises(ValueError, match="listed"):
        feeds.register(Listed())

    assert "listed" not in [feed.name for feed in feeds.public_feeds()]

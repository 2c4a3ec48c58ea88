from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from calendars import ical

FACTS = {
    "uid": "6d9d@okence.example.org",
    "sequence": 2,
    "starts_at": datetime(2026, 11, 17, 7, 20, tzinfo=UTC),
    "ends_at": datetime(2026, 11, 17, 7, 35, tzinfo=UTC),
    "zone": ZoneInfo("Europe/Ljubljana"),
    "summary": "Лична карта – издавање; Управна јединица",
    "description": "Понесите стару личну карту, фотографију и потврду.\n" * 4,
    "location": "Tobačna ulica 5, 1000 Ljubljana",
    "url": "https://okence.example.org/sr/termin/abc/",
    "stamp": datetime(2026, 11, 2, 9, 0, tzinfo=UTC),
    "language": "sr",
    "organizer": ical.Person("okence@example.org", "Okence"),
    "attendee": ical.Person("maja@example.org", "Maja Zupan"),
}


def read(raw: bytes):
    calendar = Calendar.from_ical(raw)
    return calendar, calendar.events[0]


@pytest.mark.req("I2")
def test_event_carries_method_sequence_uid_and_stamp():
    calendar, entry = read(ical.event(**FACTS, method="REQUEST"))

    assert calendar["METHOD"] == "REQUEST"
    assert entry["UID"] == "6d9d@okence.example.org"
    assert entry["SEQUENCE"] == 2
    assert entry["DTSTAMP"].dt == FACTS["stamp"]
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


def test_event_names_local_time_and_its_zone():
    calendar, entry = read(ical.event(**FACTS))

    assert entry["DTSTART"].to_ical() == b"20261117T082000"
    assert entry["DTSTART"].params["TZID"] == "Europe/Ljubljana"
    assert [zone["TZID"] for zone in calendar.timezones] == ["Europe/Ljubljana"]


@pytest.mark.parametrize(("month", "offset"), [(1, 1), (7, 2)], ids=["winter time", "summer time"])
def test_vtimezone_alone_gives_the_right_offset(month, offset):
    moment = datetime(2026, month, 14, 10, 0, tzinfo=UTC)

    calendar, _entry = read(ical.event(**FACTS | {"starts_at": moment, "ends_at": moment}))

    zone = calendar.timezones[0].to_tz(lookup_tzid=False)
    assert zone.utcoffset(datetime(2026, month, 14, 12, 0)).seconds == offset * 3600  # noqa: DTZ001 - wall


def test_event_is_folded_at_75_octets_and_survives_in_cyrillic():
    raw = ical.event(**FACTS)

    _calendar, entry = read(raw)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert str(entry["SUMMARY"]) == FACTS["summary"]
    assert str(entry["DESCRIPTION"]) == FACTS["description"]
    assert entry["SUMMARY"].params["LANGUAGE"] == "sr-Cyrl"


def test_equal_events_are_equal_bytes():
    assert ical.event(**FACTS) == ical.event(**FACTS)


def test_cancelled_event_no_longer_takes_time():
    calendar, entry = read(ical.event(**FACTS, method="CANCEL", status="CANCELLED"))

    assert [calendar["METHOD"], entry["STATUS"], entry["TRANSP"]] == [
        "CANCEL", "CANCELLED", "TRANSPARENT",
    ]  # fmt: skip


def test_published_event_names_no_attendee():
    _calendar, entry = read(ical.event(**FACTS, method="PUBLISH"))

    assert "ATTENDEE" not in entry

"""What search engines read of an event (U4)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from linked_data.events import Event, event

ZONE = ZoneInfo("Europe/Sarajevo")
FACTS = {
    "url": "https://okence.example/sr/dogodki-grozdov/1/",
    "name": "Обука",
    "starts_at": datetime(2026, 12, 8, 9, 0, tzinfo=ZONE),
    "ends_at": datetime(2026, 12, 8, 16, 0, tzinfo=ZONE),
    "organizer": "Савез",
}


def test_event_in_a_room_is_told_with_its_place():
    node = event(Event(**FACTS, place="Сала 1, Бања Лука", town="Бања Лука"))

    assert node["startDate"] == "2026-12-08T09:00:00+01:00"
    assert node["eventStatus"] == "https://schema.org/EventScheduled"
    assert node["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    (place,) = node["location"]
    assert place["address"]["addressLocality"] == "Бања Лука"
    assert "description" not in node


@pytest.mark.parametrize(
    ("place", "mode", "kinds"),
    [("", "Online", ["VirtualLocation"]), ("Сала", "Mixed", ["Place", "VirtualLocation"])],
)
def test_online_event_is_joined_from_its_page(place, mode, kinds):
    node = event(Event(**FACTS, place=place, is_online=True))

    assert node["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [one["@type"] for one in node["location"]] == kinds
    assert node["location"][-1]["url"] == FACTS["url"]


def test_cancelled_event_says_so():
    node = event(Event(**FACTS, is_cancelled=True))

    assert node["eventStatus"] == "https://schema.org/EventCancelled"

"""A training and its runs as schema.org's Course says them (U4)."""

from datetime import UTC, datetime

import pytest

from linked_data.courses import BLENDED, ONLINE, ONSITE, Course, Run, course, duration
from tests.linked_data.vocabulary import unknown_terms

pytestmark = pytest.mark.req("U4")

COURSE = Course(
    url="https://example.org/en/trainings/basic/",
    name="Co-creation, basic level",
    description="What co-creation brings.",
    code="SOU-1",
    language="en",
    provider="Okence",
    level="basic level",
    audience="People in the public sector",
    teaches=("To know why",),
    prerequisite="https://example.org/en/trainings/first/",
)


def run(**more):
    facts = {
        "url": "https://example.org/en/runs/7/",
        "starts_at": datetime(2026, 12, 8, 8, tzinfo=UTC),
        "ends_at": datetime(2026, 12, 8, 12, tzinfo=UTC),
        "mode": ONSITE,
        "minutes": 225,
        "places": 20,
        "free": 0,
        "place": "Ljubljana",
    }
    return Run(**facts | more)


def test_course_says_only_what_schema_org_knows():
    node = course(COURSE, [run(), run(mode=ONLINE), run(mode=BLENDED, is_cancelled=True)])

    assert unknown_terms(node) == []


def test_run_says_its_hours_places_and_state():
    told = course(COURSE, [run(is_cancelled=True)])["hasCourseInstance"][0]

    assert told["courseWorkload"] == "PT3H45M"
    assert (told["maximumAttendeeCapacity"], told["remainingAttendeeCapacity"]) == (20, 0)
    assert told["eventStatus"] == "https://schema.org/EventCancelled"
    assert told["location"] == {"@type": "Place", "name": "Ljubljana"}


def test_remote_run_has_no_place():
    told = course(COURSE, [run(mode=ONLINE)])["hasCourseInstance"][0]

    assert told["location"]["@type"] == "VirtualLocation"


def test_what_is_not_known_is_left_out():
    bare = Course("https://example.org/x/", "A", "B", "C", "sl", "Okence")

    assert set(course(bare)) == {
        *("@context", "@type", "@id", "url", "name", "description"),
        *("courseCode", "provider", "inLanguage"),
    }


@pytest.mark.parametrize(
    ("minutes", "written"), [(225, "PT3H45M"), (180, "PT3H"), (45, "PT45M"), (0, "PT0M")]
)
def test_duration_is_iso_8601(minutes, written):
    assert duration(minutes) == written

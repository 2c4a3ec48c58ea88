"""Which office comes first, and when a longer way is worth it. No database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from booking.views.walk.days import Days
from booking.views.walk.ranking import Candidate, grouped, tradeoff

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 16)


def office(name, days, distance, unit=None):
    starts_at = None if days is None else NOW + timedelta(days=days)
    day = starts_at.date() if starts_at else None
    return Candidate(name, unit or hash(name), starts_at, day, distance)


def names(groups):
    return [[one.office for one in group] for group in groups]


@pytest.mark.req("B23")
def test_offices_are_grouped_by_unit_in_the_order_of_its_best():
    offices = [office("a", 9, 1, unit=1), office("b", 5, 2), office("c", 1, 30, unit=1),
               office("d", None, 0, unit=3)]  # fmt: skip

    assert names(grouped(offices, "wait")) == [["c", "a"], ["b"], ["d"]]
    assert names(grouped(offices, "distance")) == [["d"], ["a", "c"], ["b"]]


@pytest.mark.req("B23")
def test_office_without_a_place_on_the_map_is_last_by_distance():
    offices = [office("a", 1, None), office("b", 9, 80)]

    assert names(grouped(offices, "distance")) == [["b"], ["a"]]


@pytest.mark.req("B23")
def test_longer_way_is_weighed_against_the_days_it_saves():
    near, good, far = office("near", 20, 2), office("good", 6, 28), office("far", 5, 150)

    found = tradeoff([near, good, far])

    assert [found.candidate, found.nearest, found.days] == [good, near, 14]


@pytest.mark.parametrize(
    "offices",
    [
        [],
        [office("alone", 3, 3)],
        [office("near", 3, 3), office("later", 4, 10)],
        [office("near", 3, 3), office("same day", 3, 10)],
        [office("near", 3, None), office("earlier", 1, None)],
        [office("near", 3, 3), office("full", None, 1)],
    ],
)
def test_nothing_is_weighed_where_the_nearest_is_best(offices):
    assert tradeoff(offices) is None


def test_days_stay_between_today_and_the_last_bookable_day():
    final = MONDAY + timedelta(days=20)

    pages = [
        Days(MONDAY, final, 14, wanted)
        for wanted in (None, date.min, MONDAY + timedelta(days=14), date.max)
    ]

    assert [(page.first - MONDAY).days for page in pages] == [0, 0, 14, 20]
    assert [(page.last - MONDAY).days for page in pages] == [13, 13, 20, 20]
    assert [page.earlier for page in pages[:3]] == [None, None, MONDAY]
    assert [page.later for page in pages[:3]] == [MONDAY + timedelta(days=14)] * 2 + [None]


def test_days_list_a_weekend_only_where_it_has_times():
    saturday = MONDAY + timedelta(days=5)
    days = Days(MONDAY, MONDAY + timedelta(days=60), 7)

    assert len(days.listed({})) == 5
    assert saturday in days.listed({saturday})

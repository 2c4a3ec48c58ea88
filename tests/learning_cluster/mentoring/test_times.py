"""Free times: offered less taken (L9). No database."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calendars.intervals import overlap
from learning_cluster.mentoring_times import Offer, free_times, offered

SARAJEVO = ZoneInfo("Europe/Sarajevo")
OFFER = Offer(1, "FREQ=WEEKLY;BYDAY=TU;COUNT=2", date(2026, 12, 1), time(10), time(12), 60)
EARLY = datetime(2026, 11, 1, tzinfo=UTC)
TEN = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.req("L9")


def starts(offers, taken=(), after=EARLY):
    return [one.starts_at for one in free_times(offers, taken, zone=SARAJEVO, after=after)]


def test_free_times_are_cut_from_the_beginning_of_each_day():
    week = timedelta(days=7)

    assert starts([OFFER]) == [TEN, TEN + HOUR, TEN + week, TEN + week + HOUR]


def test_free_times_leave_out_what_is_taken_and_what_has_begun():
    taken = [(TEN + timedelta(days=7), TEN + timedelta(days=7) + HOUR)]

    found = starts([OFFER], taken, after=TEN)

    assert found == [TEN + HOUR, TEN + timedelta(days=7) + HOUR]


def test_free_times_begin_after_a_session_that_ends_at_an_odd_minute():
    taken = [(TEN, TEN + timedelta(minutes=50))]

    assert starts([OFFER], taken)[0] == TEN + timedelta(minutes=50)


def test_free_times_too_short_for_a_session_are_none():
    taken = [(TEN + timedelta(minutes=30), TEN + timedelta(minutes=90))]

    assert starts([OFFER], taken) == [
        TEN + timedelta(days=7),
        TEN + timedelta(days=7) + HOUR,
    ]


def test_free_times_of_two_offers_at_one_hour_are_one():
    again = Offer(2, OFFER.rule, OFFER.valid_from, OFFER.starts, OFFER.ends, 30)

    found = free_times([OFFER, again], [], zone=SARAJEVO, after=EARLY)

    assert [(one.starts_at, one.offer) for one in found[:3]] == [
        (TEN, 1),
        (TEN + timedelta(minutes=30), 2),
        (TEN + HOUR, 1),
    ]


def test_offered_hour_stays_the_same_on_the_wall_when_the_clocks_change():
    across = Offer(1, "FREQ=WEEKLY;BYDAY=TU;COUNT=2", date(2027, 3, 23), time(10), time(11), 60)

    walls = [start.astimezone(SARAJEVO).hour for start, _end in offered(across, SARAJEVO)]

    assert walls == [10, 10]
    assert [start.hour for start, _end in offered(across, SARAJEVO)] == [9, 8]


QUARTERS = st.tuples(st.integers(0, 800), st.integers(1, 20))  # when it begins, how long it is


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is slow
@given(st.lists(QUARTERS, max_size=8))
def test_free_time_never_overlaps_what_is_taken_nor_another(quarters):
    quarter = timedelta(minutes=15)
    begin = TEN - timedelta(days=1)
    taken = [(begin + one * quarter, begin + (one + long) * quarter) for one, long in quarters]

    found = [
        (one.starts_at, one.ends_at)
        for one in free_times([OFFER], taken, zone=SARAJEVO, after=EARLY)
    ]

    assert not [1 for span in found for hole in taken if overlap(span, hole)]
    assert not [1 for one in found for two in found if one < two and overlap(one, two)]

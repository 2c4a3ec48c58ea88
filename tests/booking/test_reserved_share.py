"""What share of the open time is kept, week by week; no database (B7, B35)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from booking.availability.truth import Open
from booking.planning.reserved import Share, shares

pytestmark = pytest.mark.req("B7", "B35")

ZONE = ZoneInfo("Europe/Ljubljana")
MONDAY = date(2026, 11, 16)


def piece(day, hour, minutes, *, kept=False):
    start = datetime(day.year, day.month, day.day, hour, tzinfo=ZONE).astimezone(UTC)
    until = start if kept else None
    return Open(start, start + timedelta(minutes=minutes), None, until)


def days(*weeks):
    """Return open time of two hours, one of them kept, on the Monday of each of these weeks."""
    return [
        one
        for week in weeks
        for day in [MONDAY + timedelta(days=7 * week)]
        for one in (piece(day, 8, 60), piece(day, 9, 60, kept=True))
    ]


def test_nothing_kept_is_nothing_to_tell():
    assert shares([[piece(MONDAY, 8, 240)]], ZONE) == []


def test_weeks_that_are_alike_are_one():
    found = shares([days(0, 1, 2)], ZONE)

    assert found == [Share(MONDAY, MONDAY + timedelta(days=14), 120, 60)]
    assert found[0].percent == 50


def test_week_that_is_not_open_parts_them():
    assert [one.first for one in shares([days(0, 2)], ZONE)] == [
        MONDAY,
        MONDAY + timedelta(days=14),
    ]


def test_all_counters_count_together():
    other = [piece(MONDAY, 8, 240)]

    assert shares([days(0), other], ZONE) == [Share(MONDAY, MONDAY, 360, 60)]


def test_week_without_any_is_told_as_none():
    found = shares([[*days(0), piece(MONDAY + timedelta(days=7), 8, 60)]], ZONE)

    assert [(one.reserved, one.percent) for one in found] == [(60, 50), (0, 0)]


def test_weeks_are_local_ones():
    late = Open(
        datetime(2026, 11, 15, 23, 30, tzinfo=UTC),  # Monday in Ljubljana
        datetime(2026, 11, 16, 0, 30, tzinfo=UTC),
        None,
        datetime(2026, 11, 15, tzinfo=UTC),
    )

    assert shares([[late]], ZONE) == [Share(MONDAY, MONDAY, 60, 60)]

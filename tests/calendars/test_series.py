"""Bounded series: their rule, their dates, and their hours over both changes of the clocks (I3)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.patterns import LAST, Monthly, Other, Weekly
from calendars.recurrence import validate_rule
from calendars.series import (
    MOST,
    MonthDay,
    Series,
    is_bounded,
    series_dates,
    series_of,
    series_rule,
    sessions,
)

HOUR = timedelta(hours=1)
ZONES = [ZoneInfo("Europe/Ljubljana"), ZoneInfo("Europe/Sarajevo")]
repetitions = (
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: Weekly(tuple(sorted(days))))
    | st.builds(Monthly, st.sampled_from([1, 2, 3, 4, LAST]), st.integers(0, 6))
    | st.builds(MonthDay, st.integers(1, 31))
)
series = st.builds(
    lambda repetition, every, until, count: Series(
        repetition, every, until, None if until else count
    ),
    repetitions,
    st.integers(1, 12),
    st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.integers(1, MOST),
)


def wall(day, hour="18:00"):
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour))


@pytest.mark.req("I3")
@given(series)
def test_series_to_rule_and_back_is_the_same(one):
    rule = series_rule(one)

    validate_rule(rule)
    assert is_bounded(rule)
    assert series_of(rule) == one


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;BYDAY=TU",
        "FREQ=WEEKLY;BYDAY=TU;COUNT=0",
        "FREQ=WEEKLY;BYDAY=TU;COUNT=many",
        "FREQ=DAILY;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=3",
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261301",
        "FREQ=WEEKLY;BYDAY=TU;COUNT=3;WKST=SU",
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261201;COUNT=3",
    ],
)
def test_other_rules_stay_as_they_are_written(rule):
    assert series_of(rule) == Other(rule)


@pytest.mark.parametrize(
    "one",
    [
        Series(Weekly((1,))),
        Series(Weekly((1,)), until=date(2027, 1, 1), count=3),
        Series(Weekly((1,)), count=0),
        Series(Weekly((1,)), count=MOST + 1),
        Series(Weekly((1,)), every=0, count=3),
        Series(Weekly((1,)), every=13, count=3),
        Series(Weekly(()), count=3),
        Series(Monthly(5, 0), count=3),
        Series(MonthDay(0), count=3),
        Series(MonthDay(32), count=3),
    ],
)
def test_what_is_no_series_is_refused(one):
    with pytest.raises(ValueError, match="series|weekday|days"):
        series_rule(one)


@pytest.mark.req("I3")
@pytest.mark.parametrize(
    ("one", "found"),
    [
        (Series(Weekly((1, 3)), count=3), ["2026-11-24", "2026-11-26", "2026-12-01"]),
        (Series(Weekly((1,)), every=2, count=3), ["2026-11-24", "2026-12-08", "2026-12-22"]),
        (Series(Monthly(1, 2), count=2), ["2026-12-02", "2027-01-06"]),
        (Series(Monthly(LAST, 4), count=2), ["2026-11-27", "2026-12-25"]),
        (Series(MonthDay(31), count=2), ["2026-12-31", "2027-01-31"]),
        (Series(MonthDay(30), every=2, until=date(2027, 2, 28)), ["2026-11-30", "2027-01-30"]),
        (Series(Weekly((1,)), until=date(2026, 12, 1)), ["2026-11-24", "2026-12-01"]),
        (Series(Weekly((1,)), until=date(2026, 11, 20)), []),
    ],
)
def test_series_has_the_dates_it_says(one, found):
    days = series_dates(series_rule(one), date(2026, 11, 24))

    assert [day.isoformat() for day in days] == found


@pytest.mark.parametrize(
    ("rule", "why"),
    [("FREQ=WEEKLY;BYDAY=TU", "no end"), ("FREQ=DAILY;UNTIL=20990101", "more than 400")],
)
def test_series_without_a_near_end_is_refused(rule, why):
    with pytest.raises(ValueError, match=why):
        series_dates(rule, date(2026, 11, 24))


@pytest.mark.req("I3")
@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize(
    ("first", "days", "hours_of_utc"),
    [
        ("2027-03-27", ["2027-03-27", "2027-03-28", "2027-03-29"], [17, 16, 16]),
        ("2027-10-30", ["2027-10-30", "2027-10-31", "2027-11-01"], [16, 17, 17]),
    ],
)
def test_sessions_keep_their_hour_over_a_change_of_the_clocks(zone, first, days, hours_of_utc):
    found = sessions("FREQ=DAILY;COUNT=3", wall(first), 2 * HOUR, zone)

    assert [f"{start:%Y-%m-%d %H:%M}" for start, _end in found] == [f"{day} 18:00" for day in days]
    assert [start.astimezone(UTC).hour for start, _end in found] == hours_of_utc
    assert {end.astimezone(UTC) - start.astimezone(UTC) for start, end in found} == {2 * HOUR}
    assert {start.tzinfo for start, _end in found} == {zone}


@pytest.mark.req("I3")
@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize(
    ("day", "start", "end", "utc"),
    [
        ("2027-03-28", "03:30", "04:30", "01:30"),  # 2.30 is left out
        ("2027-10-31", "02:30", "02:30", "00:30"),  # 2.30 comes twice, an hour apart
    ],
)
def test_session_in_the_changed_hour_follows_the_standard(zone, day, start, end, utc):
    ((begins, ends),) = sessions("FREQ=DAILY;COUNT=1", wall(day, "02:30"), HOUR, zone)

    assert [f"{begins:%H:%M}", f"{ends:%H:%M}"] == [start, end]
    assert f"{begins.astimezone(UTC):%H:%M}" == utc
    assert ends.astimezone(UTC) - begins.astimezone(UTC) == HOUR


def test_aware_start_is_read_on_the_wall_of_the_zone():
    aware = datetime(2027, 3, 25, 17, tzinfo=UTC)

    found = sessions("FREQ=WEEKLY;BYDAY=TH;COUNT=2", aware, HOUR, ZONES[0])

    assert [f"{start:%Y-%m-%d %H:%M}" for start, _end in found] == [
        "2027-03-25 18:00", "2027-04-01 18:00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "duration"), [("FREQ=DAILY", HOUR), ("FREQ=DAILY;COUNT=1", timedelta(0))]
)
def test_endless_and_empty_sessions_are_refused(rule, duration):
    with pytest.raises(ValueError, match="no end|some time"):
        sessions(rule, wall("2027-03-28"), duration, ZONES[0])

"""Hours of a run's sessions on the wall, over both changes of the clocks (T3, T7)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.wall import on_the_wall
from training.session_times import Fault, days_before, fault, spans

ZONE = ZoneInfo("Europe/Ljubljana")
FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)


def wall(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%d. %m. %H:%M}"


@pytest.mark.req("T3")
def test_five_pedagogical_hours_are_three_hours_and_three_quarters():
    start = on_the_wall(date(2026, 12, 8), time(9), ZONE)

    ((begins, ends),) = spans([5], [start], minutes=45)

    assert (wall(begins), wall(ends)) == ("08. 12. 09:00", "08. 12. 12:45")


def test_another_length_of_the_hour_is_a_matter_of_the_setting():
    ((begins, ends),) = spans([5], [datetime(2026, 12, 8, 8, tzinfo=UTC)], minutes=60)

    assert ends - begins == timedelta(hours=5)


@pytest.mark.parametrize(
    ("day", "hour", "shown"),
    [
        (date(2026, 3, 28), time(9), datetime(2026, 3, 28, 8, tzinfo=UTC)),
        (FORWARD, time(9), datetime(2026, 3, 29, 7, tzinfo=UTC)),
        (date(2026, 10, 24), time(9), datetime(2026, 10, 24, 7, tzinfo=UTC)),
        (BACK, time(9), datetime(2026, 10, 25, 8, tzinfo=UTC)),
        (BACK, time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_hour_of_the_wall_is_right_on_both_sides_of_a_change(day, hour, shown):
    assert on_the_wall(day, hour, ZONE) == shown


def test_hour_that_is_left_out_is_refused():
    with pytest.raises(ValueError, match="no such hour"):
        on_the_wall(FORWARD, time(2, 30), ZONE)


@pytest.mark.parametrize(("day", "ends"), [(FORWARD, "29. 03. 05:00"), (BACK, "25. 10. 03:00")])
def test_session_over_a_change_lasts_as_long_as_any(day, ends):
    ((begins, finish),) = spans([4], [on_the_wall(day, time(1), ZONE)], minutes=45)

    assert finish - begins == timedelta(hours=3)
    assert wall(finish) == ends


@pytest.mark.req("T3")
@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        ((date(2026, 12, 8), time(9)), (date(2026, 12, 9), time(9)), None),
        ((date(2026, 12, 8), time(9)), (date(2026, 12, 15), time(8)), None),
        ((date(2026, 12, 8), time(9)), (date(2026, 12, 8), time(14)), Fault.DAY_ORDER),
        ((date(2026, 12, 9), time(9)), (date(2026, 12, 8), time(9)), Fault.DAY_ORDER),
        ((date(2026, 12, 8), time(22)), (date(2026, 12, 9), time(9)), Fault.OVER_MIDNIGHT),
    ],
)
def test_second_day_is_after_the_first_and_none_goes_over_midnight(first, second, wrong):
    starts = [on_the_wall(*first, ZONE), on_the_wall(*second, ZONE)]

    assert fault(spans([4, 4], starts, minutes=45), ZONE) == wrong


def test_session_may_end_at_midnight_itself():
    starts = [on_the_wall(date(2026, 12, 8), time(21), ZONE)]

    assert fault(spans([4], starts, minutes=45), ZONE) is None


def test_a_beginning_too_few_is_refused():
    with pytest.raises(ValueError, match="zip"):
        spans([4, 4], [datetime(2026, 12, 8, 8, tzinfo=UTC)], minutes=45)


@pytest.mark.parametrize(("days", "shown"), [(5, "26. 03. 09:00"), (-1, "01. 04. 09:00")])
def test_days_before_keep_the_hour_of_the_wall(days, shown):
    moment = on_the_wall(date(2026, 3, 31), time(9), ZONE)

    assert wall(days_before(moment, days, ZONE)) == shown


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2034, 1, 1)),  # noqa: DTZ001 - made aware below
    st.lists(st.integers(1, 12), min_size=1, max_size=5),
)
def test_sessions_a_day_apart_are_always_in_order(moment, hours):
    first = moment.replace(hour=8, tzinfo=ZONE)
    starts = [first + timedelta(days=number) for number in range(len(hours))]

    times = spans(hours, starts, minutes=45)

    assert fault(times, ZONE) is None
    assert [start for start, _end in times] == starts

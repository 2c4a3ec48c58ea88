"""Whether one event is next to another, by the clock on the wall (L3)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from learning_cluster.adjoining import adjoins, moved_along

ZONE = ZoneInfo("Europe/Sarajevo")
HOURS = timedelta(hours=7)


def span(day: int, hour: int, month: int = 3, length: timedelta = HOURS):
    start = datetime(2027, month, day, hour, tzinfo=ZONE).astimezone(UTC)
    return start, start + length


@pytest.mark.parametrize(
    ("after", "is_so"),
    [
        (span(9, 17), True),
        (span(9, 16), True),
        (span(10, 9), True),
        (span(10, 23), True),
        (span(9, 15), False),
        (span(11, 0), False),
        (span(12, 9), False),
        (span(8, 9), False),
    ],
)
def test_event_adjoins_on_the_same_day_or_the_next(after, is_so):
    assert adjoins(span(9, 9), after, ZONE) is is_so


def test_event_that_ends_at_midnight_ends_on_the_day_before():
    until_midnight = span(9, 17, length=timedelta(hours=7))

    assert adjoins(until_midnight, span(10, 9), ZONE)
    assert not adjoins(until_midnight, span(11, 9), ZONE)


def test_moved_along_keeps_local_hours_over_the_change_of_the_clocks():
    exchange = span(23, 9)  # winter time; the clocks go forward on 28 March 2027

    moved = moved_along(exchange, span(22, 9)[0], span(29, 10)[0], ZONE)

    assert moved == span(30, 9)


def test_moved_along_to_an_hour_that_is_left_out_is_refused():
    night = span(21, 2, length=timedelta(minutes=30))

    with pytest.raises(ValueError, match="no such hour"):
        moved_along(night, span(20, 9)[0], span(27, 9)[0], ZONE)

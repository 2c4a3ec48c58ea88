from datetime import UTC, datetime, timedelta

import pytest

from learning_cluster.time_left import time_left

UNTIL = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "left"),
    [
        (timedelta(days=6, hours=3, minutes=7), (6, 3, 7)),
        (timedelta(hours=23, minutes=59, seconds=59), (0, 23, 59)),
        (timedelta(seconds=1), (0, 0, 0)),
        (timedelta(0), (0, 0, 0)),
        (-timedelta(days=1), (0, 0, 0)),
    ],
)
def test_time_left_counts_whole_units(before, left):
    assert time_left(UNTIL, UNTIL - before) == left

"""The parts of a day: when they begin, what clashes, what lies outside (L8)."""

from datetime import UTC, datetime, timedelta

import pytest

from learning_cluster.day_plan import begins, clash, ends, next_offset, outside

START = datetime(2026, 12, 8, 8, 0, tzinfo=UTC)


def test_part_begins_and_ends_by_its_minutes():
    assert begins(START, (90, 45)) == START + timedelta(minutes=90)
    assert ends(START, (90, 45)) == START + timedelta(minutes=135)


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ((0, 60), None),
        ((60, 30), (60, 60)),
        ((119, 5), (60, 60)),
        ((120, 30), None),
        ((30, 240), (60, 60)),
    ],
)
def test_clash_is_with_the_part_that_is_on_at_that_time(part, found):
    assert clash(part, [(60, 60), (180, 30)]) == found


def test_outside_names_what_goes_on_after_the_end():
    assert outside([(0, 60), (420, 60), (460, 30)], timedelta(hours=8)) == [2]


@pytest.mark.parametrize(("parts", "offset"), [([], 0), ([(60, 30), (0, 60)], 90)])
def test_next_part_begins_when_the_last_is_over(parts, offset):
    assert next_offset(parts) == offset

"""Days of a plan and where they stand in its picture: pure arithmetic (L4, L5)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_cluster.plan_dates import (
    Days,
    day_at,
    expert_days,
    last_day,
    length_of,
    offset_at,
)
from learning_cluster.timeline import Line, Mark, picture

START = date(2024, 4, 16)
DECLARED = (START, date(2025, 4, 30))
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


@given(start=days, offset=st.integers(-400, 800))
def test_offset_of_a_day_leads_back_to_it(start, offset):
    assert offset_at(start, day_at(start, offset)) == offset


@given(start=days, length=st.integers(1, 1000))
def test_length_of_a_period_leads_back_to_its_last_day(start, length):
    assert length_of(start, last_day(start, length)) == length


def test_day_without_an_offset_is_none():
    assert (day_at(START, None), offset_at(START, None)) == (None, None)


@pytest.mark.req("L5")
def test_half_days_add_up_to_days():
    assert expert_days([8, 6, 6, 2, 3, 6, 2, 3, 2]) == Decimal(19)


def shares(drawn) -> list[float]:
    return [float(bar.x[:-1]) for bar in drawn] + [
        float(bar.x[:-1]) + float(bar.width[:-1]) for bar in drawn
    ]


def test_picture_reaches_from_the_first_day_to_the_last_of_anything():
    before = Line(None, "prije", Days(START - timedelta(days=8), START - timedelta(days=1)))
    after = Line(1, "poslije", Days(START, START), marks=(Mark(date(2025, 5, 9), "event", "x"),))

    drawn = picture([before, after], declared=DECLARED, today=START)

    assert drawn.rows[0].bar.x == "6.00%"
    assert float(drawn.declared.x[:-1]) + float(drawn.declared.width[:-1]) < 100
    assert float(drawn.rows[1].points[0].x[:-1]) < 100


def test_picture_draws_a_window_that_only_ends_from_the_end_of_its_phase():
    phase = Days(START, date(2024, 5, 3))
    line = Line(1, "faza", phase, windows=((Days(None, date(2024, 5, 17)), "konsultacije"),))

    row = picture([line], declared=DECLARED, today=START).rows[0]

    begins, ends = shares([row.bar])[1], shares(row.windows)[0]
    assert abs(begins - ends) < 0.02


def test_picture_of_a_phase_without_days_has_no_bar():
    drawn = picture([Line(None, "osnivanje", Days())], declared=DECLARED, today=START)

    assert (drawn.rows[0].bar, drawn.rows[0].windows) == (None, ())


@pytest.mark.parametrize(
    ("today", "is_drawn"),
    [
        (START, True),
        (DECLARED[1], True),
        (DECLARED[1] + timedelta(days=1), False),
        (START - timedelta(days=1), False),
    ],
)
def test_picture_marks_today_only_inside_of_the_plan(today, is_drawn):
    drawn = picture([], declared=DECLARED, today=today)

    assert (drawn.today is not None) == is_drawn


def test_picture_names_few_enough_months_for_a_phone():
    named = [one for one in picture([], declared=DECLARED, today=START).months if one.is_named]

    assert 3 <= len(named) <= 5

"""Seven days before, on the day, then every week (L6)."""

from datetime import date, timedelta

import pytest

from learning_cluster.reminders import is_due, newest_reminder, stage

pytestmark = pytest.mark.req("L6")
DUE = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-8, None), (-7, -7), (-1, -7), (0, 0), (1, 0), (6, 0), (7, 7), (13, 7), (14, 14)],
)
def test_newest_reminder_is_the_last_that_has_come(days, expected):
    day = newest_reminder(DUE, DUE + timedelta(days=days))

    assert day == (None if expected is None else DUE + timedelta(days=expected))


def test_every_reminder_is_sent_once_when_asked_every_day():
    sent, reminded_on = [], None
    for days in range(-20, 22):
        today = DUE + timedelta(days=days)
        if is_due(DUE, today, reminded_on):
            reminded_on = today
            sent.append((days, stage(DUE, today)))

    assert sent == [(-7, "soon"), (0, "today"), (7, "late"), (14, "late"), (21, "late")]


def test_reminder_missed_for_some_days_is_sent_late_and_not_twice():
    today = DUE + timedelta(days=3)

    assert is_due(DUE, today, DUE - timedelta(days=7)) is True
    assert stage(DUE, today) == "late"
    assert is_due(DUE, today + timedelta(days=1), today) is False

"""Regular hours by weekday."""

from datetime import date, time
from types import SimpleNamespace

from booking.ordinary_week import days_alike, ordinary_week, other_hours

MONTHLY = "FREQ=MONTHLY;BYDAY=1WE"


def hours(rule, opens=8, closes=12, first=date(2026, 1, 1), last=None):
    return SimpleNamespace(
        rule=rule, opens=time(opens), closes=time(closes), valid_from=first, valid_to=last
    )


def test_week_has_the_spans_of_each_day_in_order():
    rows = [
        hours("FREQ=WEEKLY;BYDAY=MO,WE", 13, 17),
        hours("FREQ=WEEKLY;BYDAY=MO,TU,WE"),
        hours(MONTHLY),
    ]

    week = ordinary_week(rows, date(2026, 6, 1))

    both = ((time(8), time(12)), (time(13), time(17)))
    assert week == {0: both, 1: ((time(8), time(12)),), 2: both}
    assert days_alike(week) == [((0, 2), both), ((1,), ((time(8), time(12)),))]
    assert other_hours(rows, date(2026, 6, 1)) == [rows[2]]


def test_week_leaves_out_what_is_not_in_force():
    rows = [
        hours("FREQ=WEEKLY;BYDAY=MO", last=date(2026, 5, 31)),
        hours("FREQ=WEEKLY;BYDAY=TU", first=date(2026, 6, 2)),
        hours(MONTHLY, last=date(2026, 5, 31)),
    ]

    assert ordinary_week(rows, date(2026, 6, 1)) == {}
    assert ordinary_week(rows, date(2026, 6, 2)) == {1: ((time(8), time(12)),)}
    assert other_hours(rows, date(2026, 6, 1)) == []

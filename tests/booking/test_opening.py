"""When an office is open: rows in, days out. No database."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from booking.opening import OneOff, next_open, opening_days

ZONE = ZoneInfo("Europe/Ljubljana")
MONDAY = date(2026, 11, 16)


@dataclass
class Row:
    rule: str = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    opens: time = time(8)
    closes: time = time(12)
    valid_from: date = date(2026, 1, 1)
    valid_to: date | None = None


def days(rows, first=MONDAY, number=7, **others):
    return opening_days(rows, first=first, days=number, zone=ZONE, **others)


def at(day, clock):
    return datetime.combine(day, clock, ZONE)


@pytest.mark.req("U2")
def test_opening_days_follow_the_rule():
    week = days(
        [
            Row(rule="FREQ=WEEKLY;BYDAY=MO,WE"),
            Row(rule="FREQ=WEEKLY;BYDAY=WE", opens=time(13), closes=time(18)),
        ]
    )

    assert [day.spans for day in week] == [
        ((time(8), time(12)),),
        (),
        ((time(8), time(12)), (time(13), time(18))),
        (),
        (),
        (),
        (),
    ]


@pytest.mark.req("I3")
def test_opening_days_keep_the_hour_when_clocks_change():
    saturday_before = date(2026, 10, 24)

    change = days([Row(rule="FREQ=DAILY")], first=saturday_before, number=3)

    assert [day.spans for day in change] == [((time(8), time(12)),)] * 3


@pytest.mark.req("B12")
def test_work_free_day_is_closed_and_named():
    (christmas,) = days([Row()], first=date(2026, 12, 25), number=1)

    assert christmas.spans == ()
    assert christmas.note == "božič"


@pytest.mark.req("B12")
def test_extra_opening_opens_a_holiday_and_closure_wins_over_it():
    christmas = date(2026, 12, 25)
    extra = OneOff(at(christmas, time(9)), at(christmas, time(12)), "dan odprtih vrat")
    closure = OneOff(at(christmas, time(10)), at(christmas, time(11)), "sestanek")

    (day,) = days([Row()], first=christmas, number=1, extras=[extra], closures=[closure])

    assert day.spans == ((time(9), time(10)), (time(11), time(12)))
    assert day.note == "božič; sestanek; dan odprtih vrat"


def test_partial_closure_changes_no_hours_but_is_told():
    closure = OneOff(
        at(MONDAY, time(8)), at(MONDAY, time(12)), "brez registracije vozil", is_partial=True
    )

    (day,) = days([Row()], number=1, closures=[closure])

    assert day.spans == ((time(8), time(12)),)
    assert day.note == "brez registracije vozil"


def test_closure_over_several_days_closes_each():
    closure = OneOff(at(MONDAY, time(0)), at(date(2026, 11, 19), time(0)), "selitev")

    week = days([Row()], closures=[closure])

    assert [bool(day.spans) for day in week] == [False, False, False, True, True, False, False]


def test_hours_end_with_their_validity():
    week = days([Row(valid_to=date(2026, 11, 17))])

    assert [bool(day.spans) for day in week[:4]] == [True, True, False, False]


def test_midnight_is_the_end_of_the_day():
    (day,) = days([Row(opens=time(20), closes=time(0))], number=1)

    assert day.spans == ((time(20), time(0)),)


def test_next_open_finds_an_office_open_once_a_month():
    month = days([Row(rule="FREQ=MONTHLY;BYDAY=1WE", opens=time(13), closes=time(17))], number=42)

    assert next_open(month, MONDAY).date == date(2026, 12, 2)
    assert next_open(month[:10], MONDAY) is None

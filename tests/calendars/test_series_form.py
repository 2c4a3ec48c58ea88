"""A series as people write it, with a look at its dates before anything is kept (I3)."""

from datetime import date

import pytest
from django.template.loader import render_to_string

from calendars.forms import SeriesForm, written_series

FIRST = "2026-11-24"  # a Tuesday
WEEKLY = {
    "first_on": FIRST, "shape": "week", "days": ["1", "3"], "every": "1",
    "ends": "count", "count": "12",
}  # fmt: skip


def form(**changes):
    data = WEEKLY | changes
    return SeriesForm({name: value for name, value in data.items() if value is not None})


def errors(**changes):
    return sorted(form(**changes).errors)


@pytest.mark.req("I3")
@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=12"),
        ({"every": "2"}, "FREQ=WEEKLY;BYDAY=TU,TH;INTERVAL=2;COUNT=12"),
        ({"shape": "nth", "nth": "-1", "weekday": "4"}, "FREQ=MONTHLY;BYDAY=-1FR;COUNT=12"),
        ({"shape": "day", "month_day": "15"}, "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=12"),
        (
            {"ends": "until", "until": "2027-06-30"},
            "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270630",
        ),
    ],
)
def test_form_says_its_rule_and_is_filled_in_from_it(changes, rule):
    sent = form(**changes)

    assert sent.errors == {}
    assert sent.rule == rule
    again = written_series(rule, date.fromisoformat(FIRST))
    filled = SeriesForm({name: value for name, value in again.items() if value is not None})
    assert (filled.is_valid(), filled.rule) == (True, rule)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"days": None}, ["days"]),
        ({"days": ["7"]}, ["days"]),
        ({"shape": "nth", "nth": "", "weekday": ""}, ["nth", "weekday"]),
        ({"shape": "nth", "nth": "5", "weekday": "1"}, ["nth"]),
        ({"shape": "day"}, ["month_day"]),
        ({"shape": "day", "month_day": "32"}, ["month_day"]),
        ({"shape": "hourly"}, ["shape"]),
        ({"every": "0"}, ["every"]),
        ({"every": ""}, ["every"]),
        ({"ends": None}, ["ends"]),
        ({"count": "401"}, ["count"]),
        ({"count": None}, ["count"]),
        ({"ends": "until"}, ["until"]),
        ({"ends": "until", "until": "2026-11-23"}, ["until"]),
        ({"ends": "until", "until": "9999-12-31"}, ["until"]),
        ({"ends": "until", "until": "31. 2."}, ["until"]),
        ({"first_on": ""}, ["first_on"]),
        ({"first_on": "9999-12-31"}, ["count"]),
    ],
)
def test_what_is_missing_or_endless_is_said_at_its_field(changes, wrong):
    assert errors(**changes) == wrong


def test_form_shows_ten_dates_and_how_many_more():
    shown = form()

    assert [day.isoformat() for day in shown.shown_dates[:3]] == [
        "2026-11-24", "2026-11-26", "2026-12-01",
    ]  # fmt: skip
    assert (len(shown.shown_dates), shown.further) == (10, 2)
    assert (len(form(count="10").shown_dates), form(count="10").further) == (10, 0)


def test_form_that_was_not_sent_or_is_wrong_shows_no_dates():
    assert SeriesForm().shown_dates == ()
    assert form(every="0").shown_dates == ()


def test_dates_are_looked_at_by_a_button():
    page = render_to_string("calendars/series.html", {"form": form()})

    assert 'name="preview"' in page
    assert page.count("<li>") == 10
    assert "<script" not in page


def test_rule_of_another_shape_leaves_the_form_empty():
    first = date(2026, 11, 24)

    assert written_series("FREQ=DAILY;COUNT=3", first) == {"first_on": first}

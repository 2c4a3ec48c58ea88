"""Time only for visitors without an appointment, or for all but them (B12, B13)."""

from datetime import time, timedelta

import pytest
from django.utils import translation
from psycopg.types.range import TimestamptzRange

from booking.actions.bulk import Decision
from booking.actions.walk_ins import walk_in
from booking.enums import Status
from booking.information.office_hours import day_text, office_hours
from booking.information.schedule import CLOSED, FREE, RESERVED, WALK_INS, schedule
from booking.planning.preview import preview
from booking.planning.steps import AddException
from privacy.audit import Actor
from tests.booking.acting import book, refusal, starts, take
from tests.booking.offices import AT, EIGHT, NINE, TUESDAY, local, office
from tests.booking.racing import assert_sound
from tests.booking.staff.changes import change, closed, done
from tests.booking.urgent import keep, urgent_service

pytestmark = [pytest.mark.django_db, pytest.mark.req("B12")]

CLERK = Actor(role="clerk", user_id=7, channel="unit")
TWO = local("2026-11-17", "14:00")


def opened(place, begins, ends, **more):
    times = (local("2026-11-17", begins), local("2026-11-17", ends))
    step = AddException("opening", None, *times, reason_sl="Brez naročila", **more)
    return change(place, step)


def lines(place, *states, at=AT):
    (day,) = schedule(place, TUESDAY, TUESDAY, at=at)
    return [
        (one.state, f"{one.starts_at:%H:%M}", f"{one.ends_at:%H:%M}")
        for one in day.columns[0].of(*states)
    ]


def hours(place):
    with translation.override("en"):
        found = office_hours([place], at=AT)[place.pk]
        (day,) = (one for one in found.week if one.date == TUESDAY)
        return day_text(day)


def test_opening_for_walk_ins_only_can_be_given_and_not_booked():
    place, service = office(1)

    done(opened(place, "14:00", "16:00", is_walk_in_only=True))

    assert "14:00" not in starts(place, service)
    assert refusal(take, place, service, TWO) == "slot_taken"
    given = walk_in(service, place, by=CLERK, at=TWO + timedelta(minutes=2))
    assert given.period == TimestamptzRange(TWO, TWO + service.length)
    assert lines(place, WALK_INS) == [(WALK_INS, "13:15", "15:00")]
    assert_sound(AT)


def test_opening_for_walk_ins_leaves_what_is_open_anyway_bookable():
    place, service = office(1)

    done(opened(place, "08:00", "12:00", is_walk_in_only=True))

    assert starts(place, service)[0] == "08:00"
    assert lines(place, WALK_INS) == []
    assert_sound(AT)


def test_closure_for_all_but_walk_ins_takes_the_time_that_can_be_booked_and_no_other():
    place, service = office(1)
    book(place, service, NINE)
    planned = closed(place, "2026-11-17", "09:00", "10:00", is_booked_only=True)

    assert len(preview(planned, at=AT).stranded) == 1
    done(planned, Decision.CANCEL)

    assert [one for one in starts(place, service) if one.startswith("09")] == []
    assert walk_in(service, place, by=CLERK, at=NINE).status == Status.ARRIVED
    assert lines(place, FREE) == [(FREE, "07:00", "08:00"), (FREE, "09:00", "11:00")]
    assert_sound(AT)


def test_closure_for_walk_ins_leaves_the_time_bookable():
    place, service = office(1)

    done(closed(place, "2026-11-17", "09:00", "10:00", is_walk_in_only=True))

    assert "09:00" in starts(place, service)
    assert refusal(walk_in, service, place, by=CLERK, at=NINE) == "slot_taken"
    assert walk_in(service, place, by=CLERK, at=EIGHT).status == Status.ARRIVED
    assert_sound(AT)


def test_times_offered_instead_to_a_walk_in_are_those_walk_ins_may_have():
    place, service = office(1)
    done(closed(place, "2026-11-17", "08:00", "11:00", is_walk_in_only=True))

    with pytest.raises(Exception) as refused:  # noqa: PT011 - its times are what is looked at
        walk_in(service, place, by=CLERK, at=EIGHT)

    assert refused.value.nearest[0][1].starts_at == local("2026-11-17", "11:00")


def test_both_closures_together_leave_nobody_any_time():
    place, service = office(1)

    done(closed(place, "2026-11-17", "09:00", "10:00", is_walk_in_only=True))
    done(closed(place, "2026-11-17", "09:00", "10:00", is_booked_only=True))

    assert refusal(walk_in, service, place, by=CLERK, at=NINE) == "slot_taken"
    assert refusal(take, place, service, NINE) == "slot_taken"
    assert_sound(AT)


@pytest.mark.req("U2")
@pytest.mark.req("B35")
def test_time_for_walk_ins_that_is_kept_is_for_urgent_walk_ins_alone():
    place, service = office(1, service=urgent_service())
    done(opened(place, "14:00", "15:00", is_walk_in_only=True))
    keep(place, time(14), time(15))

    assert refusal(walk_in, service, place, by=CLERK, at=TWO) == "slot_taken"
    assert refusal(take, place, service, TWO, is_urgent=True, urgent_reason="x") == "slot_taken"
    assert lines(place, FREE, RESERVED) == [(FREE, "07:00", "11:00")]
    (line,) = schedule(place, TUESDAY, TUESDAY, at=AT)[0].columns[0].of(WALK_INS)
    with translation.override("en"):
        (told,) = schedule(place, TUESDAY, TUESDAY, at=AT)[0].columns[0].of(WALK_INS)
    assert (line.minutes, told.word) == (60, "only for urgent cases without an appointment")

    given = walk_in(service, place, by=CLERK, at=TWO, is_urgent=True)

    assert given.starts_at == TWO
    assert_sound(AT)


@pytest.mark.req("B35")
def test_kept_time_of_walk_ins_is_every_walk_ins_once_it_is_released():
    place, service = office(1, service=urgent_service())
    done(opened(place, "14:00", "15:00", is_walk_in_only=True))
    keep(place, time(14), time(15), release_hours=0)

    given = walk_in(service, place, by=CLERK, at=TWO)

    assert given.starts_at == TWO
    assert_sound(AT)


def test_public_hours_say_for_whom_they_are():
    place, _service = office(1)
    plain = hours(place)

    done(opened(place, "14:00", "16:00", is_walk_in_only=True))
    done(closed(place, "2026-11-17", "09:00", "10:00", is_walk_in_only=True))

    told = hours(place)
    assert told.startswith(plain)
    with translation.override("en"):
        assert "only for visitors without an appointment" in told
        assert "only for visitors with an appointment" in told
    assert told.index("with an") < told.index("without an")


def test_closure_for_all_but_walk_ins_is_named_in_the_schedule():
    place, _service = office(1)
    done(closed(place, "2026-11-17", "08:00", "12:00", is_booked_only=True))

    with translation.override("en"):
        (day,) = schedule(place, TUESDAY, TUESDAY, at=AT)
        (line,) = day.columns[0].of(CLOSED)
        assert line.word == "open only for visitors without an appointment"
    assert day.columns[0].free_minutes == 0

"""Clerks and citizens at the same moment: one state, one time (B13, X6)."""

from collections import Counter as Tally
from datetime import timedelta

import pytest

from booking.actions.serving import arrive, no_show
from booking.actions.walk_ins import walk_in
from booking.enums import Status
from booking.models import Appointment, Booking
from privacy.audit import Actor
from privacy.models import AuditEntry
from tests.booking.offices import AT, EIGHT, NINE, office
from tests.booking.racing import assert_sound, codes, holding, race
from tests.factories.booking import ServiceFactory, booked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

CLERK = Actor(role="clerk", user_id=7, channel="unit")


def walking_in(place, service, at=NINE, **more):
    return lambda: walk_in(service, place, by=CLERK, at=at, **more)


@pytest.fixture
def appointment():
    place, service = office(1)
    booking = booked(location=place, counter=place.counters.get(), service=service)
    return booking.appointments.get()


@pytest.mark.req("B13")
def test_two_clerks_check_in_at_once_and_it_is_noted_once(appointment):
    outcomes = race(*[lambda: arrive(appointment, by=CLERK, at=EIGHT)] * 10)

    assert codes(outcomes) == ["ok"] * 10
    assert AuditEntry.objects.filter(verb="arrive").count() == 1


@pytest.mark.req("B13")
def test_arrival_against_absence_leaves_the_first(appointment):
    later = EIGHT + timedelta(minutes=30)
    outcomes = race(
        *[lambda: arrive(appointment, by=CLERK, at=later)] * 4,
        *[lambda: no_show(appointment, by=CLERK, at=later)] * 4,
    )

    assert Tally(codes(outcomes)) == {"ok": 4, "wrong_state": 4}
    appointment.refresh_from_db()
    assert appointment.status in (Status.ARRIVED, Status.NO_SHOW)
    assert AuditEntry.objects.filter(verb__in=["arrive", "no_show"]).count() == 1


@pytest.mark.req("B13", "X6")
def test_walk_in_against_holds_of_the_web_gives_the_time_once():
    place, service = office(1, service=ServiceFactory(notice_hours=0))
    winners = Tally()

    for number in range(8):
        now = NINE + timedelta(minutes=15 * number)
        # The hold's time begins five minutes after the walk-in's and overlaps it.
        start = now + timedelta(minutes=5)
        outcomes = race(walking_in(place, service, now), holding(place, service, start, at=now))

        assert codes(outcomes) == ["ok", "slot_taken"]
        winners["walk-in" if not isinstance(outcomes[0], Exception) else "hold"] += 1
        Appointment.objects.held().update(expires_at=AT)
    assert sum(winners.values()) == 8
    assert_sound(NINE + timedelta(hours=3))


@pytest.mark.req("B13", "X6")
def test_ten_walk_ins_at_two_counters_give_two():
    place, service = office(2)

    outcomes = race(*[walking_in(place, service)] * 10)

    assert Tally(codes(outcomes)) == {"ok": 2, "slot_taken": 8}
    assert_sound(AT)


@pytest.mark.req("B13")
def test_one_form_sent_many_times_at_once_gives_one_time():
    place, service = office(3)

    outcomes = race(*[walking_in(place, service, idempotency_key="walk-in:1")] * 10)

    assert codes(outcomes) == ["ok"] * 10
    assert len({outcome.pk for outcome in outcomes}) == 1
    assert Booking.objects.count() == 1
    assert_sound(AT)

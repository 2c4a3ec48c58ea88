"""A hold whose ten minutes are over: free to others, its holder's while nobody else wants it."""

from datetime import date, time, timedelta

import pytest

from booking.actions.holding import extend
from booking.actions.locks import lock_counters, turn_expired
from booking.actions.tidying import tidy_holds
from booking.availability.check import differences
from booking.availability.slots import slots
from booking.enums import Status
from booking.errors import BookingError
from booking.models import Appointment, Booking, Counter
from booking.models.counter import CounterQuerySet
from tests.booking.acting import book, confirm_hold, refusal, starts, take
from tests.booking.offices import AT, EIGHT, LATER, NINE, TUESDAY, ZONE, local, office

pytestmark = pytest.mark.django_db


@pytest.mark.req("B27")
def test_hold_expired_is_free_to_readers_before_any_job_ran():
    place, service = office(1, closes=time(9))
    take(place, service)
    later = AT + timedelta(minutes=10)

    assert starts(place, service) == ["08:15", "08:30", "08:45"]
    assert slots(place, service, TUESDAY, TUESDAY, at=later)[0].starts_at == EIGHT
    assert Appointment.objects.held().count() == 1
    assert tidy_holds(at=later) == 1
    assert list(differences(later)) == []


@pytest.mark.req("X6")
def test_time_given_back_while_we_look_is_not_called_taken(monkeypatch):
    """A job turns the expired hold over between our two statements."""
    place, service = office(1)
    take(place, service)
    doing = CounterQuerySet.doing

    def interrupted(rows, key):
        tidy_holds(at=LATER)
        return doing(rows, key)

    monkeypatch.setattr(CounterQuerySet, "doing", interrupted)

    day = date(2026, 11, 17)
    assert slots(place, service, day, day, at=LATER)[0].starts_at == EIGHT


@pytest.mark.req("B27")
def test_holder_is_not_locked_out_when_the_time_ran_out_but_is_still_free():
    place, service = office(1)
    held = take(place, service)
    tidy_holds(at=AT + timedelta(minutes=30))

    extend(held.booking, at=AT + timedelta(minutes=31))

    assert held.booking.appointments.get().status == Status.HELD
    assert list(differences(AT)) == []


@pytest.mark.req("B27")
def test_hold_is_taken_again_from_under_another_that_expired_too():
    place, service = office(1)
    first = take(place, service).booking
    take(place, service, at=LATER)

    extend(first, at=LATER + timedelta(minutes=11))

    assert first.appointments.get().status == Status.HELD
    assert Appointment.objects.held().count() == 1


def test_hold_expired_and_taken_by_another_says_so():
    place, service = office(1)
    held = take(place, service)
    later = AT + timedelta(minutes=11)
    take(place, service, at=later)

    with pytest.raises(BookingError) as refused:
        extend(held.booking, at=later)

    assert refused.value.code == "hold_expired"


def test_expired_hold_is_not_taken_again_where_nothing_is_booked_any_more():
    place, service = office(1)
    for_unit, for_service = take(place, service).booking, take(place, service, NINE).booking
    tidy_holds(at=LATER)

    service.is_active = False
    service.save()
    assert refusal(confirm_hold, for_service, at=LATER) == "hold_expired"
    service.is_active = True
    service.save()
    place.unit.open_channels = []
    place.unit.save()
    assert refusal(confirm_hold, for_unit, at=LATER) == "hold_expired"


def test_expired_hold_is_not_taken_again_at_a_counter_out_of_use_or_in_the_past():
    place, service = office(1)
    held, late = take(place, service).booking, take(place, service, NINE).booking
    tidy_holds(at=LATER)

    assert refusal(confirm_hold, held, at=EIGHT) == "hold_expired"
    Counter.objects.update(is_active=False)
    assert refusal(confirm_hold, late, at=LATER) == "hold_expired"


@pytest.mark.req("B27", "X6")
def test_family_half_of_which_was_turned_over_is_confirmed_whole():
    """Its other counter nobody has written since: that half is still `held`, but over."""
    place, service = office(2, closes=time(8, 30))
    held = take(place, service, people=4)
    turn_expired(lock_counters([Counter.objects.first().pk]), LATER)
    assert Appointment.objects.held().count() == 2

    confirm_hold(held.booking, people=4, at=LATER)

    assert held.booking.appointments.filter(status=Status.BOOKED).count() == 4
    assert starts(place, service) == []
    assert list(differences(LATER)) == []


def test_groups_that_hold_nothing_go_after_a_day_and_others_stay():
    place, service = office(1, opens=time(8), closes=time(12))
    start = local("2026-11-19", "08:00")
    expired = take(place, service, start).booking
    confirmed = book(place, service, start + timedelta(hours=1))
    later = AT + timedelta(days=1, minutes=1)
    alive = take(place, service, start + timedelta(hours=2), at=later).booking
    Booking.objects.filter(pk=alive.pk).update(created_at=AT)

    tidy_holds(at=AT + timedelta(hours=23))
    assert Booking.objects.filter(pk=expired.pk).exists()
    tidy_holds(at=later)

    assert set(Booking.objects.all()) == {confirmed, alive}
    assert starts(place, service, date(2026, 11, 19))[0] == "08:00"
    assert start.astimezone(ZONE).hour == 8


def test_confirm_of_a_vanished_hold_says_so():
    place, service = office(1)
    held = take(place, service)
    Booking.objects.all().delete()

    with pytest.raises(BookingError) as refused:
        extend(held.booking, at=AT)

    assert refused.value.code == "hold_expired"

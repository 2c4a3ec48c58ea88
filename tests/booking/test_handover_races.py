"""People book and cancel while a day goes to another counter (B13, X6)."""

from datetime import timedelta

import pytest

from booking.actions.changing import cancel
from booking.actions.handing_over import StaleHandover, hand_over
from booking.models import Appointment, BulkChange
from tests.booking.acting import book
from tests.booking.offices import AT, EIGHT, office
from tests.booking.racing import assert_sound, codes, holding, race
from tests.booking.staff.changes import MANAGER
from tests.booking.test_handover import plan

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.req("B13", "X6"),
]


def stage():
    place, service = office(2)
    source, target = place.counters.select_related("location").order_by("pk")
    starts = [EIGHT + timedelta(minutes=15 * number) for number in range(6)]
    bookings = [book(place, service, start, counter=source) for start in starts]
    return place, service, source, target, starts, bookings


def test_day_goes_over_as_shown_or_not_at_all_while_people_book():
    place, service, source, target, starts, _bookings = stage()
    shown = plan(source, target)

    calls = [holding(place, service, start, counter=target) for start in starts[:3]]
    changed, *held = race(lambda: hand_over(shown, by=MANAGER, at=AT), *calls)

    if isinstance(changed, BulkChange):
        assert changed.moved == Appointment.objects.live().filter(counter=target).count() == 6
        assert set(codes(held)) <= {"slot_taken", "busy"}
    else:
        assert isinstance(changed, StaleHandover) or changed.code == "busy"
        assert Appointment.objects.live().filter(counter=source).count() == 6
        assert BulkChange.objects.count() == 0
    assert_sound(AT)


def test_cancelling_against_the_handover_leaves_one_clear_state():
    _place, _service, source, target, _starts, bookings = stage()
    shown = plan(source, target)

    changed, cancelled = race(
        lambda: hand_over(shown, by=MANAGER, at=AT),
        lambda: cancel(bookings[0], by=MANAGER, at=AT),
    )

    assert not isinstance(cancelled, Exception)
    assert not bookings[0].appointments.live().exists()
    at_target = Appointment.objects.live().filter(counter=target).count()
    assert at_target == (5 if isinstance(changed, BulkChange) else 0)
    assert_sound(AT)


def test_two_clicks_hand_it_over_once():
    _place, _service, source, target, _starts, _bookings = stage()
    shown = plan(source, target)

    outcomes = race(*[lambda: hand_over(shown, by=MANAGER, at=AT)] * 4)

    assert len({bulk.pk for bulk in outcomes}) == 1
    assert BulkChange.objects.count() == 1
    assert_sound(AT)

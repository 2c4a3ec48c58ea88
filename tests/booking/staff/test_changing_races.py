"""Hours change while people book: nobody lost, nobody overlapping, nobody stranded unseen (X6)."""

from collections import Counter as Tally
from datetime import time, timedelta

import pytest

from booking.actions.bulk import Decision, Shown, StalePreview, apply
from booking.actions.changing import cancel
from booking.availability.truth import open_intervals
from booking.enums import Status
from booking.errors import BookingError
from booking.models import Appointment, BulkChange, Closure, Counter
from booking.planning.preview import preview
from booking.planning.stranded import outside
from tests.booking.acting import book, confirm_hold
from tests.booking.offices import AT, CITIZEN, EIGHT, TUESDAY, local, office
from tests.booking.racing import assert_sound, holding, race
from tests.booking.staff.changes import MANAGER, closed, new_hours

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def booking_at(place, service, start):
    def call():
        return confirm_hold(holding(place, service, start)().booking)

    return call


def applying(planned, decision):
    """Return the change applied as a manager does: shown again whenever somebody came between."""

    def call():
        seen = preview(planned, at=AT)
        for _attempt in range(20):
            decisions = {one.appointment.pk: decision for one in seen.stranded}
            try:
                return apply(Shown.of(seen), decisions, by=MANAGER, at=AT)
            except StalePreview as stale:
                seen = stale.preview
        raise AssertionError("never came through")

    return call


def outside_of_hours(place):
    counters = list(Counter.objects.filter(location=place).select_related("location"))
    within = (EIGHT, EIGHT + timedelta(hours=12))
    return outside(open_intervals(counters, TUESDAY, TUESDAY), within, AT)


@pytest.mark.req("B11", "X6")
@pytest.mark.parametrize("decision", [Decision.MOVE, Decision.CANCEL])
def test_bookings_made_while_hours_change_are_neither_lost_nor_stranded_unseen(decision):
    place, service = office(3, opens=time(8), closes=time(11), days=3)
    starts = [EIGHT + timedelta(minutes=15 * number) for number in range(12)]
    for start in starts[:4]:
        book(place, service, start)
    planned = closed(place, "2026-11-17", "08:00", "09:30")

    calls = [booking_at(place, service, start) for start in starts for _person in range(2)]
    changed, *people = race(applying(planned, decision), *calls)

    assert isinstance(changed, BulkChange)
    assert changed.kept == 0
    assert outside_of_hours(place) == []
    refused = [one for one in people if isinstance(one, Exception)]
    assert {one.code for one in refused} <= {"slot_taken", "hold_expired", "busy"}
    made = [one for one in people if not isinstance(one, Exception)]
    for booking in made:
        last = booking.appointments.order_by("pk").last()
        assert last.status in (Status.BOOKED, Status.REVOKED)
    statuses = Tally(Appointment.objects.values_list("status", flat=True))
    assert statuses[Status.MOVED] == changed.moved
    assert statuses[Status.REVOKED] == changed.cancelled
    assert statuses[Status.BOOKED] + statuses[Status.REVOKED] == len(made) + 4
    assert_sound(AT)


@pytest.mark.req("B11")
def test_two_clicks_on_save_do_it_once():
    place, service = office(1)
    book(place, service)
    seen = preview(closed(place, "2026-11-17", "08:00", "10:00"), at=AT)
    decisions = {seen.stranded[0].appointment.pk: Decision.MOVE}

    outcomes = race(*[lambda: apply(Shown.of(seen), decisions, by=MANAGER, at=AT)] * 4)

    assert len({bulk.pk for bulk in outcomes}) == 1
    assert Closure.objects.count() == BulkChange.objects.count() == 1
    assert_sound(AT)


@pytest.mark.req("B11")
def test_two_managers_at_once_take_turns_and_the_second_looks_again():
    place, _service = office(2)
    first = preview(new_hours(place, 9, 11, first=TUESDAY), at=AT)
    second = preview(new_hours(place, 10, 12, first=TUESDAY), at=AT)

    outcomes = race(
        lambda: apply(Shown.of(first), {}, by=MANAGER, at=AT),
        lambda: apply(Shown.of(second), {}, by=MANAGER, at=AT),
    )

    assert sorted(type(one).__name__ for one in outcomes) in (
        ["BookingError", "BulkChange"],
        ["BulkChange", "StalePreview"],
    )
    assert BulkChange.objects.count() == 1
    assert_sound(AT)


@pytest.mark.req("B11", "B25")
def test_cancelling_against_the_change_leaves_one_clear_state():
    place, service = office(2)
    for number in range(6):
        start = local(f"2026-11-{17 + number % 3}", f"{8 + number // 3}:00".zfill(5))
        booking = book(place, service, start)
        hour = f"{8 + number // 3:02d}"
        planned = closed(place, start.date().isoformat(), f"{hour}:00", f"{hour}:15")
        changed, cancelled = race(
            applying(planned, Decision.MOVE),
            lambda booking=booking: cancel(booking, by=CITIZEN, at=AT),
        )
        assert isinstance(changed, BulkChange)
        assert not isinstance(cancelled, BookingError)
        assert not booking.appointments.live().exists()
    assert_sound(AT)

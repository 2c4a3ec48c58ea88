"""Somebody without an appointment gets the time that is free now (B13)."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from psycopg.types.range import TimestamptzRange

from booking.actions.serving import serve, undo
from booking.actions.walk_ins import walk_in
from booking.enums import Channel, Status
from booking.errors import BookingError
from booking.models import Appointment, Booking, Counter
from messaging.models import Message
from privacy.audit import Actor
from privacy.models import AuditEntry
from tests.booking.acting import book, refusal, take
from tests.booking.offices import AT, EIGHT, NINE, local, office
from tests.booking.racing import assert_sound
from tests.factories.booking import CounterFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("B13")]

CLERK = Actor(role="clerk", user_id=7, channel="unit")
ZONE = ZoneInfo("Europe/Ljubljana")
NOW = NINE + timedelta(minutes=3, seconds=20)


def give(place, service, *, at=NOW, **more):
    return walk_in(service, place, by=CLERK, at=at, **more)


def test_walk_in_takes_the_time_from_the_current_step_of_the_grid():
    place, service = office(1)

    given = give(place, service, name="Maja Zupan")

    booking = given.booking
    assert given.period == TimestamptzRange(NINE, NINE + timedelta(minutes=15))
    assert given.ends_at == NINE + timedelta(minutes=15)
    assert (given.status, given.visitor.name) == (Status.ARRIVED, "Maja Zupan")
    assert (booking.is_walk_in, booking.channel, booking.is_confirmed) == (True, Channel.UNIT, True)
    assert booking.reference
    assert Message.objects.count() == 0
    assert list(AuditEntry.objects.values_list("verb", "object_id")) == [
        ("walk_in", str(booking.pk))
    ]
    assert_sound(AT)


def test_walk_in_needs_no_name():
    place, service = office(1)

    assert give(place, service).visitor is None


def test_walk_in_does_not_wait_for_the_notice_of_the_web():
    place, service = office(1, service=ServiceFactory(notice_hours=48))

    assert give(place, service).starts_at == NINE


def test_walk_in_that_would_run_into_the_next_appointment_is_told_when_it_fits():
    place, service = office(1)
    book(place, service, NINE + timedelta(minutes=10))

    with pytest.raises(BookingError) as refused:
        give(place, service)

    assert refused.value.code == "slot_taken"
    starts = [f"{slot.starts_at.astimezone(ZONE):%H:%M}" for _place, slot in refused.value.nearest]
    assert starts == ["09:25", "09:40", "09:55", "10:10", "10:25"]
    assert Booking.objects.filter(is_walk_in=True).count() == 0


def test_walk_in_that_would_outlast_the_day_is_refused_without_another_time():
    place, service = office(1)

    with pytest.raises(BookingError) as refused:
        give(place, service, at=local("2026-11-17", "11:50"))

    assert (refused.value.code, refused.value.nearest) == ("slot_taken", [])


def test_walk_in_that_ends_with_the_day_is_given():
    place, service = office(1)

    assert give(place, service, at=local("2026-11-17", "11:49")).starts_at == local(
        "2026-11-17", "11:45"
    )


def test_walk_in_at_a_chosen_counter_takes_no_other():
    place, service = office(2)
    first, second = place.counters.order_by("pk")
    give(place, service, counter=second)

    assert refusal(walk_in, service, place, counter=second, by=CLERK, at=NOW) == "slot_taken"
    assert give(place, service, counter=first).counter == first
    assert_sound(AT)


def test_walk_in_at_any_counter_takes_one_after_the_other():
    place, service = office(2)

    given = {give(place, service).counter_id for _person in range(2)}

    assert given == set(place.counters.values_list("pk", flat=True))
    assert refusal(walk_in, service, place, by=CLERK, at=NOW) == "slot_taken"


def test_walk_in_takes_the_time_of_a_hold_that_has_run_out():
    place, service = office(1, service=ServiceFactory(notice_hours=0))
    held = take(place, service, NINE, at=NINE - timedelta(minutes=30)).appointments[0]

    give(place, service)

    held.refresh_from_db()
    assert held.status == Status.EXPIRED
    assert_sound(NOW)


def test_walk_in_is_refused_where_the_counter_does_not_do_the_service():
    place, service = office(1)
    other = CounterFactory(location=place)

    assert refusal(walk_in, service, place, counter=other, by=CLERK, at=NOW) == "not_bookable"


def test_walk_in_is_refused_at_a_counter_out_of_use():
    place, service = office(1)
    Counter.objects.update(is_active=False)

    counter = place.counters.get()
    assert refusal(walk_in, service, place, counter=counter, by=CLERK, at=NOW) == "slot_taken"


def test_walk_in_is_refused_where_the_unit_takes_no_bookings_of_its_own():
    place, service = office(1)
    place.unit.open_channels = [Channel.WEB]
    place.unit.save()

    assert refusal(walk_in, service, place, by=CLERK, at=NOW) == "not_bookable"


def test_the_same_key_gives_the_same_appointment():
    place, service = office(2)

    one, other = (give(place, service, idempotency_key="walk-in:1") for _click in range(2))

    assert one == other
    assert Appointment.objects.count() == 1


def test_walk_in_is_served_and_taken_back_to_arrived_but_no_further():
    place, service = office(1)
    given = give(place, service)

    serve(given, by=CLERK, at=NOW)

    assert undo(given, was=Status.SERVED, by=CLERK, at=NOW).status == Status.ARRIVED
    assert refusal(undo, given, was=Status.ARRIVED, by=CLERK, at=NOW) == "wrong_state"


def test_a_second_walk_in_after_eight_finds_the_counter_busy():
    place, service = office(1)
    give(place, service, at=EIGHT)

    assert refusal(walk_in, service, place, by=CLERK, at=EIGHT) == "slot_taken"

"""A visit with several services of which one is an urgent case (B13, B35)."""

from datetime import time, timedelta

import pytest

from booking.actions.linking import link
from booking.actions.visits import add_service, move_visit
from booking.enums import Channel
from booking.planning.adjoining import Anchor, adjoining_times
from privacy.audit import Actor
from tests.booking.acting import book, take
from tests.booking.offices import AT, EIGHT, NINE, local
from tests.booking.racing import assert_sound
from tests.booking.urgent import REASON, URGENT, keep, urgent_office
from tests.factories.booking import ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("B13", "B35")]

CLERK = Actor(role="clerk", user_id=7, channel="unit")
QUARTER = timedelta(minutes=15)


@pytest.fixture
def stage():
    """An office that keeps nine to ten, and another service of its one counter."""
    place, service = urgent_office()
    other = ServiceFactory(minutes=15)
    place.counters.get().services.add(other)
    return place, service, other


def offered(booking, service, **more):
    appointments = list(booking.appointments.live())
    found = adjoining_times(Anchor.of(appointments), booking.location, service, at=AT, **more)
    return [one.starts_at for one in found]


def add(booking, service, start):
    return add_service(
        booking.appointments.get(),
        service,
        starts_at=start,
        counter=booking.location.counters.get(),
        acknowledgement=None,
        by=CLERK,
        at=AT,
        idempotency_key="key",
    )


def test_service_added_to_an_urgent_booking_is_offered_ordinary_time_only(stage):
    place, service, other = stage
    booking = book(place, service, NINE, **URGENT)

    assert offered(booking, other) == [NINE - QUARTER]
    assert offered(booking, other, is_urgent=True) == [NINE + QUARTER, NINE - QUARTER]


def test_service_added_is_no_urgent_case_and_has_no_reason(stage):
    place, service, other = stage
    booking = book(place, service, NINE, **URGENT)

    added = add(booking, other, NINE - QUARTER)

    added.refresh_from_db()
    assert (added.is_urgent, added.urgent_reason, added.contact.urgent_reason) == (False, "", "")
    assert booking.contact.urgent_reason == REASON
    assert added.contact.email == booking.contact.email
    assert_sound(AT)


def test_urgent_bookings_of_a_visit_move_into_kept_time_and_ordinary_ones_beside(stage):
    place, service, other = stage
    urgent = book(place, service, EIGHT, **URGENT)
    added = add(urgent, other, EIGHT + QUARTER)
    ten = local("2026-11-18", "10:00")
    before = ten - QUARTER
    held = take(place, service, before, moves=urgent, channel=Channel.UNIT).booking

    move_visit(urgent, held=held, by=CLERK, at=AT, key="k")

    assert urgent.appointments.live().get().starts_at == before
    assert added.appointments.live().get().starts_at == ten
    assert_sound(AT)


def test_urgent_mate_of_a_moved_booking_may_adjoin_in_kept_time(stage):
    place, service, other = stage
    keep(place, time(10, 15), time(11))
    ordinary = book(place, other, EIGHT)
    urgent = book(place, service, EIGHT + QUARTER, **URGENT)
    link(ordinary, urgent, by=CLERK, at=AT)
    ten = local("2026-11-18", "10:00")
    held = take(place, other, ten, moves=ordinary, channel=Channel.UNIT).booking

    move_visit(ordinary, held=held, by=CLERK, at=AT, key="k")

    assert ordinary.appointments.live().get().starts_at == ten
    assert urgent.appointments.live().get().starts_at == ten + QUARTER
    assert_sound(AT)

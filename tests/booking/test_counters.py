"""Counters come, change and go, and the derived free time goes with them (B7, B8)."""

from datetime import timedelta

import pytest

from booking.actions.counters import (
    add_counter,
    change_counter,
    change_services,
    put_back,
    retire,
)
from booking.actions.holding import hold
from booking.availability.check import differences, short
from booking.enums import Status
from booking.errors import BookingError
from booking.models import Appointment, Counter, FreeInterval
from privacy.audit import Actor
from privacy.models import AuditEntry
from tests.booking.acting import book, starts, take
from tests.booking.offices import AT, CITIZEN, EIGHT, LATER, NINE, office
from tests.booking.racing import assert_sound, codes, holding, race
from tests.factories.booking import CounterFactory, ServiceFactory

pytestmark = pytest.mark.django_db

BY = Actor(role="location_manager", user_id=7)


def changes_told(counter):
    return list(
        AuditEntry.objects.filter(object_type="booking.counter", object_id=str(counter.pk))
        .order_by("pk")
        .values_list("verb", "changed_fields")
    )


@pytest.mark.req("B7", "B8")
def test_added_counter_can_be_booked_at_once_as_far_as_people_book():
    place, service = office(0)

    counter = add_counter(place, label="Okence 1", order=0, services=[service], by=BY, at=AT)

    assert starts(place, service)[0] == "08:00"
    assert list(short(AT)) == []
    assert list(differences(AT)) == []
    assert changes_told(counter) == [("counter_added", [])]


@pytest.mark.req("B7")
def test_label_that_another_counter_has_is_refused_and_changes_nothing():
    place, service = office(2)
    first, second = place.counters.all()
    facts = {"label": first.label, "order": 5, "services": [service], "by": BY, "at": AT}

    with pytest.raises(BookingError, match="label_taken"):
        add_counter(place, **facts)
    with pytest.raises(BookingError, match="label_taken"):
        change_counter(second, **facts)

    second.refresh_from_db()
    assert (second.label, second.order) == ("Okence 2", 0)
    assert place.counters.count() == 2


@pytest.mark.req("B7")
def test_label_of_another_place_may_be_given_again():
    office(1)
    place, service = office(0)

    add_counter(place, label="Okence 1", order=0, services=[service], by=BY, at=AT)

    assert place.counters.get().label == "Okence 1"


@pytest.mark.req("B7")
def test_change_says_which_fields_changed_and_nothing_when_nothing_did():
    place, service = office(1)
    other = ServiceFactory()
    counter = place.counters.get()
    same = {"label": counter.label, "order": counter.order, "by": BY, "at": AT}

    assert change_counter(counter, services=[service], **same) == []
    assert change_counter(counter, services=[other], **same) == ["services"]

    assert starts(place, service) == []
    assert changes_told(counter) == [("counter_changed", ["services"])]


@pytest.mark.req("B7")
def test_services_of_many_counters_change_together_and_only_where_they_differ():
    place, service = office(2)
    extra = ServiceFactory()
    first, second = place.counters.all()
    second.services.add(extra)

    changed = change_services([first, second], [service, extra], adding=True, by=BY, at=AT)

    assert [(one.counter, one.added, one.removed) for one in changed] == [(first, [extra], [])]
    assert set(first.services.all()) == {service, extra}
    assert changes_told(first) == [("counter_changed", ["services"])]
    assert changes_told(second) == []


@pytest.mark.req("B7")
def test_service_taken_away_leaves_its_appointments_and_counts_them():
    place, service = office(2)
    book(place, service)
    taken = Appointment.objects.get().counter

    changed = change_services(place.counters.all(), [service], adding=False, by=BY, at=AT)

    assert {one.counter: one.kept for one in changed} == {
        counter: int(counter == taken) for counter in place.counters.all()
    }
    assert Appointment.objects.live().count() == 1
    assert starts(place, service) == []
    assert list(differences(AT)) == []


@pytest.mark.req("B7")
def test_retired_counter_offers_nothing_and_put_back_offers_again():
    place, service = office(1)
    counter = place.counters.get()
    offered = starts(place, service)

    retire(counter, by=BY, at=AT)
    retire(counter, by=BY, at=AT)

    assert starts(place, service) == []
    assert not FreeInterval.objects.exists()
    assert list(differences(AT)) == []

    put_back(counter, by=BY, at=AT)
    put_back(counter, by=BY, at=AT)

    assert starts(place, service) == offered
    assert list(short(AT)) == []
    assert list(differences(AT)) == []
    assert changes_told(counter) == [
        ("counter_retired", ["is_active"]),
        ("counter_put_back", ["is_active"]),
    ]


@pytest.mark.req("B7")
def test_counter_with_an_appointment_to_come_stays_in_use():
    place, service = office(1)
    book(place, service)
    counter = place.counters.get()

    with pytest.raises(BookingError, match="counter_needed"):
        retire(counter, by=BY, at=AT)
    retire(counter, by=BY, at=NINE)  # the visit is over

    counter.refresh_from_db()
    assert not counter.is_active
    assert list(differences(NINE)) == []


@pytest.mark.req("B7")
def test_counter_somebody_is_booking_at_stays_in_use_until_the_hold_is_over():
    place, service = office(1)
    take(place, service)
    counter = place.counters.get()

    with pytest.raises(BookingError, match="counter_needed"):
        retire(counter, by=BY, at=AT)
    retire(counter, by=BY, at=LATER)

    assert Appointment.objects.get().status == Status.EXPIRED
    assert list(differences(LATER)) == []


@pytest.mark.req("B7")
def test_counter_whose_name_was_given_away_cannot_be_put_back():
    place, _service = office(1)
    counter = place.counters.get()
    retire(counter, by=BY, at=AT)
    CounterFactory(location=place, label=counter.label)

    with pytest.raises(BookingError, match="label_taken"):
        put_back(counter, by=BY, at=AT)

    assert Counter.objects.get(pk=counter.pk).free_until is None


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_counters_added_at_once_are_all_there_and_sound():
    place, service = office(0)

    def adding(number):
        return lambda: add_counter(
            place, label=f"Okence {number}", order=number, services=[service], by=BY, at=AT
        )

    outcomes = race(*[adding(number) for number in range(6)], adding(0))

    assert codes(outcomes) == ["label_taken"] + 6 * ["ok"]
    assert_sound(AT)


@pytest.mark.race
@pytest.mark.req("B7", "X6")
@pytest.mark.django_db(transaction=True)
def test_counter_retired_while_people_book_there_is_never_left_with_their_appointments():
    place, service = office(1)
    counter = place.counters.get()

    outcomes = race(
        *[holding(place, service, EIGHT + n * timedelta(minutes=15)) for n in range(4)],
        lambda: retire(counter, by=BY, at=AT),
    )

    counter.refresh_from_db()
    held = Appointment.objects.held().count()
    assert held == sum(not isinstance(outcome, Exception) for outcome in outcomes[:4])
    assert counter.is_active == bool(held)
    assert_sound(AT)


def test_hold_at_a_retired_counter_is_refused():
    place, service = office(1)
    retire(place.counters.get(), by=BY, at=AT)

    with pytest.raises(BookingError):
        hold(service, place, starts_at=EIGHT, by=CITIZEN, language="sl", at=AT)

"""At which counters one person or a family is seen."""

from datetime import time, timedelta

import pytest

from booking.availability.check import differences
from booking.models import Counter
from tests.booking.acting import book, starts, take
from tests.booking.offices import AT, EIGHT, NINE, ZONE, derive, office
from tests.factories.booking import OpeningHoursFactory

pytestmark = pytest.mark.django_db


@pytest.mark.req("B20")
def test_hold_takes_the_counter_whose_free_time_begins_then():
    """What is left of the others stays in one piece."""
    place, service = office(2)
    roomy, snug = Counter.objects.order_by("pk")
    OpeningHoursFactory(counter=snug, opens=time(9), closes=time(12))
    derive(place)

    assert take(place, service, NINE).booking.appointments.get().counter == snug
    assert take(place, service, NINE).booking.appointments.get().counter == roomy


@pytest.mark.req("B21")
def test_family_is_seen_one_after_the_other_at_one_counter():
    place, service = office(2, closes=time(9))

    booking = book(place, service, people=4)

    rows = booking.appointments.all()
    assert len({row.counter_id for row in rows}) == 1
    assert [f"{row.starts_at.astimezone(ZONE):%H:%M}" for row in rows] == [
        "08:00",
        "08:15",
        "08:30",
        "08:45",
    ]
    assert [row.visitor.name for row in rows] == ["Oseba 0", "Oseba 1", "Oseba 2", "Oseba 3"]


@pytest.mark.req("B21")
def test_family_that_fits_at_no_single_counter_is_seen_side_by_side():
    place, service = office(2, closes=time(8, 30))

    assert starts(place, service, people=4) == ["08:00"]
    booking = book(place, service, people=4)

    assert sorted(row.starts_at for row in booking.appointments.all()) == [
        EIGHT,
        EIGHT,
        EIGHT + timedelta(minutes=15),
        EIGHT + timedelta(minutes=15),
    ]
    assert list(differences(AT)) == []


@pytest.mark.req("B21")
def test_family_side_by_side_needs_as_few_counters_as_it_can():
    place, service = office(3, closes=time(8, 30))
    OpeningHoursFactory(counter=Counter.objects.first(), opens=time(8), closes=time(8, 15))
    derive(place)

    rows = take(place, service, people=4).booking.appointments.all()

    assert len({row.counter_id for row in rows}) == 2


@pytest.mark.req("B21")
def test_family_finds_a_counter_whose_days_were_not_derived_yet():
    place, service = office(2, closes=time(8, 30), days=40)
    behind = Counter.objects.last()
    behind.free_intervals.all().delete()
    Counter.objects.filter(pk=behind.pk).update(free_until=None)

    held = take(place, service, people=4)

    assert held.booking.appointments.count() == 4
    assert list(differences(AT)) == []

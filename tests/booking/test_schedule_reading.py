"""What the counters of a place do, as one reading: taken, free, closed (B3–B5, B13)."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from psycopg.types.range import TimestamptzRange

from booking.actions.serving import no_show
from booking.actions.walk_ins import walk_in
from booking.enums import ClosureKind, RestrictionMode, Status
from booking.information.schedule import CLOSED, FREE, UNUSED, initials, schedule
from booking.models import Appointment, Closure, Counter, ServiceRestriction
from privacy.audit import Actor
from tests.booking.acting import book, take
from tests.booking.offices import AT, EIGHT, LATER, NINE, TUESDAY, ZONE, derive, local, office
from tests.factories.booking import AppointmentFactory, CounterFactory, ServiceFactory, booked

pytestmark = pytest.mark.django_db

CLERK = Actor(role="clerk", user_id=7, channel="unit")
TEN, NOON = local("2026-11-17", "10:00"), local("2026-11-17", "12:00")


def read(place, day=TUESDAY, at=AT, **more):
    """Return the lines of each column as (state, from, to)."""
    with translation.override("sl"):
        (found,) = schedule(place, day, day, at=at, **more)
    return [[told(line) for line in column.lines] for column in found.columns]


def told(line):
    return (
        line.state,
        *(f"{one.astimezone(ZONE):%H:%M}" for one in (line.starts_at, line.ends_at)),
    )


def close(start, end, **fields):
    return Closure.objects.create(period=TimestamptzRange(start, end), **fields)


@pytest.mark.req("B3", "B4")
def test_day_tells_taken_and_free_time_of_each_counter():
    place, service = office(2)
    booking = book(place, service)

    lines = read(place)

    taken = booking.appointments.get().counter
    assert [column.label for column in schedule(place, TUESDAY, TUESDAY, at=AT)[0].columns] == [
        "Okence 1",
        "Okence 2",
    ]
    index = list(place.counters.order_by("order", "pk")).index(taken)
    assert lines[index] == [("booked", "08:00", "08:15"), (FREE, "08:15", "12:00")]
    assert lines[1 - index] == [(FREE, "08:00", "12:00")]


@pytest.mark.req("B3")
def test_what_has_just_been_cancelled_is_free_at_once():
    place, service = office(1)
    held = take(place, service, NINE)
    assert ("held", "09:00", "09:15") in read(place)[0]

    held.booking.appointments.update(expires_at=AT)

    assert read(place, at=LATER) == [[(FREE, "08:00", "12:00")]]


@pytest.mark.req("B13")
def test_every_state_has_its_own_word():
    place, service = office(1)
    counter = place.counters.get()
    for number, status in enumerate(
        [Status.BOOKED, Status.ARRIVED, Status.SERVED, Status.NO_SHOW, Status.HELD]
    ):
        AppointmentFactory(
            booking=booked(location=place, counter=CounterFactory(), service=service),
            counter=counter,
            status=status,
            starts_at=EIGHT + number * service.length,
            expires_at=NOON,
        )
    derive(place)

    (day,) = schedule(place, TUESDAY, TUESDAY, at=AT)

    words = [line.word for line in day.columns[0].lines]
    assert len(set(words)) == 6
    assert all(words)


@pytest.mark.req("B13")
def test_walk_in_is_marked_and_named_by_initials():
    place, service = office(1)
    walk_in(service, place, name="Maja Ana Zupan", by=CLERK, at=NINE)

    (day,) = schedule(place, TUESDAY, TUESDAY, at=NINE)

    (line,) = day.columns[0].taken
    assert (line.is_walk_in, line.initials, line.state) == (True, "MZ", "arrived")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Maja Zupan", "MZ"), ("Maja", "M"), ("", ""), ("  ", ""), ("ђорђе Вук Љубић", "ЂЉ")],
)
def test_initials_are_the_first_and_the_last_name(name, letters):
    assert initials(name) == letters


@pytest.mark.req("B12", "B13")
def test_closure_is_told_with_its_kind_and_reason():
    place, _service = office(2)
    first, _second = place.counters.order_by("order", "pk")
    close(TEN, NOON, counter=first, kind=ClosureKind.INTERNAL, reason_sl="Popis arhiva")
    derive(place)

    with translation.override("sl"):
        (day,) = schedule(place, TUESDAY, TUESDAY, at=AT)
        kind = str(ClosureKind.INTERNAL.label)

    own, other = day.columns
    (line,) = own.of(CLOSED)
    assert told(line) == (CLOSED, "10:00", "12:00")
    assert (line.word, line.note) == (kind, "Popis arhiva")
    assert [told(line) for line in own.of(FREE)] == [(FREE, "08:00", "10:00")]
    assert other.of(CLOSED) == []


@pytest.mark.req("B12")
def test_closure_of_the_place_is_told_at_every_counter_and_day_within_it():
    place, _service = office(2)
    close(TEN, TEN + timedelta(days=2), location=place)
    other, _ = office(1)
    close(TEN, NOON, location=other)

    days = schedule(place, TUESDAY, date(2026, 11, 19), at=AT)

    assert [[told(one.of(CLOSED)[0]) for one in day.columns] for day in days] == [
        [(CLOSED, "10:00", "00:00")] * 2,
        [(CLOSED, "00:00", "00:00")] * 2,
        [(CLOSED, "00:00", "10:00")] * 2,
    ]


@pytest.mark.req("B5")
def test_by_service_only_its_counters_and_its_free_time_are_shown():
    place, service = office(2)
    other = ServiceFactory()
    second = place.counters.order_by("order", "pk")[1]
    second.services.set([other])
    first = place.counters.order_by("order", "pk")[0]
    first.services.add(other)
    only_other = ServiceRestriction.objects.create(mode=RestrictionMode.ONLY)
    only_other.services.set([other])
    close(TEN, NOON, counter=first, restriction=only_other)
    derive(place)

    assert read(place, service=service) == [
        [(FREE, "08:00", "10:00"), (CLOSED, "10:00", "12:00"), (FREE, "10:00", "12:00")]
    ]
    assert read(place, service=other) == [
        [(FREE, "08:00", "10:00"), (CLOSED, "10:00", "12:00")],
        [(FREE, "08:00", "12:00")],
    ]


@pytest.mark.req("B4")
def test_by_counter_only_that_one_is_shown():
    place, _service = office(3)
    counter = place.counters.order_by("pk")[1]

    (day,) = schedule(place, TUESDAY, TUESDAY, at=AT, counter=counter)

    assert [column.counter for column in day.columns] == [counter.pk]


def test_counter_out_of_use_is_shown_while_it_has_appointments():
    place, service = office(2)
    book(place, service)
    Counter.objects.filter(location=place).update(is_active=False)

    (day,) = schedule(place, TUESDAY, TUESDAY, at=AT)
    (empty,) = schedule(place, date(2026, 11, 18), date(2026, 11, 18), at=AT)

    assert [(column.is_active, len(column.taken)) for column in day.columns] == [(False, 1)]
    assert day.columns[0].of(FREE) == []
    assert empty.columns == []


def test_free_time_that_has_passed_is_told_apart():
    place, service = office(1)
    booking = book(place, service)
    no_show(booking.appointments.get(), by=CLERK, at=EIGHT)

    assert read(place, at=NINE + timedelta(minutes=2)) == [
        [
            ("no_show", "08:00", "08:15"),
            (UNUSED, "08:15", "09:05"),
            (FREE, "09:05", "12:00"),
        ]
    ]


def test_cancelled_and_moved_appointments_and_other_places_are_not_there():
    place, service = office(1)
    book(place, service)
    Appointment.objects.update(status=Status.CANCELLED)
    derive(place)
    other, _ = office(1, service=service)
    book(other, service)

    assert read(place) == [[(FREE, "08:00", "12:00")]]


@pytest.mark.req("B3")
@pytest.mark.parametrize(("counters", "most"), [(1, 1), (30, 4)])
def test_reading_takes_as_many_queries_for_one_as_for_many(
    django_assert_num_queries, counters, most
):
    place, service = office(counters)
    for counter in place.counters.all():
        for number in range(most):
            booked(
                location=place,
                counter=counter,
                service=service,
                starts_at=EIGHT + number * service.length,
            )
        close(TEN, NOON, counter=counter)

    with django_assert_num_queries(8):
        schedule(place, TUESDAY, TUESDAY + timedelta(days=6), at=AT)

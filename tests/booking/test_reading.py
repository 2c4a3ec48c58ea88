"""Reading free time: under expired holds, up to the horizon, and nowhere that is switched off."""

from datetime import date, time, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from booking.actions.tidying import tidy_holds
from booking.availability.earliest import earliest
from booking.availability.slots import day_counts, next_slots, slots
from booking.models import Appointment, Closure, Counter, ExtraOpening, ServiceRestriction
from tests.booking.acting import refusal, starts, take
from tests.booking.offices import AT, EIGHT, LATER, TUESDAY, ZONE, derive, local, office
from tests.factories.booking import OpeningHoursFactory, ServiceFactory

pytestmark = pytest.mark.django_db

WEEK = (date(2026, 11, 16), date(2026, 11, 22))


def only(*services):
    row = ServiceRestriction.objects.create(mode="only")
    row.services.set(services)
    return row


@pytest.mark.req("B3", "B20")
def test_slots_stand_one_service_length_apart_and_count_counters():
    place, service = office(2, closes=time(9))

    found = slots(place, service, TUESDAY, TUESDAY, at=AT)

    assert starts(place, service) == ["08:00", "08:15", "08:30", "08:45"]
    assert [slot.free for slot in found] == [2, 2, 2, 2]
    assert day_counts(found, ZONE) == {TUESDAY: 4}


@pytest.mark.req("B23", "B33")
def test_earliest_names_the_first_time_of_each_location():
    place, service = office(1)
    other, _service = office(1, service=service, opens=time(10))
    take(place, service, local("2026-11-16", "10:00"))

    found = earliest(service, at=AT)

    # Two hours' notice from 8.00: the first offered start is 10.00, taken at the first place.
    assert found == {
        place.pk: local("2026-11-16", "10:15"),
        other.pk: local("2026-11-16", "10:00"),
    }
    assert earliest(service, at=AT, unit=other.unit) == {other.pk: local("2026-11-16", "10:00")}


def test_next_slots_look_beyond_the_first_week():
    place, service = office(1)
    Closure.objects.create(
        location=place,
        period=DateTimeTZRange(AT, AT + timedelta(days=14)),
        reason_sl="Prenova",
    )
    derive(place)

    found = next_slots(place, service, at=AT)

    assert len(found) == 5
    assert found[0].starts_at == local("2026-11-30", "08:00")


@pytest.mark.req("B27")
def test_expired_holds_read_as_if_they_had_been_turned_over():
    """Before and after the job: the same times, on other days too, for either service."""
    place, service = office(1, closes=time(9))
    other = ServiceFactory()
    Counter.objects.get().services.add(other)
    afternoon = DateTimeTZRange(EIGHT + timedelta(hours=4), EIGHT + timedelta(hours=5))
    ExtraOpening.objects.create(location=place, period=afternoon, restriction=only(service))
    derive(place)
    take(place, service)
    take(place, service, local("2026-11-17", "12:15"))
    take(place, service, local("2026-11-30", "08:00"))

    def seen():
        read = [slots(place, one, *WEEK, at=LATER) for one in (service, other)]
        return read, [earliest(one, at=LATER) for one in (service, other)]

    before = seen()
    assert tidy_holds(at=LATER) == 3
    assert before == seen()
    assert len(before[0][0]) == len(before[0][1]) + 4


@pytest.mark.req("B8")
def test_expired_hold_gives_no_time_where_nothing_can_be_booked():
    place, service = office(1)
    take(place, service)
    far, _service = office(1, service=service)
    place.unit.open_channels = []
    place.unit.save()
    Closure.objects.create(location=far, period=DateTimeTZRange(AT, AT + timedelta(days=40)))
    derive(far)

    assert earliest(service, at=LATER) == {}


def test_expired_hold_of_another_unit_is_left_out():
    place, service = office(1)
    take(place, service)
    other, _service = office(1, service=service)

    assert set(earliest(service, at=LATER, unit=other.unit)) == {other.pk}


def test_counter_out_of_use_gives_no_time():
    place, service = office(2, closes=time(8, 15))
    Counter.objects.filter(pk=Counter.objects.first().pk).update(is_active=False)

    assert slots(place, service, TUESDAY, TUESDAY, at=AT)[0].free == 1
    Counter.objects.update(is_active=False)
    assert starts(place, service) == []
    assert earliest(service, at=AT) == {}


@pytest.mark.req("B23", "B32")
@pytest.mark.parametrize("release", [None, time(7, 59), time(8), time(8, 1)])
@pytest.mark.parametrize("free_day", [17, 18, 19])
def test_earliest_is_the_first_listed_time_up_to_the_last_day(release, free_day):
    service = ServiceFactory(horizon_days=2, release_at=release)
    place, _service = office(1, service=service)
    closed = DateTimeTZRange(AT - timedelta(hours=8), local(f"2026-11-{free_day}", "00:00"))
    Closure.objects.create(location=place, period=closed)
    derive(place)

    listed = slots(place, service, *WEEK, at=AT)

    expected_last = 17 if release == time(8, 1) else 18
    assert bool(listed) == (free_day <= expected_last)
    assert earliest(service, at=AT) == ({place.pk: listed[0].starts_at} if listed else {})


@pytest.mark.req("B32")
@pytest.mark.parametrize(("release", "last"), [(None, 18), (time(8), 18), (time(8, 1), 17)])
def test_last_bookable_day_ends_at_midnight_and_opens_at_the_release_hour(release, last):
    """It is 8.00 on the 16th; the service opens two days ahead."""
    service = ServiceFactory(horizon_days=2, notice_hours=0, release_at=release)
    place, _service = office(1, service=service, opens=time(0), closes=time(0))
    beyond = local(f"2026-11-{last + 1}", "00:00")

    found = slots(place, service, date(2026, 11, 16), date(2026, 11, 20), at=AT)

    assert found[-1].starts_at == beyond - service.length
    assert refusal(take, place, service, beyond) == "bad_start"
    assert take(place, service, beyond - service.length)


def test_earliest_is_not_put_off_by_an_expired_hold_at_a_counter_that_opens_later():
    place, service = office(2)
    later = Counter.objects.last()
    OpeningHoursFactory(counter=later, opens=time(11), closes=time(12))
    derive(place)
    first = local("2026-11-16", "10:15")  # two hours' notice, and the quarter that is listed next
    take(place, service, local("2026-11-16", "11:00"))
    assert Appointment.objects.filter(counter=later).exists()

    assert earliest(service, at=LATER) == {place.pk: first}

"""The derived free time keeps up with hours, closures and days, and is checked and repaired."""

from datetime import date, time, timedelta

import pytest
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from booking.actions.changing import cancel
from booking.actions.tidying import tidy_availability
from booking.availability.check import differences
from booking.availability.derive import rederive
from booking.models import Closure, Counter, FreeInterval, OpeningHours
from tests.booking.acting import book, starts, take
from tests.booking.offices import AT, CITIZEN, EIGHT, derive, local, office
from tests.factories.booking import CounterFactory, OpeningHoursFactory

pytestmark = pytest.mark.django_db


def test_counter_short_of_days_is_extended_by_the_writer():
    place, service = office(1, days=3)
    late = local("2026-12-14", "08:00")

    held = take(place, service, late)

    assert held.booking.appointments.get().starts_at == late
    assert Counter.objects.get().free_until > date(2026, 12, 14)
    assert list(differences(AT)) == []


def test_tidy_availability_extends_to_the_longest_horizon_and_drops_the_past():
    place, service = office(1, days=3)

    extended, _dropped = tidy_availability(at=AT)
    _extended, dropped = tidy_availability(at=AT + timedelta(days=7))

    assert extended == 1
    assert dropped > 0
    assert Counter.objects.get().free_until == date(2026, 11, 23) + timedelta(days=90)
    assert list(differences(AT + timedelta(days=7))) == []


def test_today_is_not_dropped_with_the_past():
    office(1)
    afternoon = AT + timedelta(hours=8)

    tidy_availability(at=afternoon)

    assert list(differences(afternoon)) == []


def test_counter_out_of_use_is_not_called_derived():
    place, _service = office(1, days=3)
    closed = CounterFactory(location=place, is_active=False)

    tidy_availability(at=AT)

    closed.refresh_from_db()
    assert closed.free_until is None


def test_days_beyond_what_a_counter_reaches_stay_underived():
    place, _service = office(1, days=2)
    counters = list(Counter.objects.select_related("location"))

    rederive(counters, date(2026, 11, 17), date(2026, 11, 20))

    last = counters[0].free_intervals.order_by("period").last()
    assert last.period.lower == local("2026-11-18", "08:00")
    assert list(differences(AT)) == []


@pytest.mark.req("B3")
def test_counters_own_hours_hold_only_while_they_are_valid():
    """However many days are derived at once: the location's hours take over the day after."""
    place, service = office(1, opens=time(8), closes=time(9))
    OpeningHoursFactory(
        counter=Counter.objects.get(),
        opens=time(10),
        closes=time(11),
        valid_from=date(2026, 11, 17),
        valid_to=date(2026, 11, 17),
    )
    derive(place)

    seen = [starts(place, service, date(2026, 11, day))[0] for day in (17, 18)]
    assert seen == ["10:00", "08:00"]
    day = date(2026, 11, 18)
    rederive(list(Counter.objects.select_related("location")), day, day)
    assert starts(place, service, date(2026, 11, 18))[0] == "08:00"
    assert list(differences(AT)) == []


@pytest.mark.req("B12")
def test_closure_under_an_appointment_strands_it_but_frees_nothing():
    place, service = office(1)
    booking = book(place, service)
    Closure.objects.create(
        location=place,
        period=DateTimeTZRange(EIGHT, EIGHT + timedelta(hours=4)),
        reason_sl="Stavka",
    )
    derive(place)

    cancel(booking, by=CITIZEN, at=AT)

    assert starts(place, service) == []
    assert list(differences(AT)) == []


def test_check_availability_finds_and_repairs_a_difference(capsys):
    office(1, at=timezone.now())  # the command asks the real clock
    FreeInterval.objects.order_by("period").last().delete()

    with pytest.raises(SystemExit) as failed:
        call_command("check_availability")
    call_command("check_availability", "--repair")
    call_command("check_availability")

    assert failed.value.code == 1
    assert "0 counters differ" in capsys.readouterr().out.splitlines()[-1]


def test_check_availability_sees_a_counter_that_was_never_derived(capsys):
    place, service = office(1, at=timezone.now(), days=100)
    CounterFactory(location=place, services=[service])

    with pytest.raises(SystemExit):
        call_command("check_availability")
    call_command("check_availability", "--repair")
    call_command("check_availability")

    lines = capsys.readouterr().out.splitlines()
    assert "derived to no day only" in lines[0]
    assert "0 counters differ, 0 fall short" in lines[-1]
    assert Counter.objects.last().free_intervals.exists()


def test_differences_are_found_at_a_counter_of_the_unit_itself():
    place, service = office(1)
    counter = CounterFactory(location=place.unit, services=[service])
    OpeningHours.objects.filter(location=place).update(location=place.unit)
    Counter.objects.filter(pk=counter.pk).update(free_until=date(2026, 11, 20))

    assert counter in [one.counter for one in differences(AT)]

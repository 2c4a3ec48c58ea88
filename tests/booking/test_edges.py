"""Where two rules meet: a key after its hold, a family half expired, a rule that ends."""

from datetime import date, time, timedelta
from itertools import chain, repeat

import pytest
from django.core.management import call_command
from django.utils import timezone

from booking.actions import confirming, keys
from booking.actions.changing import cancel, reschedule
from booking.actions.holding import extend, release
from booking.actions.locks import lock_counters, turn_expired
from booking.actions.tidying import tidy_availability, tidy_holds
from booking.availability.check import differences
from booking.availability.derive import rederive
from booking.availability.slots import slots
from booking.enums import Status
from booking.errors import BookingError
from booking.models import Appointment, Booking, Counter, OpeningHours
from booking.models.counter import CounterQuerySet
from privacy.models import AuditEntry
from tests.booking.offices import AT, CITIZEN, ZONE, derive, local, office
from tests.booking.test_actions import EIGHT, NINE, book, confirm_hold, starts, take
from tests.factories.booking import CounterFactory, OpeningHoursFactory, ServiceFactory

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(minutes=11)


def refusal(action, *args, **kwargs):
    with pytest.raises(BookingError) as refused:
        action(*args, **kwargs)
    return refused.value.code


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


@pytest.mark.req("B27")
def test_key_of_an_expired_hold_takes_the_time_anew():
    place, service = office(1)
    first = take(place, service, idempotency_key="form")

    again = take(place, service, idempotency_key="form", at=LATER)

    assert again.booking.pk != first.booking.pk
    assert again.booking.appointments.get().expires_at == LATER + timedelta(minutes=10)
    assert again.token == first.token
    assert refusal(take, place, service, idempotency_key="other", at=LATER) == "slot_taken"


def test_key_of_a_released_hold_takes_the_time_anew():
    place, service = office(1)
    first = take(place, service, idempotency_key="form")
    release(first.booking, by=CITIZEN, at=AT)

    again = take(place, service, idempotency_key="form")

    assert again.booking.appointments.get().status == Status.HELD


def test_key_of_an_expired_hold_whose_time_is_gone_says_so():
    place, service = office(1)
    take(place, service, idempotency_key="form")
    take(place, service, at=LATER)

    assert refusal(take, place, service, idempotency_key="form", at=LATER) == "slot_taken"


def test_key_is_not_taken_from_a_hold_that_another_click_has_made_meanwhile():
    """Both saw the old hold run out; the second one looks again under the lock."""
    place, service = office(1)
    fresh = take(place, service, idempotency_key="form").booking

    keys._forget("form", AT)

    fresh.refresh_from_db()
    assert fresh.idempotency_key == "form"


def test_key_of_a_confirmed_hold_stays_its_own():
    place, service = office(2)
    booking = book(place, service, idempotency_key="form")

    again = take(place, service, idempotency_key="form", at=LATER)

    assert again.booking == booking
    assert Appointment.objects.count() == 1


def test_key_of_a_hold_that_made_a_move_stays_its_own():
    place, service = office(1)
    booking = book(place, service)
    new = take(place, service, NINE, moves=booking, idempotency_key="form").booking
    reschedule(booking, hold=new, by=CITIZEN, at=AT)

    assert take(place, service, NINE, moves=booking, idempotency_key="form").booking == new


@pytest.mark.req("B27")
def test_released_hold_is_over_for_good():
    place, service = office(1)
    held = take(place, service).booking
    release(held, by=CITIZEN, at=AT)
    release(held, by=CITIZEN, at=AT)

    assert refusal(extend, held, at=AT) == "hold_expired"
    assert refusal(confirm_hold, held) == "hold_expired"
    assert AuditEntry.objects.filter(verb="release").count() == 1


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


@pytest.mark.req("B28")
def test_move_to_a_hold_of_another_service_is_refused():
    place, service = office(1)
    short = ServiceFactory(minutes=5)
    Counter.objects.get().services.add(short)
    booking = book(place, service)
    hold = take(place, short, NINE, moves=booking).booking

    assert refusal(reschedule, booking, hold=hold, by=CITIZEN, at=AT) == "not_bookable"
    assert booking.appointments.get(status=Status.BOOKED).starts_at == EIGHT


@pytest.mark.req("B25", "B28")
def test_what_is_left_of_a_family_moves_with_a_hold_of_its_size():
    place, service = office(1)
    booking = book(place, service, people=3)
    gone, *left = booking.visitors.all()
    cancel(booking, by=CITIZEN, at=AT, visitor=gone)
    too_many = take(place, service, NINE, people=3, moves=booking).booking
    assert refusal(reschedule, booking, hold=too_many, by=CITIZEN, at=AT) == "hold_expired"
    release(too_many, by=CITIZEN, at=AT)

    fits = take(place, service, NINE, people=2, moves=booking).booking
    reschedule(booking, hold=fits, by=CITIZEN, at=AT)

    live = booking.appointments.filter(status=Status.BOOKED)
    assert [one.visitor for one in live] == left
    assert live[0].starts_at == NINE
    assert list(differences(AT)) == []


def test_cancel_does_not_touch_the_visitors_of_another_booking():
    place, service = office(1)
    ana, bor = book(place, service), book(place, service, NINE)

    cancel(ana, by=CITIZEN, at=AT, visitor=bor.visitors.get())

    assert Appointment.objects.live().count() == 2


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


@pytest.mark.req("B21")
def test_family_finds_a_counter_whose_days_were_not_derived_yet():
    place, service = office(2, closes=time(8, 30), days=40)
    behind = Counter.objects.last()
    behind.free_intervals.all().delete()
    Counter.objects.filter(pk=behind.pk).update(free_until=None)

    held = take(place, service, people=4)

    assert held.booking.appointments.count() == 4
    assert list(differences(AT)) == []


def test_counter_out_of_use_is_not_called_derived():
    place, _service = office(1, days=3)
    closed = CounterFactory(location=place, is_active=False)

    tidy_availability(at=AT)

    closed.refresh_from_db()
    assert closed.free_until is None


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


def test_reference_that_exists_is_drawn_again(monkeypatch):
    place, service = office(1)
    first = book(place, service)
    drawn = chain([first.reference], repeat("NEWW-REFF"))
    monkeypatch.setattr(confirming, "new_reference", lambda: next(drawn))

    assert book(place, service, NINE).reference == "NEWW-REFF"


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


@pytest.mark.req("B27")
def test_hold_is_taken_again_from_under_another_that_expired_too():
    place, service = office(1)
    first = take(place, service).booking
    take(place, service, at=LATER)

    extend(first, at=LATER + timedelta(minutes=11))

    assert first.appointments.get().status == Status.HELD
    assert Appointment.objects.held().count() == 1


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


def test_hold_of_this_very_moment_is_refused():
    place, service = office(1, service=ServiceFactory(notice_hours=0))

    assert refusal(take, place, service, EIGHT, at=EIGHT) == "bad_start"


def test_hold_for_more_people_than_the_service_takes_is_refused():
    place, service = office(2)

    assert refusal(take, place, service, people=service.max_people + 1) == "too_many"
    assert refusal(take, place, service, people=0) == "too_many"


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
def test_family_side_by_side_needs_as_few_counters_as_it_can():
    place, service = office(3, closes=time(8, 30))
    OpeningHoursFactory(counter=Counter.objects.first(), opens=time(8), closes=time(8, 15))
    derive(place)

    rows = take(place, service, people=4).booking.appointments.all()

    assert len({row.counter_id for row in rows}) == 2


@pytest.mark.req("B28")
def test_move_with_a_hold_that_was_not_taken_for_it_is_refused():
    place, service = office(1)
    ana, bor = book(place, service), book(place, service, NINE)
    ten = NINE + timedelta(hours=1)
    for_nobody, for_bor = (
        take(place, service, ten),
        take(place, service, ten.replace(minute=30), moves=bor),
    )

    for hold in (for_nobody, for_bor):
        assert refusal(reschedule, ana, hold=hold.booking, by=CITIZEN, at=AT) == "not_confirmed"


@pytest.mark.req("B28")
def test_move_of_a_cancelled_or_past_appointment_is_refused():
    place, service = office(1)
    booking = book(place, service)
    hold = take(place, service, NINE, moves=booking).booking

    assert refusal(reschedule, booking, hold=hold, by=CITIZEN, at=EIGHT) == "past"
    cancel(booking, by=CITIZEN, at=AT)
    assert refusal(reschedule, booking, hold=hold, by=CITIZEN, at=AT) == "already_cancelled"


def test_mere_hold_is_neither_cancelled_nor_confirmed_where_it_is_for_a_move():
    place, service = office(1)
    booking = book(place, service)
    hold = take(place, service, NINE, moves=booking).booking

    assert refusal(cancel, hold, by=CITIZEN, at=AT) == "not_confirmed"
    assert refusal(confirm_hold, hold) == "not_confirmed"


def test_confirm_wants_one_visitor_for_each_appointment():
    place, service = office(1)
    hold = take(place, service, people=2).booking

    assert refusal(confirm_hold, hold, people=1) == "too_many"


@pytest.mark.req("B25")
def test_cancelled_booking_is_kept_when_empty_groups_go():
    place, service = office(1)
    booking = book(place, service)
    cancel(booking, by=CITIZEN, at=AT)

    tidy_holds(at=AT + timedelta(days=3))

    assert Booking.objects.get() == booking
    assert booking.contact.name == "Ana Preizkus"


def test_today_is_not_dropped_with_the_past():
    office(1)
    afternoon = AT + timedelta(hours=8)

    tidy_availability(at=afternoon)

    assert list(differences(afternoon)) == []


def test_days_beyond_what_a_counter_reaches_stay_underived():
    place, _service = office(1, days=2)
    counters = list(Counter.objects.select_related("location"))

    rederive(counters, date(2026, 11, 17), date(2026, 11, 20))

    last = counters[0].free_intervals.order_by("period").last()
    assert last.period.lower == local("2026-11-18", "08:00")
    assert list(differences(AT)) == []

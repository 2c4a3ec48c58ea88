"""Two appointments never share a counter and a minute (X6), however many want it at once."""

import threading
from collections import Counter as Tally
from datetime import timedelta

import pytest
from django.db import transaction

from booking.actions import locks
from booking.actions.changing import cancel, reschedule
from booking.actions.confirming import ContactDetails, VisitorDetails, confirm
from booking.actions.holding import extend
from booking.actions.tidying import tidy_holds
from booking.enums import Status
from booking.errors import BookingError
from booking.models import Appointment, Booking
from booking.models.counter import CounterQuerySet
from messaging.models import Message
from tests.booking.offices import AT, CITIZEN, EIGHT, NINE, derive, local, office, privacy_notice
from tests.booking.racing import assert_sound, codes, double_bookings, holding, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

ANA = ContactDetails(name="Ana Preizkus", email="ana@example.org", wants_email=True)


def confirming(booking, *, at=AT, people=1):
    notice = privacy_notice()
    return lambda: confirm(
        booking,
        contact=ANA,
        visitors=[VisitorDetails(name="Ana Preizkus")] * people,
        acknowledgement=None,
        privacy_notice=notice,
        language="sl",
        by=CITIZEN,
        at=at,
    )


def confirmed(place, service, starts_at=EIGHT):
    return confirming(holding(place, service, starts_at)().booking)()


@pytest.mark.req("X6", "B27")
@pytest.mark.parametrize("capacity", [1, 3])
def test_fifty_holds_on_k_counters_give_exactly_k(capacity):
    place, service = office(capacity)

    for number in range(10):
        start = EIGHT + timedelta(minutes=15 * number)
        outcomes = race(*[holding(place, service, start)] * 50)

        assert Tally(codes(outcomes)) == {"ok": capacity, "slot_taken": 50 - capacity}
    assert_sound(AT)


@pytest.mark.req("X6")
def test_fifty_holds_without_locks_hit_the_constraint_and_never_overbook(monkeypatch):
    """Negative control: without our locks the database itself must refuse."""
    seen = []
    sqlstate = locks._sqlstate
    monkeypatch.setattr(locks, "_sqlstate", lambda error: seen.append(sqlstate(error)) or seen[-1])
    monkeypatch.setattr(CounterQuerySet, "locked", lambda rows, skip=False: rows.order_by("pk"))
    monkeypatch.setattr(locks, "NO_KEY_UPDATE", "")
    monkeypatch.setattr(locks, "SKIP_LOCKED", "")
    place, service = office(2)

    for number in range(5):
        race(*[holding(place, service, EIGHT + timedelta(minutes=15 * number))] * 50)

    assert {locks.EXCLUSION_VIOLATION, locks.DEADLOCK} & set(seen)
    assert double_bookings() == 0


@pytest.mark.req("B27")
def test_hold_against_expiry_gives_the_time_once():
    place, service = office(1)
    holding(place, service)()
    later = AT + timedelta(minutes=11)

    outcomes = race(*[holding(place, service, at=later)] * 10, *[lambda: tidy_holds(at=later)] * 3)

    assert Tally(codes(outcomes)) == {"ok": 4, "slot_taken": 9}
    assert Appointment.objects.held().count() == 1
    assert_sound(later)


@pytest.mark.req("B27", "X6")
def test_confirm_against_expiry_gives_the_time_to_one_of_both():
    place, service = office(1)
    winners = Tally()

    for number in range(8):
        start = EIGHT + timedelta(minutes=15 * number)
        held = holding(place, service, start)().booking
        later = AT + timedelta(minutes=11)
        sure, other = race(confirming(held, at=later), holding(place, service, start, at=later))

        won = [not isinstance(outcome, BookingError) for outcome in (sure, other)]
        assert sorted(won) == [False, True]
        held.refresh_from_db()
        assert held.is_confirmed == won[0]
        winners["confirm" if won[0] else "hold"] += 1
    assert sum(winners.values()) == 8
    assert_sound(AT + timedelta(minutes=11))


@pytest.mark.req("B25", "B28")
def test_cancel_against_reschedule_leaves_one_clear_state():
    place, service = office(2)

    for number in range(8):
        start = EIGHT + timedelta(minutes=15 * number)
        booking = confirmed(place, service, start)
        new = holding(place, service, start + timedelta(hours=1), moves=booking)().booking
        outcomes = race(
            lambda booking=booking: cancel(booking, by=CITIZEN, at=AT),
            lambda booking=booking, new=new: reschedule(booking, hold=new, by=CITIZEN, at=AT),
        )

        statuses = Tally(booking.appointments.values_list("status", flat=True))
        moved_first = {Status.MOVED: 1, Status.CANCELLED: 1}
        assert statuses in (moved_first, {Status.CANCELLED: 1})
        assert codes(outcomes) == (
            ["ok", "ok"] if statuses == moved_first else ["already_cancelled", "ok"]
        )
    assert_sound(AT)


@pytest.mark.req("B28", "X6")
def test_two_people_who_want_each_others_times_both_keep_their_own():
    place, service = office(1)
    ana, bor = confirmed(place, service, EIGHT), confirmed(place, service, NINE)

    outcomes = race(
        holding(place, service, NINE, moves=ana), holding(place, service, EIGHT, moves=bor)
    )

    assert codes(outcomes) == ["slot_taken", "slot_taken"]
    assert ana.appointments.get(status=Status.BOOKED).starts_at == EIGHT
    assert bor.appointments.get(status=Status.BOOKED).starts_at == NINE
    assert_sound(AT)


@pytest.mark.req("B21", "X6")
def test_family_of_four_on_two_counters_against_single_holds_is_whole_or_refused():
    place, service = office(2)

    for number in range(6):
        start = EIGHT + timedelta(minutes=30 * number)
        family = holding(place, service, start, people=4)
        singles = [
            holding(place, service, start + timedelta(minutes=15 * step))
            for step in (0, 0, 0, 1, 1, 1)
        ]
        first, *others = race(family, *singles)

        codes([first, *others])
        taken = Appointment.objects.held().filter(
            period__startswith__gte=start, period__startswith__lt=start + timedelta(minutes=60)
        )
        if isinstance(first, BookingError):
            assert first.code == "slot_taken"
        else:
            assert first.booking.appointments.count() == 4
        assert taken.count() <= 8
        Booking.objects.all().delete()
        derive(place)
    assert_sound(AT)


@pytest.mark.req("B27")
def test_double_click_with_one_key_is_one_hold():
    place, service = office(3)

    outcomes = race(*[holding(place, service, idempotency_key="form-1")] * 12)

    assert codes(outcomes) == ["ok"] * 12
    assert len({held.booking.pk for held in outcomes}) == 1
    assert len({held.token for held in outcomes}) == 1
    assert Appointment.objects.count() == 1


@pytest.mark.req("B27")
def test_double_click_with_the_key_of_an_expired_hold_is_one_hold():
    place, service = office(3)
    holding(place, service, idempotency_key="form-1")()

    later = AT + timedelta(minutes=11)
    outcomes = race(*[holding(place, service, idempotency_key="form-1", at=later)] * 12)

    assert codes(outcomes) == ["ok"] * 12
    assert len({held.booking.pk for held in outcomes}) == 1
    assert Appointment.objects.held().filter(expires_at__gt=later).count() == 1
    assert_sound(later)


@pytest.mark.req("X6", "B27")
@pytest.mark.parametrize("writing", ["confirm", "extend"])
def test_writing_on_the_day_after_is_not_swept_away(writing):
    """The job that drops empty groups looks while the holder is taking the time once more."""
    place, service = office(1)
    held = holding(place, service, local("2026-11-19", "08:00"))().booking
    tidy_holds(at=AT + timedelta(minutes=11))
    later = AT + timedelta(hours=25)
    write = confirming(held, at=later) if writing == "confirm" else lambda: extend(held, at=later)

    outcomes = []
    job = threading.Thread(target=lambda: outcomes.extend(race(lambda: tidy_holds(at=later))))
    with transaction.atomic():
        write()
        job.start()
        job.join(timeout=1)  # by now it has passed us by, or it waits for us
    job.join(timeout=30)

    assert codes(outcomes) == ["ok"]
    assert Appointment.objects.occupying().count() == 1
    assert_sound(later)


@pytest.mark.req("B25")
def test_two_tabs_confirming_one_hold_give_one_booking_and_one_mail():
    place, service = office(1)
    held = holding(place, service)().booking

    outcomes = race(*[confirming(held)] * 6)

    assert codes(outcomes) == ["ok"] * 6
    assert len({booking.reference for booking in outcomes}) == 1
    assert Message.objects.filter(kind="booking.confirmation").count() == 1
    assert_sound(AT)


@pytest.mark.req("X6")
def test_holds_and_cancellations_at_once_never_answer_taken_falsely():
    """Pass 2 waits for a counter somebody is writing instead of calling its time taken."""
    place, service = office(1)
    starts = [EIGHT + timedelta(minutes=15 * number) for number in range(12)]

    outcomes = race(*[holding(place, service, start) for start in starts])

    assert codes(outcomes) == ["ok"] * 12
    assert_sound(AT)

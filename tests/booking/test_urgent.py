"""Time kept for urgent cases: who sees it, who may have it, and when it is released (B35)."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction

from booking.actions.changing import cancel, reschedule
from booking.actions.holding import nearest
from booking.actions.partner_moves import reschedule_with
from booking.actions.tidying import tidy_holds
from booking.actions.walk_ins import walk_in
from booking.availability.check import differences
from booking.availability.earliest import earliest
from booking.availability.slots import next_slots, slots
from booking.availability.waiting_times import waiting_times
from booking.enums import Channel
from booking.information.first_free import first_free
from booking.information.first_free_here import first_free_here
from booking.models import Contact, FreeInterval, UrgentReserve
from privacy.models import AuditEntry
from tests.booking.acting import book, confirm_hold, refusal, starts, take
from tests.booking.offices import AT, CITIZEN, EIGHT, LATER, NINE, TUESDAY, local, office
from tests.booking.urgent import (
    REASON,
    URGENT,
    all_day,
    counter_of,
    keep,
    take_urgently,
    urgent_office,
    urgent_service,
)
from tests.factories.booking import CounterFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("B35")]

AT_NINE = ["09:00", "09:15", "09:30", "09:45"]
TEN = local("2026-11-17", "10:00")


def test_kept_time_is_seen_by_urgent_cases_alone():
    place, service = urgent_office()

    ordinary, urgent = starts(place, service), starts(place, service, is_urgent=True)

    assert [start for start in urgent if start not in ordinary] == AT_NINE
    assert len(ordinary) == 12
    assert list(differences(AT)) == []


def test_no_ordinary_reader_sees_kept_time():
    place, service = all_day(AT)

    assert slots(place, service, TUESDAY, TUESDAY, at=AT) == []
    assert next_slots(place, service, at=AT) == []
    assert earliest(service, at=AT) == {}
    assert waiting_times(at=AT) == {(service.pk, place.pk): None}
    assert first_free([service], at=AT) == {}
    assert first_free_here(place, [service], at=AT) == {}
    assert nearest(service, place, EIGHT, people=1, channel="web", at=AT) == []


def test_urgent_readers_see_it():
    place, service = all_day(AT)
    first = next_slots(place, service, at=AT, is_urgent=True)[0].starts_at

    assert earliest(service, at=AT, is_urgent=True) == {place.pk: first}
    found = nearest(service, place, EIGHT, people=1, channel="web", at=AT, is_urgent=True)
    assert EIGHT in [slot.starts_at for _place, slot in found]


def test_ordinary_case_cannot_hold_kept_time():
    place, service = urgent_office()

    assert refusal(take, place, service, NINE) == "slot_taken"
    assert refusal(take, place, service, NINE, channel="unit", override_reason="x") == "slot_taken"


def test_urgent_case_holds_kept_time_and_ordinary_time():
    place, service = urgent_office()

    kept = take_urgently(place, service, NINE).booking
    ordinary = take_urgently(place, service, TEN).booking

    assert (kept.is_urgent, ordinary.is_urgent) == (True, True)
    assert list(differences(AT)) == []


def test_urgent_case_takes_kept_time_before_everybodys():
    """At a quarter past nine both counters are free; the second one is kept."""
    place, service = office(2, service=urgent_service())
    keep(place, counter=place.counters.last())
    start = NINE + timedelta(minutes=15)

    urgent = take_urgently(place, service, start).appointments
    ordinary = take(place, service, start).appointments

    assert [one.counter for one in (*urgent, *ordinary)] == list(place.counters.order_by("-pk"))


@pytest.mark.parametrize("channel", Channel)
def test_urgent_path_is_on_every_channel(channel):
    place, service = urgent_office()

    assert refusal(take, place, service, NINE, channel=channel) == "slot_taken"
    assert take_urgently(place, service, NINE, channel=channel).booking.channel == channel


def test_refused_urgent_case_is_offered_kept_times():
    place, service = urgent_office()
    take_urgently(place, service, NINE)

    with pytest.raises(Exception, match="slot_taken") as refused:
        take_urgently(place, service, NINE)

    offered = [slot.starts_at for _place, slot in refused.value.nearest]
    assert NINE + timedelta(minutes=15) in offered


@pytest.mark.parametrize(
    ("hours", "at", "is_free"),
    [
        (2, "06:59", False),
        (2, "07:00", True),
        (0, "08:59", False),
        (None, "08:59", False),
    ],
)
def test_what_is_left_is_released_at_the_hour(hours, at, is_free):
    """Of nine to ten on Tuesday, so many hours before its beginning; nothing is rewritten."""
    service = urgent_service(notice_hours=0)
    place, service = urgent_office(service=service, release_hours=hours)
    rows = list(FreeInterval.objects.order_by("pk").values())
    now = local("2026-11-17", at)

    found = [slot.starts_at for slot in slots(place, service, TUESDAY, TUESDAY, at=now)]

    assert (NINE in found) == is_free
    assert waiting_times(at=now)[service.pk, place.pk] is not None
    assert list(FreeInterval.objects.order_by("pk").values()) == rows
    if is_free:
        assert take(place, service, NINE, at=now).booking.is_urgent is False
    else:
        assert refusal(take, place, service, NINE, at=now) == "slot_taken"


def test_reserve_that_is_never_released_is_so_while_it_runs():
    place, service = urgent_office(service=urgent_service(notice_hours=0))
    now = NINE + timedelta(minutes=20)

    found = [slot.starts_at for slot in slots(place, service, TUESDAY, TUESDAY, at=now)]

    assert found[0] == TEN


def test_reserves_that_touch_are_one_stretch():
    place, _service = urgent_office()
    keep(place, time(10), time(11))

    kept = FreeInterval.objects.filter(reserved_until__isnull=False)
    spans = {(row.period.upper - row.period.lower) for row in kept}

    assert spans == {timedelta(hours=2)}


def test_reserve_of_one_counter_leaves_the_others():
    place, service = office(2, service=urgent_service())
    keep(place, counter=counter_of(place))

    at_nine = [
        one for one in slots(place, service, TUESDAY, TUESDAY, at=AT) if one.starts_at == NINE
    ]

    assert [slot.free for slot in at_nine] == [1]


def test_reserve_holds_on_its_days_only():
    place, service = urgent_office(rule="FREQ=WEEKLY;BYDAY=WE")

    assert "09:00" in starts(place, service)
    assert "09:00" not in starts(place, service, TUESDAY + timedelta(days=1))


def test_reserve_outside_the_hours_opens_nothing():
    place, service = urgent_office(opens=time(13), closes=time(14))

    assert FreeInterval.objects.filter(reserved_until__isnull=False).count() == 0
    assert starts(place, service, is_urgent=True)[-1] == "11:45"


def test_service_without_conditions_has_no_urgent_path():
    place, service = urgent_office(service=ServiceFactory(max_people=1))

    assert refusal(take_urgently, place, service, NINE) == "no_urgent_path"


def test_nobody_is_urgent_without_a_reason():
    place, service = urgent_office()

    assert refusal(take, place, service, NINE, is_urgent=True) == "no_urgent_reason"


def test_reason_goes_to_the_contact_and_the_trail_names_the_field_only():
    place, service = urgent_office()

    booking = book(place, service, NINE, **URGENT)

    booking.refresh_from_db()
    assert (booking.is_urgent, booking.urgent_reason) == (True, "")
    assert Contact.objects.get().urgent_reason == REASON
    entry = AuditEntry.objects.get(verb="urgent")
    assert (entry.object_id, entry.changed_fields) == (
        str(booking.pk),
        ["is_urgent", "urgent_reason"],
    )
    assert not any(REASON in str(row) for row in AuditEntry.objects.values())


def test_ordinary_booking_has_no_reason():
    place, service = urgent_office()

    book(place, service, EIGHT, urgent_reason=REASON)

    assert Contact.objects.get().urgent_reason == ""


@pytest.mark.req("B27")
def test_urgent_hold_that_ran_out_is_still_its_holders_while_nobody_wants_it():
    place, service = urgent_office()
    held = take_urgently(place, service, NINE).booking
    tidy_holds(at=LATER)

    confirm_hold(held, at=LATER)

    assert held.appointments.get().status == "booked"
    assert list(differences(LATER)) == []


def test_time_of_an_expired_urgent_hold_is_not_everybodys():
    place, service = urgent_office()
    take_urgently(place, service, NINE)

    ordinary = slots(place, service, TUESDAY, TUESDAY, at=LATER)
    urgent = slots(place, service, TUESDAY, TUESDAY, at=LATER, is_urgent=True)

    assert NINE not in [slot.starts_at for slot in ordinary]
    assert NINE in [slot.starts_at for slot in urgent]


def test_cancelled_urgent_visit_gives_its_time_back_to_the_reserve():
    place, service = urgent_office()
    booking = book(place, service, NINE, **URGENT)

    cancel(booking, by=CITIZEN, at=AT)

    assert "09:00" not in starts(place, service)
    assert "09:00" in starts(place, service, is_urgent=True)


@pytest.mark.req("B28")
def test_urgent_booking_moves_within_the_reserve_and_stays_urgent():
    place, service = urgent_office()
    booking = book(place, service, NINE, **URGENT)
    later = NINE + timedelta(minutes=30)

    moved = reschedule(
        booking, hold=take(place, service, later, moves=booking).booking, by=CITIZEN, at=AT
    )

    moved.refresh_from_db()
    assert (moved.is_urgent, moved.contact.urgent_reason) == (True, REASON)
    assert moved.appointments.live().get().starts_at == later


@pytest.mark.req("B28")
def test_ordinary_booking_cannot_move_into_the_reserve():
    place, service = urgent_office()
    booking = book(place, service, EIGHT)

    assert refusal(take, place, service, NINE, moves=booking) == "slot_taken"
    assert refusal(take_urgently, place, service, NINE, moves=booking) == "slot_taken"


@pytest.mark.req("B28")
def test_hold_taken_urgently_moves_no_ordinary_booking():
    place, service = urgent_office()
    booking = book(place, service, EIGHT)
    hold = take_urgently(place, service, NINE).booking

    code = refusal(reschedule_with, booking, hold=hold, by=CITIZEN, at=AT)

    assert code == "not_urgent"
    assert booking.appointments.live().get().starts_at == EIGHT


@pytest.mark.req("B13")
def test_walk_in_has_kept_time_only_where_the_case_is_urgent():
    place, service = urgent_office()
    now = NINE + timedelta(minutes=3)

    assert refusal(walk_in, service, place, by=CITIZEN, at=now) == "slot_taken"
    given = walk_in(service, place, by=CITIZEN, at=now, is_urgent=True)

    assert (given.starts_at, given.booking.is_urgent) == (NINE, True)
    assert list(differences(AT)) == []


def test_urgent_walk_in_needs_a_service_with_such_a_path():
    place, service = urgent_office(service=ServiceFactory())

    code = refusal(walk_in, service, place, by=CITIZEN, at=NINE, is_urgent=True)

    assert code == "no_urgent_path"


@pytest.mark.req("B21")
def test_family_does_not_reach_into_kept_time():
    place, service = urgent_office(service=urgent_service(max_people=4))

    together = starts(place, service, people=2)

    assert "08:30" in together
    assert "08:45" not in together


def test_missing_days_are_derived_with_their_reserve():
    place, service = urgent_office(days=0)
    CounterFactory(location=place, label="Okence 2")

    assert refusal(take, place, service, NINE) == "slot_taken"
    assert take_urgently(place, service, NINE).booking.is_urgent


@pytest.mark.parametrize(
    "fields",
    [
        {"opens": time(10), "closes": time(9)},
        {"valid_to": TUESDAY.replace(year=2025)},
        {"both": True},
    ],
)
def test_reserve_that_makes_no_sense_is_refused(fields):
    place, _service = office(1)
    owner = {"counter": counter_of(place)} if fields.pop("both", False) else {}
    row = {"opens": time(9), "closes": time(10), "valid_from": TUESDAY, "rule": "FREQ=DAILY"}

    with pytest.raises(IntegrityError), transaction.atomic():
        UrgentReserve.objects.create(location=place, **{**row, **owner, **fields})

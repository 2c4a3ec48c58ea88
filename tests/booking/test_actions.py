"""Hold, confirm, cancel, move: what each promises and what it refuses."""

from datetime import date, time, timedelta

import pytest
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from booking.actions.changing import cancel, reschedule
from booking.actions.confirming import ContactDetails, VisitorDetails, confirm
from booking.actions.holding import extend, hold, release
from booking.actions.tidying import tidy_availability, tidy_holds
from booking.availability.check import differences
from booking.availability.earliest import earliest
from booking.availability.slots import day_counts, next_slots, slots
from booking.enums import Channel, Competence, Status
from booking.errors import BookingError
from booking.models import Appointment, Booking, Closure, Counter, FreeInterval
from booking.tokens import manage_token, token_hash
from privacy.models import AuditEntry
from tests.booking.offices import AT, CITIZEN, ZONE, derive, local, office, privacy_notice
from tests.factories.booking import MunicipalityFactory, ServiceFactory

pytestmark = pytest.mark.django_db

EIGHT = local("2026-11-17", "08:00")
NINE = local("2026-11-17", "09:00")
TUESDAY = date(2026, 11, 17)


def take(place, service, starts_at=EIGHT, **more):
    fields = {"by": CITIZEN, "language": "sl", "at": AT} | more
    return hold(service, place, starts_at=starts_at, **fields)


def book(place, service, starts_at=EIGHT, people=1, **more):
    held = take(place, service, starts_at, people=people, **more)
    return confirm_hold(held.booking, people)


def confirm_hold(booking, people=1, at=AT):
    return confirm(
        booking,
        contact=ContactDetails(name="Ana Preizkus", email="ana@example.org", wants_email=True),
        visitors=[VisitorDetails(name=f"Oseba {n}") for n in range(people)],
        acknowledgement=None,
        privacy_notice=privacy_notice(),
        language="sl",
        by=CITIZEN,
        at=at,
    )


def starts(place, service, day=TUESDAY, **more):
    return [
        f"{slot.starts_at.astimezone(ZONE):%H:%M}"
        for slot in slots(place, service, day, day, at=AT, **more)
    ]


@pytest.mark.req("B3", "B20")
def test_slots_stand_one_service_length_apart_and_count_counters():
    place, service = office(2, closes=time(9))

    found = slots(place, service, TUESDAY, TUESDAY, at=AT)

    assert starts(place, service) == ["08:00", "08:15", "08:30", "08:45"]
    assert [slot.free for slot in found] == [2, 2, 2, 2]
    assert day_counts(found, ZONE) == {TUESDAY: 4}


@pytest.mark.req("B27")
def test_hold_takes_the_time_at_once_and_for_ten_minutes():
    place, service = office(1, closes=time(9))

    held = take(place, service)

    appointment = held.booking.appointments.get()
    assert appointment.status == Status.HELD
    assert appointment.expires_at == AT + timedelta(minutes=10)
    assert held.booking.hold_hash == token_hash(held.token)
    assert starts(place, service) == ["08:15", "08:30", "08:45"]
    assert list(differences(AT)) == []


@pytest.mark.req("B27")
def test_hold_expired_is_free_to_readers_before_any_job_ran():
    place, service = office(1, closes=time(9))
    take(place, service)
    later = AT + timedelta(minutes=10)

    assert starts(place, service) == ["08:15", "08:30", "08:45"]
    assert slots(place, service, TUESDAY, TUESDAY, at=later)[0].starts_at == EIGHT
    assert Appointment.objects.held().count() == 1
    assert tidy_holds(at=later) == 1
    assert list(differences(later)) == []


@pytest.mark.req("B27")
def test_hold_is_extended_once():
    place, service = office(1)
    booking = take(place, service).booking

    extend(booking, at=AT + timedelta(minutes=8))
    extend(booking, at=AT + timedelta(minutes=17))

    assert booking.appointments.get().expires_at == AT + timedelta(minutes=18)


@pytest.mark.req("B27")
def test_holder_is_not_locked_out_when_the_time_ran_out_but_is_still_free():
    place, service = office(1)
    held = take(place, service)
    tidy_holds(at=AT + timedelta(minutes=30))

    extend(held.booking, at=AT + timedelta(minutes=31))

    assert held.booking.appointments.get().status == Status.HELD
    assert list(differences(AT)) == []


def test_hold_expired_and_taken_by_another_says_so():
    place, service = office(1)
    held = take(place, service)
    later = AT + timedelta(minutes=11)
    take(place, service, at=later)

    with pytest.raises(BookingError) as refused:
        extend(held.booking, at=later)

    assert refused.value.code == "hold_expired"


def test_release_gives_the_time_back():
    place, service = office(1, closes=time(9))
    held = take(place, service)

    release(held.booking, by=CITIZEN, at=AT)

    assert starts(place, service)[0] == "08:00"
    assert list(differences(AT)) == []


@pytest.mark.req("B20", "B25", "B40", "X3")
def test_confirm_keeps_reference_channel_and_trail():
    place, service = office(1)

    booking = book(place, service, channel=Channel.PARTNER)

    assert len(booking.reference) == 9
    assert booking.channel == Channel.PARTNER
    assert booking.manage_hash == token_hash(manage_token(booking.uid))
    assert booking.appointments.get().status == Status.BOOKED
    trail = AuditEntry.objects.filter(object_id=str(booking.pk))
    assert list(trail.order_by("pk").values_list("verb", flat=True)) == ["hold", "confirm"]


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


@pytest.mark.req("B25")
def test_cancel_twice_is_one_cancellation():
    place, service = office(1, closes=time(9))
    booking = book(place, service)

    cancel(booking, by=CITIZEN, at=AT)
    again = cancel(booking, by=CITIZEN, at=AT)

    assert again.sequence == 1
    assert starts(place, service)[0] == "08:00"
    assert list(differences(AT)) == []


def test_cancel_of_one_visitor_keeps_the_others():
    place, service = office(1)
    booking = book(place, service, people=2)
    first = booking.visitors.first()

    cancel(booking, by=CITIZEN, at=AT, visitor=first)

    assert booking.appointments.get(status=Status.BOOKED).visitor != first


def test_cancel_after_the_visit_began_is_refused():
    place, service = office(1)
    booking = book(place, service)

    with pytest.raises(BookingError) as refused:
        cancel(booking, by=CITIZEN, at=EIGHT)

    assert refused.value.code == "past"


@pytest.mark.req("B28")
def test_reschedule_keeps_reference_uid_and_visitor_and_frees_the_old_time():
    place, service = office(1, closes=time(10))
    booking = book(place, service)
    before = (booking.reference, booking.uid)
    new = take(place, service, NINE, moves=booking).booking

    moved = reschedule(booking, hold=new, by=CITIZEN, at=AT)
    again = reschedule(booking, hold=new, by=CITIZEN, at=AT)

    assert (moved.reference, moved.uid, moved.sequence) == (*before, 1)
    assert again.sequence == 1
    live = booking.appointments.get(status=Status.BOOKED)
    assert (live.starts_at, live.visitor.name) == (NINE, "Oseba 0")
    assert "08:00" in starts(place, service)
    assert list(differences(AT)) == []


@pytest.mark.req("B28")
def test_reschedule_to_another_unit_moves_the_location():
    place, service = office(1)
    other, _service = office(1, service=service)
    booking = book(place, service)

    reschedule(booking, hold=take(other, service, NINE, moves=booking).booking, by=CITIZEN, at=AT)

    booking.refresh_from_db()
    assert booking.location == other


@pytest.mark.req("B28")
def test_reschedule_with_a_lost_hold_keeps_the_old_appointment():
    place, service = office(1)
    booking = book(place, service)
    new = take(place, service, NINE, moves=booking).booking
    later = AT + timedelta(minutes=11)
    take(place, service, NINE, at=later)

    with pytest.raises(BookingError) as refused:
        reschedule(booking, hold=new, by=CITIZEN, at=later)

    assert refused.value.code == "hold_expired"
    assert booking.appointments.get(status=Status.BOOKED).starts_at == EIGHT


@pytest.mark.req("B14")
def test_service_with_competence_is_held_only_at_the_competent_unit():
    service = ServiceFactory(competence=Competence.RESIDENCE)
    place, _service = office(1, service=service)
    home = MunicipalityFactory(unit=place.unit)
    foreign = MunicipalityFactory()

    for municipality in (None, foreign):
        with pytest.raises(BookingError) as refused:
            take(place, service, municipality=municipality)
        assert refused.value.code == "not_competent"
    held = take(place, service, municipality=home)
    clerk = take(place, service, NINE, channel=Channel.UNIT, override_reason="rojstvo v tujini")

    assert held.booking.municipality == home
    assert clerk.booking.override_reason == "rojstvo v tujini"


@pytest.mark.req("B8")
def test_unit_switched_off_cannot_be_booked():
    place, service = office(1)
    place.unit.open_channels = [Channel.UNIT]
    place.unit.save()
    place.refresh_from_db()

    assert starts(place, service) == []
    assert earliest(service, at=AT) == {}
    with pytest.raises(BookingError) as refused:
        take(place, service)
    assert refused.value.code == "not_bookable"


@pytest.mark.parametrize(
    "start",
    [
        local("2026-11-17", "08:03"),
        local("2026-11-16", "08:00"),
        local("2026-11-16", "09:00"),
        local("2027-03-01", "08:00"),
    ],
    ids=["off the grid", "past", "before the notice", "beyond the horizon"],
)
def test_hold_of_an_impossible_start_is_refused(start):
    place, service = office(1)

    with pytest.raises(BookingError) as refused:
        take(place, service, start)

    assert refused.value.code == "bad_start"


def test_hold_of_a_taken_time_comes_with_the_nearest_free_ones():
    place, service = office(1, closes=time(9))
    take(place, service)

    with pytest.raises(BookingError) as refused:
        take(place, service)

    near = [slot.starts_at for _place, slot in refused.value.nearest]
    assert refused.value.code == "slot_taken"
    assert near[:2] == [EIGHT + timedelta(minutes=15), EIGHT + timedelta(minutes=30)]


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


def test_check_availability_finds_and_repairs_a_difference(capsys):
    office(1, at=timezone.now())  # the command asks the real clock
    FreeInterval.objects.order_by("period").last().delete()

    with pytest.raises(SystemExit) as failed:
        call_command("check_availability")
    call_command("check_availability", "--repair")
    call_command("check_availability")

    assert failed.value.code == 1
    assert "0 counters differ" in capsys.readouterr().out.splitlines()[-1]


def test_confirm_of_a_vanished_hold_says_so():
    place, service = office(1)
    held = take(place, service)
    Booking.objects.all().delete()

    with pytest.raises(BookingError) as refused:
        extend(held.booking, at=AT)

    assert refused.value.code == "hold_expired"

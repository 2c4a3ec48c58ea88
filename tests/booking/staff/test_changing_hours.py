"""A change of hours: what it shows, what it does, and that the engine agrees (B7, B11, I3)."""

from datetime import date, time, timedelta

import pytest

from booking.actions.bulk import Decision
from booking.availability.check import differences
from booking.availability.slots import slots
from booking.enums import Status
from booking.models import (
    Appointment,
    BulkChange,
    Closure,
    Counter,
    FreeInterval,
    OpeningHours,
    ServiceRestriction,
)
from booking.planning.capacity import Week
from booking.planning.preview import preview
from booking.planning.steps import AddException, AddHours, EndException, TakeOut
from messaging.models import Message
from privacy.models import AuditEntry
from tests.booking.acting import book, starts
from tests.booking.offices import AT, EIGHT, NINE, TUESDAY, derive, local, office
from tests.booking.staff.changes import change, closed, done, new_hours
from tests.factories.booking import CounterFactory, OpeningHoursFactory, ServiceFactory, booked

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2026, 11, 18)


def times(seen):
    """Return (start, proposed start, counter label of the proposal) of the stranded."""
    labels = dict(Counter.objects.values_list("pk", "label"))
    return [
        (
            one.appointment.starts_at,
            one.proposal and one.proposal.starts_at,
            one.proposal and labels[one.proposal.counter],
        )
        for one in seen.stranded
    ]


@pytest.mark.req("B7")
def test_preview_says_what_a_week_wins_and_loses_and_writes_nothing():
    place, service = office(2)
    booking = book(place, service, local("2026-11-18", "08:00"))
    messages = Message.objects.count()
    tables = [OpeningHours, BulkChange, FreeInterval, Appointment, ServiceRestriction, AuditEntry]
    rows = [list(table.objects.order_by("pk").values_list()) for table in tables]

    seen = preview(new_hours(place, 9, 14, first=WEDNESDAY, last=date(2026, 11, 24)), at=AT)

    # Two counters: an hour less in the morning, two more at noon.
    assert seen.weeks == [
        Week(date(2026, 11, 16), won=3 * 2 * 120, lost=3 * 2 * 60),
        Week(date(2026, 11, 23), won=2 * 2 * 120, lost=2 * 2 * 60),
    ]
    assert [one.appointment.booking for one in seen.stranded] == [booking]
    assert Message.objects.count() == messages
    assert [list(table.objects.order_by("pk").values_list()) for table in tables] == rows
    assert list(differences(AT)) == []


@pytest.mark.req("B7", "I3")
def test_hours_from_a_future_day_leave_the_days_before_alone():
    place, service = office(1)

    done(new_hours(place, 9, 11, first=WEDNESDAY))

    assert [starts(place, service, day)[0] for day in (TUESDAY, WEDNESDAY)] == ["08:00", "09:00"]
    assert list(differences(AT)) == []
    old, new = OpeningHours.objects.order_by("valid_from")
    assert (old.valid_to, new.valid_from, new.valid_to) == (TUESDAY, WEDNESDAY, None)


@pytest.mark.req("B7")
def test_hours_for_a_time_only_come_back_after_it():
    place, service = office(1)

    done(new_hours(place, 10, 11, first=WEDNESDAY, last=WEDNESDAY))

    days = [TUESDAY, WEDNESDAY, date(2026, 11, 19)]
    assert [starts(place, service, day)[0] for day in days] == ["08:00", "10:00", "08:00"]
    assert list(differences(AT)) == []


@pytest.mark.req("B7")
def test_every_second_week_stays_in_step_when_it_comes_back():
    place, service = office(1)
    OpeningHours.objects.update(
        rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", valid_from=date(2026, 11, 10)
    )
    derive(place, days=60)

    done(new_hours(place, 10, 11, first=WEDNESDAY, last=date(2026, 12, 2), rule="FREQ=DAILY"))

    expected = {8: True, 15: False, 22: True, 29: False}
    assert {day: bool(starts(place, service, date(2026, 12, day))) for day in expected} == expected
    assert list(differences(AT)) == []


@pytest.mark.req("B7", "B11")
def test_ending_hours_strands_what_comes_after_and_keeps_the_rest():
    place, service = office(1)
    kept = book(place, service, EIGHT)
    stranded = book(place, service, local("2026-11-19", "08:00"))
    planned = new_hours(place, 8, 9, first=WEDNESDAY)
    planned = change(place, planned.steps[0])  # the end alone: nothing open any more

    seen = preview(planned, at=AT)
    done(planned, Decision.CANCEL)

    # The only free time left is the day before.
    assert times(seen) == [(local("2026-11-19", "08:00"), local("2026-11-17", "11:45"), "Okence 1")]
    assert kept.appointments.get().status == Status.BOOKED
    assert stranded.appointments.get().status == Status.REVOKED
    assert list(differences(AT)) == []


@pytest.mark.req("B7", "B11")
def test_lunch_break_strands_who_stands_in_it_and_proposes_the_nearest_time():
    place, service = office(1)
    early, late = book(place, service, local("2026-11-17", "10:00")), book(place, service, NINE)
    rows = new_hours(place, 8, 10, first=TUESDAY)
    planned = change(
        place,
        *rows.steps,
        AddHours(None, "FREQ=WEEKLY;BYDAY=TU", time(10, 30), time(12), TUESDAY),
    )

    seen = preview(planned, at=AT)
    bulk = done(planned)

    assert times(seen) == [(local("2026-11-17", "10:00"), local("2026-11-17", "09:45"), "Okence 1")]
    assert (bulk.moved, bulk.cancelled, bulk.kept) == (1, 0, 0)
    assert early.appointments.live().get().starts_at == local("2026-11-17", "09:45")
    assert late.appointments.live().get().starts_at == NINE
    assert starts(place, service) == (
        ["08:00", "08:15", "08:30", "08:45", "09:15", "09:30"]
        + ["10:30", "10:45", "11:00", "11:15", "11:30", "11:45"]
    )
    assert list(differences(AT)) == []


@pytest.mark.req("B7")
def test_first_wednesday_of_the_month():
    place, service = office(1, days=60)
    rows = AddHours(None, "FREQ=MONTHLY;BYDAY=1WE", time(15), time(17), WEDNESDAY)

    done(change(place, rows))

    days = [date(2026, 11, 25), date(2026, 12, 2), date(2026, 12, 9), date(2027, 1, 6)]
    assert [starts(place, service, day)[-1] for day in days] == [
        "11:45",
        "16:45",
        "11:45",
        "16:45",
    ]
    assert list(differences(AT)) == []


@pytest.mark.req("I3", "B7")
@pytest.mark.parametrize(
    ("saturday", "sunday_hours"), [(date(2028, 3, 25), 2), (date(2026, 10, 24), 4)]
)
def test_hours_stay_at_their_local_hour_when_the_clocks_change(saturday, sunday_hours):
    friday, sunday, monday = (saturday + timedelta(days=days) for days in (-1, 1, 2))
    at = local(friday.isoformat(), "08:00")
    place, _service = office(1, at=at)
    planned = new_hours(place, 1, 4, first=saturday, rule="FREQ=DAILY")

    seen = preview(planned, at=at)
    done(planned, at=at)

    rows = FreeInterval.objects.filter(period__startswith__gt=at).order_by("period")[:3]
    assert [(row.period.lower, row.period.upper) for row in rows] == [
        (local(day.isoformat(), "01:00"), local(day.isoformat(), "04:00"))
        for day in (saturday, sunday, monday)
    ]
    assert seen.weeks[0] == Week(friday - timedelta(days=4), won=(3 + sunday_hours) * 60)
    assert list(differences(at)) == []


@pytest.mark.req("I3", "B12")
def test_extra_opening_on_the_holiday_on_which_the_clocks_change():
    """28 March 2027 is Easter Sunday: work-free, and an hour shorter."""
    at = local("2027-03-26", "08:00")
    place, service = office(1, at=at)
    opening = AddException(
        "opening",
        None,
        local("2027-03-28", "01:00"),
        local("2027-03-28", "04:00"),
        reason_sl="Volitve",
    )

    seen = preview(change(place, opening), at=at)
    done(change(place, opening), at=at)

    assert seen.weeks == [Week(date(2027, 3, 22), won=120)]
    found = slots(place, service, date(2027, 3, 28), date(2027, 3, 28), at=at)
    assert len(found) == 8
    assert list(differences(at)) == []


@pytest.mark.req("B12")
def test_holiday_stays_closed_under_new_hours():
    place, service = office(1, days=60)

    seen = preview(new_hours(place, 8, 13, first=date(2026, 12, 21)), at=AT)
    done(new_hours(place, 8, 13, first=date(2026, 12, 21)))

    # 25 December, a Friday, is work-free: four days of an hour more.
    assert seen.weeks[0] == Week(date(2026, 12, 21), won=4 * 60)
    assert starts(place, service, date(2026, 12, 25)) == []
    assert list(differences(AT)) == []


@pytest.mark.req("B3", "B7")
def test_change_of_the_locations_hours_leaves_a_counter_with_its_own():
    place, service = office(1)
    own = CounterFactory(location=place, label="Okence 9", services=[service])
    OpeningHoursFactory(counter=own, opens=time(8), closes=time(12))
    derive(place)
    book(place, service, EIGHT)
    book(place, service, EIGHT)

    seen = preview(new_hours(place, 10, 12, first=TUESDAY), at=AT)

    # Only the one at the first counter, and the other counter has the next time free.
    assert times(seen) == [(EIGHT, local("2026-11-17", "08:15"), "Okence 9")]
    done(new_hours(place, 10, 12, first=TUESDAY))
    assert list(differences(AT)) == []


@pytest.mark.req("B3", "B7")
def test_own_hours_of_one_counter_leave_the_others():
    place, service = office(2)
    counter = Counter.objects.first()

    seen = preview(new_hours(place, 8, 9, first=WEDNESDAY, counter=counter), at=AT)
    done(new_hours(place, 8, 9, first=WEDNESDAY, counter=counter))

    assert seen.weeks[0] == Week(date(2026, 11, 16), lost=3 * 180)
    assert starts(place, service, WEDNESDAY)[-1] == "11:45"
    assert list(differences(AT)) == []


@pytest.mark.req("B11")
def test_counter_out_of_use_moves_to_the_same_hour_at_another():
    place, service = office(2)
    booking = book(place, service)
    counter = booking.appointments.get().counter
    planned = change(place, TakeOut(counter.pk), kind="counter")

    seen = preview(planned, at=AT)
    done(planned)

    other = Counter.objects.exclude(pk=counter.pk).get()
    assert times(seen) == [(EIGHT, EIGHT, other.label)]
    new = booking.appointments.live().get()
    assert (new.counter, new.starts_at, new.visitor) == (other, EIGHT, booking.visitors.get())
    counter.refresh_from_db()
    assert not counter.is_active
    assert list(differences(AT)) == []


@pytest.mark.req("B11")
def test_proposals_never_collide_and_a_family_stays_together():
    place, service = office(1)
    book(place, service, EIGHT, people=3)
    book(place, service, NINE)

    seen = preview(closed(place, "2026-11-17", "08:00", "09:30"), at=AT)
    done(closed(place, "2026-11-17", "08:00", "09:30"))

    proposed = [f"{one.proposal.starts_at:%H:%M}" for one in seen.stranded]
    assert proposed == ["08:30", "08:45", "09:00", "09:15"]  # UTC: 9.30 to 10.15
    assert Appointment.objects.live().count() == 4
    assert list(differences(AT)) == []


@pytest.mark.req("B12")
def test_closure_for_one_service_strands_that_service_alone():
    place, service = office(1)
    other = ServiceFactory()
    Counter.objects.get().services.add(other)
    book(place, service, EIGHT)
    book(place, other, NINE)

    planned = closed(place, "2026-11-17", "08:00", "12:00", services=(service.pk,))
    seen = preview(planned, at=AT)
    done(planned)

    assert times(seen) == [(EIGHT, local("2026-11-18", "08:00"), "Okence 1")]
    assert seen.weeks == [Week(date(2026, 11, 16), narrowed=240)]
    assert starts(place, service) == []
    assert starts(place, other)[0] == "08:00"
    assert list(differences(AT)) == []
    assert Closure.objects.get().restriction.is_derived is False


@pytest.mark.req("B12")
def test_closure_for_walk_in_visitors_touches_no_appointment():
    place, service = office(1)
    book(place, service)

    planned = closed(place, "2026-11-17", "08:00", "12:00", is_walk_in_only=True)
    seen = preview(planned, at=AT)
    done(planned)

    assert seen.stranded == []
    assert [(week.won, week.lost, week.narrowed) for week in seen.weeks] == [(0, 0, 240)]
    assert starts(place, service)[0] == "08:15"
    assert list(differences(AT)) == []


@pytest.mark.req("B12")
def test_closure_on_top_of_an_extra_opening_and_its_end():
    place, service = office(1)
    saturday = AddException(
        "opening",
        None,
        local("2026-11-21", "08:00"),
        local("2026-11-21", "12:00"),
        reason_sl="Volitve",
    )
    seen = preview(change(place, saturday), at=AT)
    done(change(place, saturday))
    booking = book(place, service, local("2026-11-21", "08:00"))
    day = date(2026, 11, 21)

    done(closed(place, "2026-11-21", "08:00", "10:00"))

    assert seen.weeks == [Week(date(2026, 11, 16), won=240)]
    assert booking.appointments.live().get().starts_at == local("2026-11-21", "10:00")
    assert starts(place, service, day)[0] == "10:15"
    closure = Closure.objects.get()
    done(change(place, EndException("closure", closure.pk, local("2026-11-21", "09:00"))))
    assert starts(place, service, day)[0] == "09:00"
    done(change(place, EndException("closure", closure.pk, None)))
    assert starts(place, service, day)[0] == "08:00"
    assert list(differences(AT)) == []


@pytest.mark.req("B11")
def test_nobody_is_sent_for_earlier_than_expected_within_a_day():
    place, service = office(1)
    book(place, service, local("2026-11-17", "11:30"))
    planned = closed(place, "2026-11-17", "11:00", "12:00")

    the_day_before = preview(planned, at=AT)
    that_morning = preview(planned, at=local("2026-11-17", "07:00"))

    assert times(the_day_before)[0][1] == local("2026-11-17", "10:45")
    assert times(that_morning)[0][1] == local("2026-11-18", "08:00")


@pytest.mark.req("B11")
def test_proposal_respects_the_notice_of_the_service():
    place, service = office(1, service=ServiceFactory(notice_hours=24))
    at = local("2026-11-17", "08:55")
    booked(location=place, service=service, counter=place.counters.get(), starts_at=NINE)

    seen = preview(closed(place, "2026-11-17", "09:00", "10:00"), at=at)

    assert times(seen)[0][1] == local("2026-11-18", "09:00")


@pytest.mark.req("B11")
def test_appointments_that_have_begun_are_left_alone():
    place, service = office(1)
    book(place, service)

    assert preview(closed(place, "2026-11-17", "08:00", "12:00"), at=EIGHT).stranded == []

"""What is noted at the counter: arrival, service, absence, and taking it back (B13)."""

from datetime import timedelta

import pytest

from booking.actions.changing import cancel
from booking.actions.serving import arrive, no_show, serve, undo
from booking.enums import Status
from booking.models import Appointment, FreeInterval
from messaging.models import Message
from privacy.audit import Actor
from privacy.models import AuditEntry
from tests.booking.acting import book, refusal, take
from tests.booking.offices import AT, CITIZEN, EIGHT, local, office
from tests.booking.racing import assert_sound

pytestmark = [pytest.mark.django_db, pytest.mark.req("B13")]

CLERK = Actor(role="clerk", user_id=7, channel="unit")
LATE = local("2026-11-17", "23:59")
NEXT_DAY = local("2026-11-18", "00:00")
DAY_BEFORE = local("2026-11-16", "23:59")


@pytest.fixture
def appointment():
    place, service = office(1)
    return book(place, service).appointments.get()


def status(appointment):
    appointment.refresh_from_db()
    return appointment.status


def verbs(appointment):
    rows = AuditEntry.objects.filter(object_type="appointment", object_id=str(appointment.pk))
    return list(rows.order_by("pk").values_list("verb", "actor_role", "actor_id"))


@pytest.mark.parametrize(
    ("action", "after"),
    [(arrive, Status.ARRIVED), (serve, Status.SERVED), (no_show, Status.NO_SHOW)],
)
def test_step_is_noted_once_however_often_it_is_clicked(appointment, action, after):
    messages = Message.objects.count()

    for _click in range(2):
        action(appointment, by=CLERK, at=EIGHT)

    assert status(appointment) == after
    assert appointment.changed_at == EIGHT
    assert verbs(appointment) == [(action.__name__, "clerk", 7)]
    assert Message.objects.count() == messages


def test_steps_leave_the_free_time_as_it_is(appointment):
    before = list(FreeInterval.objects.order_by("pk").values())

    arrive(appointment, by=CLERK, at=EIGHT)
    serve(appointment, by=CLERK, at=EIGHT)
    undo(appointment, was=Status.SERVED, by=CLERK, at=EIGHT)

    assert list(FreeInterval.objects.order_by("pk").values()) == before
    assert_sound(AT)


@pytest.mark.parametrize("at", [DAY_BEFORE, NEXT_DAY])
def test_arrival_is_noted_on_the_local_day_only(appointment, at):
    assert refusal(arrive, appointment, by=CLERK, at=at) == "not_today"
    assert status(appointment) == Status.BOOKED
    assert verbs(appointment) == []


def test_arrival_is_noted_until_the_last_minute_of_the_day(appointment):
    assert arrive(appointment, by=CLERK, at=LATE).status == Status.ARRIVED


def test_service_is_noted_from_the_day_on_and_afterwards(appointment):
    assert refusal(serve, appointment, by=CLERK, at=DAY_BEFORE) == "not_today"
    assert serve(appointment, by=CLERK, at=NEXT_DAY).status == Status.SERVED


def test_absence_is_noted_only_once_the_appointment_has_begun(appointment):
    too_early = EIGHT - timedelta(seconds=1)

    assert refusal(no_show, appointment, by=CLERK, at=too_early) == "not_begun"
    assert no_show(appointment, by=CLERK, at=EIGHT).status == Status.NO_SHOW


@pytest.mark.parametrize(
    ("before", "action"),
    [
        (Status.ARRIVED, no_show),
        (Status.NO_SHOW, arrive),
        (Status.NO_SHOW, serve),
        (Status.SERVED, arrive),
        (Status.SERVED, no_show),
        (Status.CANCELLED, arrive),
        (Status.MOVED, serve),
        (Status.REVOKED, no_show),
        (Status.HELD, arrive),
    ],
)
def test_step_does_not_follow_from_every_state(appointment, before, action):
    Appointment.objects.update(status=before, expires_at=EIGHT)

    assert refusal(action, appointment, by=CLERK, at=EIGHT) == "wrong_state"
    assert status(appointment) == before


def test_hold_of_the_web_is_never_checked_in(appointment):
    place, service = appointment.counter.location, appointment.service
    held = take(place, service, EIGHT + timedelta(minutes=15)).appointments[0]

    assert refusal(arrive, held, by=CLERK, at=EIGHT) == "wrong_state"


def test_undo_goes_back_step_by_step(appointment):
    arrive(appointment, by=CLERK, at=EIGHT)
    serve(appointment, by=CLERK, at=EIGHT)

    assert undo(appointment, was=Status.SERVED, by=CLERK, at=EIGHT).status == Status.ARRIVED
    assert undo(appointment, was=Status.ARRIVED, by=CLERK, at=EIGHT).status == Status.BOOKED
    serve(appointment, by=CLERK, at=EIGHT)
    assert undo(appointment, was=Status.SERVED, by=CLERK, at=EIGHT).status == Status.BOOKED


def test_second_click_on_undo_takes_nothing_more_back(appointment):
    arrive(appointment, by=CLERK, at=EIGHT)
    serve(appointment, by=CLERK, at=EIGHT)

    for _click in range(2):
        undo(appointment, was=Status.SERVED, by=CLERK, at=EIGHT)

    assert status(appointment) == Status.ARRIVED
    assert [verb for verb, _role, _user in verbs(appointment)] == ["arrive", "serve", "undo"]


def test_absence_is_taken_back_and_the_visitor_served(appointment):
    no_show(appointment, by=CLERK, at=EIGHT)
    undo(appointment, was=Status.NO_SHOW, by=CLERK, at=LATE)

    assert serve(appointment, by=CLERK, at=LATE).status == Status.SERVED


def test_undo_is_for_the_day_of_the_note_only(appointment):
    serve(appointment, by=CLERK, at=EIGHT)

    assert refusal(undo, appointment, was=Status.SERVED, by=CLERK, at=NEXT_DAY) == "too_late"
    assert undo(appointment, was=Status.SERVED, by=CLERK, at=LATE).status == Status.BOOKED


@pytest.mark.parametrize("before", [Status.BOOKED, Status.CANCELLED, Status.EXPIRED])
def test_nothing_noted_is_nothing_to_undo(appointment, before):
    Appointment.objects.update(status=before)

    assert refusal(undo, appointment, was=before, by=CLERK, at=EIGHT) == "wrong_state"


def test_somebody_who_has_arrived_can_no_longer_cancel_by_the_link(appointment):
    arrive(appointment, by=CLERK, at=EIGHT - timedelta(minutes=5))

    cancel(appointment.booking, by=CITIZEN, at=EIGHT - timedelta(minutes=4))

    assert status(appointment) == Status.ARRIVED

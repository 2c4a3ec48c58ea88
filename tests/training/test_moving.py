"""Moving to another run of the same training: one place, one link, one calendar entry (T14, I2)."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from messaging.models import Message
from tests.factories.training import (
    AT,
    STARTS_AT,
    AdvancedFactory,
    EnrolmentFactory,
    RunFactory,
    VariantFactory,
)
from tests.training.people import CITIZEN, full_run, mails, news, rendered
from training.actions.moving import move, move_for
from training.enrolment_calendar import event_sequence
from training.enums import EnrolmentState
from training.errors import TrainingError
from training.models import Enrolment
from training.openings import runs_to_move_to

pytestmark = [pytest.mark.django_db, pytest.mark.req("T14")]

LATER = STARTS_AT + timedelta(days=14)


@pytest.fixture
def confirmed():
    run = RunFactory(sequence=3)
    return EnrolmentFactory(run=run, approved_at=AT)


def another(row, **more):
    starts = more.pop("starts", [LATER])
    run = row.run
    return RunFactory(
        variant=run.variant,
        contract=run.contract,
        starts=starts,
        closes_at=LATER,
        withdraw_until=LATER,
        **more,
    )


def refusal(action):
    with pytest.raises(TrainingError) as error:
        action()
    return error.value.code


def event_of(content):
    (event,) = Calendar.from_ical(content.calendar).walk("VEVENT")
    return event


@pytest.mark.req("I2")
def test_link_and_calendar_entry_go_along(confirmed):
    path, uid, sequence = confirmed.manage_path(), confirmed.uid, event_sequence(confirmed)
    target = another(confirmed)

    new = move(confirmed, target, by=CITIZEN, at=AT)

    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.seat) == (EnrolmentState.MOVED, None)
    assert (new.state, new.seat, new.run) == (EnrolmentState.CONFIRMED, 1, target)
    assert (new.manage_path(), new.uid) == (path, uid)
    ((_to, content),) = mails()
    event = event_of(content)
    assert (content.method, str(event["UID"]).split("@")[0]) == ("REQUEST", f"{uid}-1")
    assert event["SEQUENCE"] > sequence
    assert event["DTSTART"].dt == LATER


def test_place_left_is_offered_to_who_waits(confirmed):
    run = confirmed.run
    run.capacity = run.minimum = 1
    run.save()
    waits = EnrolmentFactory(run=run, state=EnrolmentState.WAITING)
    from waiting_list.actions import join

    join("training.run", str(run.pk), str(waits.pk), at=AT)

    move(confirmed, another(confirmed), by=CITIZEN, at=AT)

    waits.refresh_from_db()
    assert (waits.state, waits.seat) == (EnrolmentState.OFFERED, 1)


def test_who_waits_may_take_a_place_elsewhere():
    run = full_run()
    waits = EnrolmentFactory(run=run, state=EnrolmentState.WAITING)
    target = another(waits)

    new = move(waits, target, by=CITIZEN, at=AT)

    assert (new.state, new.seat) == (EnrolmentState.REQUESTED, 1)
    assert news() == ["moved", "to_approve"]


@pytest.mark.parametrize(("seconds", "code"), [(-1, None), (0, "too_late")])
def test_moving_is_possible_as_long_as_withdrawing(confirmed, seconds, code):
    at = confirmed.run.withdraw_until + timedelta(seconds=seconds)
    target = another(confirmed)

    if code is None:
        assert move(confirmed, target, by=CITIZEN, at=at).run == target
    else:
        assert refusal(lambda: move(confirmed, target, by=CITIZEN, at=at)) == code


def test_nobody_moves_to_where_there_is_no_place(confirmed):
    target = another(confirmed, capacity=1, minimum=1)
    EnrolmentFactory(run=target)

    assert refusal(lambda: move(confirmed, target, by=CITIZEN, at=AT)) == "full"
    confirmed.refresh_from_db()
    assert confirmed.state == EnrolmentState.CONFIRMED


def test_nobody_moves_past_who_waits_there(confirmed):
    target = another(confirmed)
    EnrolmentFactory(run=target, state=EnrolmentState.WAITING)

    assert refusal(lambda: move(confirmed, target, by=CITIZEN, at=AT)) == "full"
    assert runs_to_move_to(confirmed, at=AT) == []


def test_nobody_moves_to_another_training(confirmed):
    other = RunFactory()

    assert refusal(lambda: move(confirmed, other, by=CITIZEN, at=AT)) == "other_training"


def test_moving_twice_moves_once(confirmed):
    target = another(confirmed)
    move(confirmed, target, by=CITIZEN, at=AT)

    assert refusal(lambda: move(confirmed, target, by=CITIZEN, at=AT)) == "no_such_step"
    assert Enrolment.objects.live().count() == 1


def test_coordinator_moves_after_the_deadlines(confirmed):
    at = confirmed.run.withdraw_until + timedelta(hours=1)
    target = another(confirmed)
    target.closes_at = at - timedelta(hours=1)
    target.save()

    assert runs_to_move_to(confirmed, at=at) == []
    assert runs_to_move_to(confirmed, at=at, for_staff=True) == [target]
    assert move_for(confirmed, target, by=CITIZEN, at=at).run == target


@pytest.mark.req("I2")
def test_days_the_new_run_does_not_have_leave_the_calendar():
    training = AdvancedFactory()
    run = RunFactory(variant=VariantFactory(training=training))
    row = EnrolmentFactory(run=run, approved_at=AT)
    short = VariantFactory(training=training, parts=[("remote", 8)])
    target = RunFactory(variant=short, contract=run.contract, starts=[LATER], closes_at=LATER)

    move(row, target, by=CITIZEN, at=AT)

    told = [rendered(message) for message in Message.objects.order_by("pk")]
    found = [(one.method, str(event_of(one)["UID"]).split("@")[0][-1]) for one in told]
    assert found == [("REQUEST", "1"), ("CANCEL", "2")]

"""Many at once for few places, on real connections; with the locks off the database refuses."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client

from messaging.models import Message
from tests.factories.training import AT, EnrolmentFactory, RunFactory
from tests.racing import codes, meeting, race
from tests.training.people import CITIZEN, full_run, unproved
from training.actions import enrolling
from training.actions.enrolling import prove
from training.actions.enrolment_endings import withdraw
from training.actions.moving import move
from training.actions.offering import accept_offer
from training.enums import EnrolmentState
from training.models import Enrolment
from waiting_list.actions import join, lapse_overdue, pass_on
from waiting_list.models import Entry

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.req("T14"),
]


# The database checks a variant's hours when a transaction ends: all of a run is made in one.
new_run = transaction.atomic(lambda **facts: RunFactory(**facts))
new_full_run = transaction.atomic(full_run)


def proving(row, *, waits=False):
    return lambda: prove(row, waits=waits, by=CITIZEN, at=AT)


def seats(run):
    return sorted(run.enrolments.seated().values_list("seat", flat=True))


def test_fifty_people_on_three_places():
    run = new_run(capacity=3, minimum=1)
    rows = unproved(run, 50)

    outcomes = race(*[proving(row) for row in rows])

    assert codes(outcomes) == ["full"] * 47 + ["ok"] * 3
    assert seats(run) == [1, 2, 3]


def test_fifty_people_who_would_wait_are_three_seated_and_the_rest_in_one_queue():
    run = new_run(capacity=3, minimum=1)
    rows = unproved(run, 50)

    outcomes = race(*[proving(row, waits=True) for row in rows])

    assert codes(outcomes) == ["ok"] * 50
    assert seats(run) == [1, 2, 3]
    assert run.enrolments.filter(state=EnrolmentState.WAITING).count() == 47
    assert Entry.objects.filter(state="waiting").count() == 47


def test_without_the_lock_the_constraint_refuses_the_seat(monkeypatch):
    run = new_run(capacity=3, minimum=1)
    rows = unproved(run, 4)
    meet = meeting(of=4)
    smallest = enrolling.free_seat

    def free_seat(run):
        seat = smallest(run)
        meet()
        return seat

    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    monkeypatch.setattr(enrolling, "free_seat", free_seat)

    outcomes = race(*[proving(row) for row in rows])

    assert codes(outcomes) == ["ok"] + ["seat_taken"] * 3
    assert seats(run) == [1]


def waiting(run, number):
    rows = EnrolmentFactory.create_batch(number, run=run, state=EnrolmentState.WAITING)
    for minute, row in enumerate(rows):
        join("training.run", str(run.pk), str(row.pk), at=AT + timedelta(minutes=minute))
    return rows


def test_withdrawal_and_offer_at_once_give_the_place_to_one():
    run = new_full_run()
    (leaving,) = run.enrolments.all()
    waiting(run, 5)
    newcomers = unproved(run, 3)

    outcomes = race(
        lambda: withdraw(leaving, by=CITIZEN, at=AT),
        *[lambda: pass_on(at=AT)] * 3,
        *[proving(row, waits=True) for row in newcomers],
    )

    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert seats(run) == [1]
    offered = Enrolment.objects.filter(state=EnrolmentState.OFFERED).get()
    assert Entry.objects.get(state="offered").who == str(offered.pk)
    assert Message.objects.filter(kind__endswith="_offered").count() == 1


def test_accepting_at_the_moment_of_lapsing_leaves_one_with_the_place():
    run = new_run(capacity=1, minimum=1)
    first, second = waiting(run, 2)
    pass_on(at=AT)
    end = AT + timedelta(hours=24)

    race(
        lambda: accept_offer(first, at=end - timedelta(microseconds=1)),
        lambda: lapse_overdue(at=end),
        lambda: pass_on(at=end),
    )

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) in {("requested", "waiting"), ("withdrawn", "offered")}
    assert seats(run) == [1]


def test_two_who_change_places_do_not_wait_for_each_other_for_ever():
    one = new_run(capacity=2, minimum=1)
    other = new_run(variant=one.variant, contract=one.contract, capacity=2, minimum=1)
    first, second = EnrolmentFactory(run=one), EnrolmentFactory(run=other)

    outcomes = race(
        lambda: move(first, other, by=CITIZEN, at=AT),
        lambda: move(second, one, by=CITIZEN, at=AT),
    )

    assert [row for row in outcomes if isinstance(row, Exception)] == []
    assert (len(seats(one)), len(seats(other))) == (1, 1)
    assert Enrolment.objects.live().count() == 2


def test_pressing_the_button_many_times_takes_one_place():
    run = new_run()
    (row,) = unproved(run, 1)
    Enrolment.objects.filter(pk=row.pk).update(confirm_until="2099-01-01T00:00Z")
    run.closes_at = run.withdraw_until = "2098-01-01T00:00Z"
    run.save()
    for session in run.sessions.all():
        shift = timedelta(days=365 * 72)
        session.period = type(session.period)(
            session.period.lower + shift, session.period.upper + shift
        )
        session.save()
    path = row.manage_path()

    outcomes = race(*[lambda: Client().post(path).status_code] * 6)

    assert outcomes == [302] * 6
    assert seats(run) == [1]
    assert Message.objects.filter(kind__endswith="_received").count() == 1

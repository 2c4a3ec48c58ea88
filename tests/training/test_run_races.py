"""Two at once over the same hour or the same funds, with real connections (T6, T10)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from tests.booking.racing import codes, meeting, race, without_row_locks
from tests.factories.training import EnrolmentFactory
from tests.training.planning import (
    AT,
    COORDINATOR,
    NOBODY,
    TUESDAY,
    asked,
    fresh,
    opened,
    planned,
    proposed,
    ready,
    scene,
    scheduled,
)
from training.actions import run_planning
from training.actions.run_attendance import note_attendance
from training.actions.run_opening import cancel_run, open_run
from training.actions.run_planning import schedule
from training.actions.run_teaching import accept
from training.contracts import ledger
from training.models import Attendance, Run, Teaching

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
ONE_AT_A_TIME = "training_teaching_one_at_a_time"


def accepting(run, trainer):
    return lambda: accept(run, trainer, seen=run.version, by=NOBODY, at=AT)


def two_runs_at_one_hour():
    of = scene(trainers=1)
    runs = [asked(scheduled(of, [TUESDAY + timedelta(hours=n)]), *of.trainers) for n in (0, 2)]
    return of.trainers[0], runs


@pytest.mark.req("T6")
def test_trainer_accepts_two_runs_at_one_hour_at_once_and_has_one():
    trainer, runs = two_runs_at_one_hour()

    outcomes = race(*[accepting(run, trainer) for run in runs] * 4)

    assert codes(outcomes) == ["elsewhere"] * 4 + ["ok"] * 4
    assert Teaching.objects.count() == 1


@pytest.mark.req("T6")
def test_without_the_constraint_the_trainer_would_have_both():
    """The control: nothing but the database keeps the trainer from being in two rooms."""
    trainer, runs = two_runs_at_one_hour()
    constraint = next(one for one in Teaching._meta.constraints if one.name == ONE_AT_A_TIME)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Teaching, constraint)
    try:
        outcomes = race(*[accepting(run, trainer) for run in runs])
        given = Teaching.objects.count()
    finally:
        Teaching.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Teaching, constraint)

    assert codes(outcomes) == ["ok", "ok"]
    assert given == 2


def last_funds():
    """Return a contract with funds for one run more, and two drafts with their dates."""
    of = scene(ceiling=Decimal("1500.00"))
    runs = [planned(of) for _number in range(2)]
    return of, [(run, proposed(run, [TUESDAY])) for run in runs]


def scheduling(run, proposal):
    return lambda: schedule(run, proposal, seen=run.version, by=COORDINATOR, at=AT)


@pytest.mark.req("T10")
def test_two_runs_scheduled_at_once_on_the_last_funds_and_one_is():
    of, drafts = last_funds()

    outcomes = race(*[scheduling(*draft) for draft in drafts])

    assert codes(outcomes) == ["ok", "past_funds"]
    assert ledger(of.contract).remaining == Decimal("483.00")


@pytest.mark.req("T10")
def test_without_the_lock_both_would_be_scheduled(monkeypatch):
    """The control: it is the lock on the contract that keeps its ceiling."""
    of, drafts = last_funds()
    meet, check = meeting(2), run_planning.check_bears

    def checked(*args, **named):
        check(*args, **named)
        meet()

    monkeypatch.setattr(run_planning, "check_bears", checked)
    without_row_locks(monkeypatch)

    outcomes = race(*[scheduling(*draft) for draft in drafts])

    assert codes(outcomes) == ["ok", "ok"]
    assert ledger(of.contract).remaining < 0


def test_run_opened_and_called_off_at_once_ends_as_one_of_them():
    run = ready(scene())
    opening = lambda: open_run(run, seen=run.version, by=COORDINATOR, at=AT)  # noqa: E731 - a call to race with
    cancelling = lambda: cancel_run(run, reason="x", seen=run.version, by=COORDINATOR, at=AT)  # noqa: E731 - as above

    outcomes = race(opening, cancelling)

    assert codes(outcomes) == ["changed_meanwhile", "ok"]
    assert Run.objects.get(pk=run.pk).version == run.version + 1


def test_both_trainers_note_the_attendance_at_once():
    run = opened(scene(advanced=True))
    session = run.sessions.all()[0]
    listed = [row.pk for row in EnrolmentFactory.create_batch(5, run=fresh(run))]
    noting = lambda: note_attendance(  # noqa: E731 - a call to race with
        session, listed=listed, present=listed, by=NOBODY, at=session.starts_at
    )

    outcomes = race(*[noting] * 4)

    assert codes(outcomes) == ["ok"] * 4
    assert Attendance.objects.filter(is_present=True).count() == 5

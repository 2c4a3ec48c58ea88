"""Changing what a run is: its hours, its place, its numbers, the plans of its sessions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from privacy.audit import Actor, record
from training.actions.run_locks import check_seen, locked, locked_with_contract, no_such_step
from training.actions.run_planning import settle, write_sessions
from training.actions.run_teaching import ask_again, give_hours
from training.actions.telling import tell_enrolled
from training.contracts import check_bears
from training.eligible import check_may_give
from training.enums import SCHEDULED, Reply, RunState
from training.errors import TrainingError
from training.local_time import ZONE, local_day
from training.models import DateProposal, Run, Session, Teaching, Trainer, WorkForm
from training.readiness import gaps
from training.run_dates import check_dates, planned_times
from training.session_times import Span, days_before

FACTS = ("place", "town", "venue", "join_link", "capacity", "minimum")
DEADLINES = ("closes_at", "withdraw_until")
# What somebody on their way must know.
TOLD = {"place", "town", "venue", "join_link"}


@transaction.atomic
def change_run(run: Run, *, facts: Mapping[str, object], seen: int, by: Actor, at: datetime) -> Run:
    """Change place, numbers or deadlines; `facts` has a value for each of FACTS and DEADLINES.

    Of an open run everybody is told who is to be there. Raises TrainingError "no_such_step",
    "changed_meanwhile", "capacity_taken", "minimum", "deadlines_needed", "no_room" or "no_link".
    """
    stored = locked(run)
    changed = [name for name in (*FACTS, *DEADLINES) if getattr(stored, name) != facts[name]]
    if not changed:
        return stored
    check_seen(stored, seen)
    if stored.state in (RunState.HELD, RunState.CANCELLED):
        raise no_such_step()
    for name in changed:
        setattr(stored, name, facts[name])
    _check_numbers(stored)
    if stored.state == RunState.OPEN:
        _check_open(stored, at)
    is_told = stored.is_scheduled and bool(TOLD & set(changed))
    _save(stored, changed, at, grows=is_told)
    record(by, "changed", "training.run", stored.pk, at=at, changed=changed)
    if is_told:
        tell_enrolled(stored, change="changed", at=at)
    return stored


@transaction.atomic
def move_run(
    run: Run,
    *,
    starts: Sequence[datetime],
    with_days_off: bool,
    seen: int,
    proposal: DateProposal | None = None,
    by: Actor,
    at: datetime,
) -> Run:
    """Give a scheduled run other hours; `proposal` is the one they were agreed by, if any.

    Of an open run trainers' hours and deadlines move along and everybody is told; before that its
    trainers are asked anew, having accepted other hours. Raises TrainingError "no_such_step",
    "changed_meanwhile", "begun", "elsewhere", "not_qualified", "without_contract", or those of
    dates and contract.
    """
    stored = locked_with_contract(run)
    if stored.state not in SCHEDULED:
        raise no_such_step()
    times = planned_times(stored.variant, starts)
    before = [(one.starts_at, one.ends_at) for one in stored.sessions.all()]
    if times == before:
        return stored
    check_seen(stored, seen)
    if before[0][0] <= at:
        raise TrainingError("begun", _("The run has begun: its hours stay as they are."))
    _check_hours(stored, times, with_days_off=with_days_off, at=at)
    write_sessions(stored, times)
    if proposal is not None:
        settle(proposal, at=at)
    is_open = stored.state == RunState.OPEN
    moved = _move_deadlines(stored, before[0][0], times[0][0])
    if is_open:
        _move_hours(stored, times)
    _save(stored, moved, at, grows=True)
    record(by, "moved", "training.run", stored.pk, at=at, changed=["time"])
    if is_open:
        tell_enrolled(stored, change="changed", at=at)
    else:
        ask_again(stored, at=at)
    return stored


@transaction.atomic
def plan_sessions(
    run: Run,
    plans: Mapping[int, tuple[str, Collection[WorkForm]]],
    *,
    seen: int,
    by: Actor,
    at: datetime,
) -> Run:
    """Keep each session's plan and forms of work, by the session's key (T4).

    Raises TrainingError "no_such_step", "changed_meanwhile", or "no_active_form" where an open run
    would be left without one.
    """

    def wanted(session: Session) -> tuple[str, set[WorkForm]]:
        plan, forms = plans[session.pk]
        return plan, set(forms)

    stored = locked(run)
    sessions = stored.sessions.filter(pk__in=plans).prefetch_related("work_forms")
    new = [one for one in sessions if (one.plan, set(one.work_forms.all())) != wanted(one)]
    if not new:
        return stored
    check_seen(stored, seen)
    if stored.state not in SCHEDULED:
        raise no_such_step()
    for session in new:
        session.plan, forms = wanted(session)
        session.save(update_fields=["plan"])
        session.work_forms.set(forms)
    if stored.state == RunState.OPEN:
        _check_open(stored, at)
    _save(stored, [], at, grows=False)
    record(by, "sessions_planned", "training.run", stored.pk, at=at, changed=["plan"])
    return stored


def _check_hours(run: Run, times: Sequence[Span], *, with_days_off: bool, at: datetime) -> None:
    check_dates(times, with_days_off=with_days_off, at=at)
    # What it costs itself has been counted since it was scheduled.
    check_bears(run.contract, price=Decimal(0), last_day=local_day(times[-1][0]))


def _check_numbers(run: Run) -> None:
    if run.minimum > run.capacity:
        text = _("There must be at least as many places as the least number of participants.")
        raise TrainingError("minimum", text)
    # Places have numbers; whoever has a high one must not lose it.
    highest = run.enrolments.aggregate(Max("seat"))["seat__max"] or 0
    if run.capacity < highest:
        text = _("Place %(seat)s is taken: there cannot be fewer places than that.")
        raise TrainingError("capacity_taken", text % {"seat": highest})
    if run.state == RunState.OPEN and not (run.closes_at and run.withdraw_until):
        text = _("An open run needs both deadlines.")
        raise TrainingError("deadlines_needed", text)


def _check_open(run: Run, at: datetime) -> None:
    """Refuse to take from an open run what it could not be opened without."""
    for gap in gaps(run, at=at):
        if gap.code in ("no_room", "no_link", "no_active_form"):
            raise TrainingError(gap.code, gap.text)


def _move_deadlines(run: Run, before: datetime, after: datetime) -> list[str]:
    """Keep deadlines as many days before the first session as they were; return which moved."""
    days = (local_day(before) - local_day(after)).days
    moved = [name for name in DEADLINES if getattr(run, name) is not None] if days else []
    for name in moved:
        setattr(run, name, days_before(getattr(run, name), days, ZONE))
    return moved


def _move_hours(run: Run, times: Sequence[Span]) -> None:
    """Give trainers who have accepted the new hours instead of the old ones."""
    rows = run.run_trainers.filter(reply=Reply.ACCEPTED).select_related("trainer")
    trainers: list[Trainer] = [row.trainer for row in rows]
    for trainer in trainers:
        check_may_give(trainer, run.training, [local_day(start) for start, _end in times])
    Teaching.objects.filter(session__run=run).delete()
    give_hours(run, trainers)


def _save(run: Run, changed: Sequence[str], at: datetime, *, grows: bool) -> None:
    run.changed_at = at
    run.version += 1
    run.sequence += int(grows)
    run.save(update_fields=[*changed, "changed_at", "version", "sequence"])

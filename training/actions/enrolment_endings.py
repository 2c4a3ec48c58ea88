"""How an enrolment ends before its run: withdrawn, refused, cancelled; the place goes on."""

from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from privacy.audit import SYSTEM, Actor, record
from training.actions.offering import pass_places_on
from training.actions.seats import lock_run, locked, no_such_step, writer
from training.actions.telling_participants import tell
from training.enums import EnrolmentState, RunState
from training.errors import TrainingError
from training.models import Enrolment, Run
from training.waiting import entry_of
from waiting_list.actions import strike

News = Literal["withdrawn", "refused", "cancelled", "no_place"]
QUEUED = (EnrolmentState.WAITING, EnrolmentState.OFFERED)


@writer
def withdraw(enrolment: Enrolment, *, by: Actor, at: datetime) -> None:
    """Give a place back, decline one that is offered, or leave the waiting list. Idempotent.

    Raises TrainingError "too_late" for a place after the withdrawal deadline: then the coordinator
    is to be called; "no_such_step" once the run is over.
    """
    row, runs = locked(enrolment)
    if row.state == EnrolmentState.WITHDRAWN:
        return
    if not row.is_live:
        raise no_such_step()
    until = runs[row.run_id].withdraw_until
    if row.state not in QUEUED and until is not None and until <= at:
        text = _("The time to withdraw is over: please call the coordinator.")
        raise TrainingError("too_late", text)
    end(row, EnrolmentState.WITHDRAWN, news="withdrawn", by=by, at=at)


@writer
def withdraw_for(enrolment: Enrolment, *, reason: str = "", by: Actor, at: datetime) -> None:
    """Withdraw somebody as the coordinator, whatever the deadline. Idempotent.

    Raises TrainingError "no_such_step" where the enrolment has ended otherwise.
    """
    row, _runs = locked(enrolment)
    if row.state == EnrolmentState.WITHDRAWN:
        return
    if not row.is_live:
        raise no_such_step()
    end(row, EnrolmentState.WITHDRAWN, news="withdrawn", reason=reason, by=by, at=at)


@writer
def cancel_enrolments(run: Run, *, by: Actor, at: datetime) -> int:
    """End what is live of a run that was called off and tell everybody; return how many.

    To be called in the transaction that cancels the run, after its row says so: the mails name its
    reason, and nothing of it is offered any more.
    """
    stored = lock_run(run.pk)
    rows = list(stored.enrolments.live().with_names().order_by("pk"))
    for row in rows:
        row.run = stored
        end(row, EnrolmentState.CANCELLED, news="cancelled", by=by, at=at)
    return len(rows)


def end_waiting(*, at: datetime) -> int:
    """Tell those who still wait for runs that have begun that no place came free; return how many.

    Each run in a transaction of its own; may be repeated.
    """
    begun = Run.objects.open().begun(at).filter(enrolments__state=EnrolmentState.WAITING)
    keys = set(begun.values_list("pk", flat=True))
    return sum(_end_waiting(key, at) for key in sorted(keys))


@writer
def _end_waiting(key: int, at: datetime) -> int:
    run = lock_run(key)
    rows = list(run.enrolments.filter(state=EnrolmentState.WAITING).with_names().order_by("pk"))
    for row in rows:
        row.run = run
        end(row, EnrolmentState.WITHDRAWN, news="no_place", by=SYSTEM, at=at)
    return len(rows)


def end(
    row: Enrolment,
    to: EnrolmentState,
    *,
    news: News,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """End a live enrolment whose run is locked, tell so, and pass its place on."""
    was_confirmed = row.state == EnrolmentState.CONFIRMED
    had_seat = row.seat is not None
    leave_queue(row, at=at)
    row.state, row.seat, row.reason, row.changed_at = to, None, reason, at
    row.sequence += 1
    row.save(update_fields=["state", "seat", "reason", "changed_at", "sequence"])
    record(by, str(to), "training.enrolment", row.pk, at=at, changed=["state"])
    tell(row, news, at=at, was_confirmed=was_confirmed)
    if had_seat and row.run.state == RunState.OPEN:
        pass_places_on(row.run, at=at)


def leave_queue(row: Enrolment, *, at: datetime) -> None:
    """Take the entry of an enrolment off the waiting list; its place is the caller's affair."""
    entry = entry_of(row)
    if entry is not None:
        strike(entry, at=at)

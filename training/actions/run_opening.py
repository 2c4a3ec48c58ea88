"""A run is opened for enrolment, called off, or confirmed as held (T6, T10, T15)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from privacy.audit import Actor, record
from training.actions.completing import complete
from training.actions.enrolment_endings import cancel_enrolments
from training.actions.run_locks import check_seen, locked_with_contract, no_such_step
from training.actions.telling import tell_enrolled, tell_trainers
from training.enums import RunState
from training.errors import TrainingError
from training.models import Run, Teaching
from training.readiness import deadlines, gaps


@transaction.atomic
def open_run(run: Run, *, seen: int, by: Actor, at: datetime) -> Run:
    """Open a run for enrolment: nothing may be missing (T6). Idempotent.

    Its deadlines are those set before, else the training's usual ones. Raises TrainingError
    "no_such_step", "changed_meanwhile", or with the code of the first thing missing and the words
    of all.
    """
    stored = locked_with_contract(run)
    if stored.state == RunState.OPEN:
        return stored
    check_seen(stored, seen)
    if stored.state not in (RunState.DRAFT, RunState.NEGOTIATING):
        raise no_such_step()
    missing = gaps(stored, at=at)
    if missing:
        raise TrainingError(missing[0].code, " ".join(gap.text for gap in missing))
    stored.closes_at, stored.withdraw_until = deadlines(stored, list(stored.sessions.all()))
    stored.opened_at = at
    _to(stored, RunState.OPEN, at, "opened_at", "closes_at", "withdraw_until")
    record(by, "opened", "training.run", stored.pk, at=at, changed=["state"])
    tell_trainers(stored, what="opened", at=at)
    return stored


@transaction.atomic
def cancel_run(run: Run, *, reason: str, seen: int, by: Actor, at: datetime) -> Run:
    """Call a run off: its funds and its trainers' hours are free, everybody is told. Idempotent.

    Raises TrainingError "reason_needed", "no_such_step" or "changed_meanwhile".
    """
    stored = locked_with_contract(run)
    if stored.state == RunState.CANCELLED:
        return stored
    check_seen(stored, seen)
    if stored.state == RunState.HELD:
        raise no_such_step()
    if not reason:
        raise TrainingError("reason_needed", _("Write the reason: everybody is told it."))
    Teaching.objects.filter(session__run=stored).delete()
    stored.reason = reason
    _to(stored, RunState.CANCELLED, at, "reason")
    record(by, "cancelled", "training.run", stored.pk, at=at, changed=["state"])
    cancel_enrolments(stored, by=by, at=at)
    tell_enrolled(stored, change="cancelled", at=at)
    return stored


@transaction.atomic
def confirm_held(run: Run, *, seen: int, by: Actor, at: datetime) -> Run:
    """Confirm that a run was held; who was at every session has completed the training (T15).

    Idempotent. Raises TrainingError "no_such_step", "changed_meanwhile", "not_over" before the end
    of its last session, or "attendance_missing" with how many entries are missing.
    """
    stored = locked_with_contract(run)
    if stored.state == RunState.HELD:
        return stored
    check_seen(stored, seen)
    if stored.state != RunState.OPEN:
        raise no_such_step()
    if max(session.ends_at for session in stored.sessions.all()) > at:
        raise TrainingError("not_over", _("The last session is not over yet."))
    _to(stored, RunState.HELD, at)
    record(by, "held", "training.run", stored.pk, at=at, changed=["state"])
    complete(stored, by=by, at=at)
    return stored


def _to(run: Run, state: RunState, at: datetime, *changed: str) -> None:
    run.state = state
    run.changed_at = at
    run.version += 1
    run.sequence += 1
    run.save(update_fields=["state", "changed_at", "version", "sequence", *changed])

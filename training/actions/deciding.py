"""Who may come: the authority's approver, or the coordinator in their stead (T14, T2)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from privacy.audit import Actor, record
from training.actions.enrolment_endings import end
from training.actions.seats import lock_runs, locked, no_such_step, settled, writer
from training.actions.telling_participants import tell
from training.enums import LIVE_ENROLMENT, EnrolmentState, Waiver
from training.errors import TrainingError
from training.models import Employer, Enrolment


@writer
def decide_for_authority(
    employer: Employer,
    uids: Collection[UUID],
    *,
    is_confirmed: bool,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Confirm or refuse several employees at once; return how many still waited for it.

    Of other authorities nothing is touched, whatever `uids` hold. Raises TrainingError
    "reason_needed".
    """
    rows = list(Enrolment.objects.to_approve(employer).filter(uid__in=uids).order_by("run", "pk"))
    lock_runs(*{row.run_id for row in rows})
    decided = 0
    for row in rows:
        if not Enrolment.objects.to_approve(employer).filter(pk=row.pk).exists():
            continue  # decided meanwhile
        if is_confirmed:
            approve(row, by=by, at=at)
        else:
            refuse(row, reason=reason, by=by, at=at)
        decided += 1
    return decided


@writer
def approve(enrolment: Enrolment, *, by: Actor, at: datetime) -> None:
    """Confirm that somebody is eligible. Idempotent.

    Raises TrainingError "no_such_step" where no place is waiting for it.
    """
    row, _runs = locked(enrolment)
    if row.approved_at is not None and row.is_live:
        return
    if row.state != EnrolmentState.REQUESTED:
        raise no_such_step()
    row.approved_at = at
    record(by, "approved", "training.enrolment", row.pk, at=at, changed=["approved_at"])
    _settle(row, at)


@writer
def refuse(enrolment: Enrolment, *, reason: str, by: Actor, at: datetime) -> None:
    """Refuse an enrolment; its place goes to the next.

    Raises TrainingError "reason_needed" or "no_such_step".
    """
    _need(reason)
    row, _runs = locked(enrolment)
    if row.state not in LIVE_ENROLMENT:
        raise no_such_step()
    end(row, EnrolmentState.REFUSED, news="refused", reason=reason, by=by, at=at)


@writer
def decide_waiver(
    enrolment: Enrolment, *, is_granted: bool, reason: str = "", by: Actor, at: datetime
) -> None:
    """Let somebody come without the required training, or not: then the enrolment is refused (T2).

    Raises TrainingError "reason_needed" or "no_such_step".
    """
    if not is_granted:
        _need(reason)
    row, _runs = locked(enrolment)
    if row.waiver != Waiver.ASKED or not row.is_live:
        raise no_such_step()
    row.waiver = Waiver.GRANTED if is_granted else Waiver.REFUSED
    row.save(update_fields=["waiver"])
    verb = "waiver_granted" if is_granted else "waiver_refused"
    record(by, verb, "training.enrolment", row.pk, at=at, changed=["waiver"])
    if is_granted:
        _settle(row, at)
    else:
        end(row, EnrolmentState.REFUSED, news="refused", reason=reason, by=by, at=at)


def _settle(row: Enrolment, at: datetime) -> None:
    """Confirm a requested place once nobody has to say yes any more, and tell so."""
    row.changed_at = at
    is_now_confirmed = row.state == EnrolmentState.REQUESTED and row.is_cleared
    if row.state == EnrolmentState.REQUESTED:
        row.state = settled(row)
    row.save(update_fields=["state", "approved_at", "changed_at"])
    if is_now_confirmed:
        tell(row, "confirmed", at=at)


def _need(reason: str) -> None:
    if not reason:
        raise TrainingError("reason_needed", _("Write the reason: whoever enrolled is told it."))

"""After the deadline: who meets the conditions, who is selected, the letters, the archive (L12)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions.application_locks import LABEL, lock_application, lock_call
from learning_cluster.actions.telling_applicants import tell_decision
from learning_cluster.call_results import Results, results
from learning_cluster.enums import ApplicationState, CallStage
from learning_cluster.errors import ClusterError
from learning_cluster.models import Application, Call
from privacy.audit import Actor, record

CALL = "learning_cluster.call"


@transaction.atomic
def judge(
    application: Application,
    *,
    is_eligible: bool,
    reason: str,
    seen: str,
    by: Actor,
    at: datetime,
) -> None:
    """Say whether an opened application meets the conditions; `seen` is the state it was shown in.

    Raises ClusterError "sealed" before the deadline, "decided", "changed_meanwhile",
    "reason_needed" for one that does not, or "scored" where scorers have begun with one that did.
    """
    row = lock_application(application)
    _check_scoring(row.call, at)
    if row.state != seen or not row.is_submitted:
        text = _("A colleague has changed this meanwhile. Look at it as it is now, then decide.")
        raise ClusterError("changed_meanwhile", text)
    if not is_eligible and not reason:
        raise ClusterError("reason_needed", _("Write the reason: the applicant is told it."))
    if not is_eligible and row.sheets.filter(finished_at__isnull=False).exists():
        raise ClusterError("scored", _("This application has been scored already."))
    row.state = ApplicationState.ELIGIBLE if is_eligible else ApplicationState.INELIGIBLE
    row.reason = reason
    row.save(update_fields=["state", "reason"])
    record(by, str(row.state), LABEL, row.pk, at=at, changed=["state"])


@transaction.atomic
def decide_call(
    call: Call, *, selected: Application | None, reason: str, by: Actor, at: datetime
) -> None:
    """Select an application, or none, and write to everybody. `reason` goes to who is not selected.

    Raises ClusterError "sealed", "decided", "not_judged" while an application waits for the
    coordinator, "not_scored" while one waits for scorers, "not_ranked" for a selected one without
    a rank, or "reason_needed".
    """
    stored = lock_call(call.pk)
    _check_scoring(stored, at)
    found = results(stored)
    _check_complete(found, selected, reason)
    for row in found.eligible:
        row.rank = found.places[row.pk].rank
        is_selected = selected is not None and row.pk == selected.pk
        row.state = ApplicationState.SELECTED if is_selected else ApplicationState.NOT_SELECTED
        row.reason = "" if is_selected else reason
    stored.decided_at = at
    stored.save(update_fields=["decided_at"])
    record(by, "call_decided", CALL, stored.pk, at=at)
    for row in [*found.eligible, *found.ineligible]:
        row.told_at = at
        row.save(update_fields=["rank", "state", "reason", "told_at"])
        record(by, str(row.state), LABEL, row.pk, at=at, changed=["state"])
        tell_decision(row, at=at)


@transaction.atomic
def archive_call(call: Call, *, by: Actor, at: datetime) -> None:
    """Put a decided call into the archive: it is only read from then on. Idempotent.

    Raises ClusterError "not_decided".
    """
    stored = lock_call(call.pk)
    if stored.archived_at is not None:
        return
    if stored.decided_at is None:
        raise ClusterError("not_decided", _("The call has not been decided yet."))
    stored.archived_at = at
    stored.save(update_fields=["archived_at"])
    record(by, "call_archived", CALL, stored.pk, at=at)


def _check_scoring(call: Call, at: datetime) -> None:
    stage = call.stage(at)
    if stage in (CallStage.DRAFT, CallStage.OPEN):
        raise ClusterError("sealed", _("Applications are sealed until the deadline."))
    if stage != CallStage.SCORING:
        raise ClusterError("decided", _("The call has been decided."))


def _check_complete(found: Results, selected: Application | None, reason: str) -> None:
    if found.waiting:
        text = _("Say of every application whether it meets the conditions first.")
        raise ClusterError("not_judged", text)
    if found.unscored:
        text = _("Not every application has been scored by everybody without a conflict.")
        raise ClusterError("not_scored", text)
    place = found.places.get(selected.pk) if selected is not None else None
    if selected is not None and (place is None or place.rank is None):
        raise ClusterError("not_ranked", _("Only a ranked application can be selected."))
    others = [row for row in found.eligible if selected is None or row.pk != selected.pk]
    if others and not reason:
        text = _("Write the reason for those who are not selected: they are told it.")
        raise ClusterError("reason_needed", text)

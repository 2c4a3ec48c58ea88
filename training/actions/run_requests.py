"""An authority asks for a run of its own: proved by a mailed link, then decided (T14)."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from messaging.actions import queue
from messaging.enums import Medium
from privacy.audit import Actor, record
from privacy.secret_links import token_hash
from training.actions.enrolling import LINK_HOLDS, LINKS_PERIOD, MOST_LINKS
from training.actions.telling_participants import tell_coordinator
from training.enums import RequestState, RunState
from training.errors import TrainingError
from training.messages.coordinators import REQUESTED
from training.messages.run_requests import PROVE, STATE
from training.models import Run, RunRequest


@transaction.atomic
def ask(row: RunRequest, *, by: Actor, at: datetime) -> None:
    """Store `row`, a filled and unsaved request, and mail its sender a link that proves it.

    Raises TrainingError "too_many" when the address has been sent several links within an hour.
    """
    _lock_address(row.contact_email)
    sent = RunRequest.objects.filter(
        contact_email__iexact=row.contact_email, created_at__gt=at - LINKS_PERIOD
    )
    if sent.count() >= MOST_LINKS:
        text = _(
            "Several links have been sent to this address already. Use the newest of them, or try"
            " again in an hour."
        )
        raise TrainingError("too_many", text)
    row.link_hash = token_hash(row.token())
    row.created_at, row.confirm_until = at, at + LINK_HOLDS
    row.save(force_insert=True)
    record(by, "submit", "training.run_request", row.pk, at=at)
    _tell(row, PROVE, at)


@transaction.atomic
def prove(request: RunRequest, *, by: Actor, at: datetime) -> None:
    """Hand a request to the coordinator: its link was opened at the address given. Idempotent.

    Raises TrainingError "link_over".
    """
    row = RunRequest.objects.select_for_update(no_key=True).filter(pk=request.pk).first()
    if row is not None and row.state != RequestState.UNCONFIRMED:
        return
    if row is None or row.confirm_until <= at:
        raise TrainingError("link_over", _("This link has expired. Send the form once more."))
    _move(row, RequestState.RECEIVED, by=by, at=at)
    tell_coordinator(row.variant.training, REQUESTED, at=at)


@transaction.atomic
def decline(request: RunRequest, *, reason: str, by: Actor, at: datetime) -> None:
    """Decline a request. Raises TrainingError "reason_needed" or "no_such_step"."""
    if not reason:
        raise TrainingError("reason_needed", _("Write the reason: the authority is told it."))
    row = _received(request)
    row.reason = reason
    _move(row, RequestState.DECLINED, by=by, at=at)


@transaction.atomic
def plan(request: RunRequest, run: Run, *, by: Actor, at: datetime) -> None:
    """Say which run was planned for the request.

    Raises TrainingError "no_such_step", or "other_training" for a run of another training, one
    that was called off, or one that answers another request.
    """
    row = _received(request)
    is_of_training = run.variant.training_id == row.variant.training_id
    is_taken = RunRequest.objects.filter(run=run).exclude(pk=row.pk).exists()
    if not is_of_training or run.state == RunState.CANCELLED or is_taken:
        text = _("Choose a run of the training asked for that answers no other request.")
        raise TrainingError("other_training", text)
    row.run = run
    _move(row, RequestState.PLANNED, by=by, at=at)


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete what nobody confirmed in time; return how many (X4)."""
    old = RunRequest.objects.filter(state=RequestState.UNCONFIRMED, confirm_until__lte=at)
    return old.delete()[0]


def _lock_address(email: str) -> None:
    """Let links to an address be counted one at a time: sent at once, none would see the others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('training.run_request'), hashtext(%s))",
            [email.lower()],
        )


def _received(request: RunRequest) -> RunRequest:
    rows = RunRequest.objects.select_for_update(no_key=True, of=("self",))
    row = rows.select_related("variant").get(pk=request.pk)
    if row.state != RequestState.RECEIVED:
        raise TrainingError(
            "no_such_step", _("In its present state this cannot be done with the request.")
        )
    return row


def _move(row: RunRequest, to: RequestState, *, by: Actor, at: datetime) -> None:
    row.state = to
    row.save(update_fields=["state", "reason", "run"])
    record(by, str(to), "training.run_request", row.pk, at=at, changed=["state"])
    _tell(row, STATE, at)


def _tell(row: RunRequest, kind: str, at: datetime) -> None:
    if row.contact_email:
        queue(
            kind,
            Medium.EMAIL,
            row.contact_email,
            language=row.language,
            context={"request": row.pk, "state": str(row.state)},
            at=at,
            turn=f"training:request:{row.uid}",
        )

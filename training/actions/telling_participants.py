"""Telling participants and approvers; called in the transaction of the action itself."""

from datetime import datetime
from typing import Literal

from languages.codes import SL
from messaging.actions import queue
from messaging.enums import Medium, State
from messaging.models import Message
from training.enums import EnrolmentState
from training.messages.approvers import TO_APPROVE
from training.messages.coordinators import TO_DECIDE
from training.messages.participants import NEWS, SESSION, WITH_CALENDAR, Wanted, kind_of
from training.models import Enrolment, Run, Training

Change = Literal["changed", "cancelled"]


def tell_participants(run: Run, *, change: Change, at: datetime) -> None:
    """Tell everybody on the list of a run that it has changed; who is confirmed gets new entries.

    That a run was cancelled is told by `cancel_enrolments`, which ends the enrolments too.
    """
    if change == "cancelled":
        return
    for enrolment in run.enrolments.live().with_names().order_by("pk"):
        if enrolment.reminded_at is not None:
            enrolment.reminded_at = None  # the two days before may be others now
            enrolment.save(update_fields=["reminded_at"])
        tell(enrolment, "changed", at=at)


def tell(
    enrolment: Enrolment,
    what: NEWS,
    *,
    at: datetime,
    was_confirmed: bool = False,
    left: Run | None = None,
) -> None:
    """Queue the mail `what`, and one a further session where the calendar is concerned.

    `was_confirmed` says that calendar entries went out before, which "withdrawn", "refused" and
    "cancelled" take back. `left` is the run somebody moved away from: its days beyond those of the
    new run are taken back too. Who has been erased is not told.
    """
    facts = {"enrolment": enrolment.pk, "run": enrolment.run_id, "sequence": enrolment.sequence}
    method = _method(enrolment, what, was_confirmed)
    days = _days(enrolment.run) if method else [0]
    _queue(kind_of(what), enrolment, facts | {"method": method, "day": days[0]}, at)
    for day in days[1:]:
        _queue(SESSION, enrolment, facts | {"method": method, "day": day, "what": what}, at)
    if left is not None and was_confirmed:
        # Moved, but no longer confirmed: what stood in the calendar goes; else only days too many.
        for day in _days(left):
            if not method or day not in days:
                gone = {"run": left.pk, "method": "CANCEL", "day": day, "what": what}
                _queue(SESSION, enrolment, facts | gone, at)


def tell_deciders(enrolment: Enrolment, *, at: datetime) -> None:
    """Mail whoever has to decide next, unless such a mail is about to leave.

    That is the authority's approver, the coordinator where there is none, and the coordinator too
    where leave was asked for.
    """
    employer = enrolment.participant.employer
    has_approver = employer is not None and employer.has_approver
    if employer is not None and has_approver and enrolment.approved_at is None:
        _tell_once(TO_APPROVE, employer.approver_email, {"employer": employer.pk}, at)
    if Enrolment.objects.for_coordinator().filter(pk=enrolment.pk).exists():
        tell_coordinator(enrolment.training, TO_DECIDE, at=at)


def tell_coordinator(training: Training, kind: str, *, at: datetime) -> None:
    """Mail the coordinator of a training that something waits, unless such a mail is waiting."""
    _tell_once(kind, training.coordinator_email, {"training": training.pk}, at)


def _tell_once(kind: str, address: str, facts: dict[str, object], at: datetime) -> None:
    queued = Message.objects.filter(kind=kind, recipient=address, state=State.QUEUED)
    if not queued.filter(context=facts).exists():
        queue(kind, Medium.EMAIL, address, language=SL, context=facts, at=at)


def _method(enrolment: Enrolment, what: NEWS, was_confirmed: bool) -> str:
    wanted = WITH_CALENDAR.get(what, Wanted.NEVER)
    if wanted is Wanted.STANDS:
        return "REQUEST" if enrolment.state == EnrolmentState.CONFIRMED else ""
    return "CANCEL" if wanted is Wanted.GONE and was_confirmed else ""


def _days(run: Run) -> list[int]:
    return list(run.sessions.order_by("segment__day").values_list("segment__day", flat=True))


def _queue(kind: str, enrolment: Enrolment, facts: dict[str, object], at: datetime) -> None:
    participant = enrolment.participant
    if not participant.email:
        return
    queue(
        kind,
        Medium.EMAIL,
        participant.email,
        language=enrolment.language,
        context=facts,
        at=at,
        turn=f"training:enrolment:{enrolment.participant_id}",
    )

"""Moving to another run of the same training: link and calendar entries go along (T14, I2)."""

from datetime import datetime

from django.utils.translation import gettext as _

from privacy.audit import Actor, record
from privacy.secret_links import token_hash
from training.actions.enrolling import check_is_ahead, check_takes_enrolments, full
from training.actions.enrolment_endings import QUEUED, leave_queue
from training.actions.offering import pass_places_on
from training.actions.seats import free_seat, locked, no_such_step, settled, writer
from training.actions.telling_participants import tell, tell_deciders
from training.enums import EnrolmentState
from training.errors import TrainingError
from training.models import Enrolment, Run


@writer
def move(enrolment: Enrolment, to: Run, *, by: Actor, at: datetime) -> Enrolment:
    """Give a participant a free place in `to` instead of theirs; return the new enrolment.

    Raises TrainingError "no_such_step", "too_late" after the withdrawal deadline, "closed", "full"
    (also where people wait for `to`) or "other_training".
    """
    row, runs = locked(enrolment, to.pk)
    left, target = runs[row.run_id], runs[to.pk]
    until = left.withdraw_until
    if row.state not in QUEUED and until is not None and until <= at:
        text = _("The time to move is over: please call the coordinator.")
        raise TrainingError("too_late", text)
    check_takes_enrolments(target, at=at)
    if target.enrolments.filter(state=EnrolmentState.WAITING).exists():
        raise full()
    return _move(row, left, target, by=by, at=at)


@writer
def move_for(enrolment: Enrolment, to: Run, *, by: Actor, at: datetime) -> Enrolment:
    """Move somebody as the coordinator, whatever the deadlines; return the new enrolment.

    Raises TrainingError "no_such_step", "begun", "full" or "other_training".
    """
    row, runs = locked(enrolment, to.pk)
    check_is_ahead(runs[to.pk], at=at)
    return _move(row, runs[row.run_id], runs[to.pk], by=by, at=at)


def _move(row: Enrolment, left: Run, target: Run, *, by: Actor, at: datetime) -> Enrolment:
    if not row.is_live or left.pk == target.pk:
        raise no_such_step()
    if target.training != left.training:
        text = _("That is another training: enrol in it by itself.")
        raise TrainingError("other_training", text)
    seat = free_seat(target)
    if seat is None:
        raise full()
    was_confirmed = row.state == EnrolmentState.CONFIRMED
    leave_queue(row, at=at)
    new = _copy(row, target, seat, at)
    _end_as_moved(row, at)
    new.save(force_insert=True)
    record(by, "moved", "training.enrolment", row.pk, at=at, changed=["run"])
    record(by, "moved_here", "training.enrolment", new.pk, at=at, changed=["run"])
    tell(new, "moved", at=at, was_confirmed=was_confirmed, left=left)
    tell_deciders(new, at=at)
    pass_places_on(left, at=at)
    return new


def _copy(row: Enrolment, target: Run, seat: int, at: datetime) -> Enrolment:
    """Return the new enrolment; it takes over the secret link and the UID of the calendar entries.

    Its sequence, counted with the run's, goes on above the old one.
    """
    new = Enrolment(
        uid=row.uid,
        run=target,
        training=row.training,
        participant=row.participant,
        seat=seat,
        waiver=row.waiver,
        waiver_reason=row.waiver_reason,
        language=row.language,
        privacy_notice=row.privacy_notice,
        link_hash=row.link_hash,
        confirm_until=row.confirm_until,
        approved_at=row.approved_at,
        created_at=at,
        changed_at=at,
    )
    new.sequence = max(0, row.sequence + row.run.sequence + 1 - target.sequence)
    new.state = settled(new)
    return new


def _end_as_moved(row: Enrolment, at: datetime) -> None:
    """Keep the old row for statistics, under a key no link leads to."""
    fresh = Enrolment()
    row.uid, row.state, row.seat, row.changed_at = fresh.uid, EnrolmentState.MOVED, None, at
    row.link_hash = token_hash(row.token())
    row.save(update_fields=["uid", "link_hash", "state", "seat", "changed_at"])

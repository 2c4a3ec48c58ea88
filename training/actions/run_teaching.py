"""Who gives a run: asked, accepted, declined, taken off it (T5, T6)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from privacy.audit import Actor, record
from training.actions.run_locks import check_seen, lock_trainers, locked, no_such_step
from training.actions.telling import tell_trainers
from training.eligible import check_may_give
from training.enums import SCHEDULED, Reply, RunState
from training.errors import TrainingError
from training.guidelines import acknowledged, guidelines_in_force
from training.local_time import local_day
from training.messages import trainers as mails
from training.models import Run, RunTrainer, Teaching, Trainer

ON_IT = (Reply.ASKED, Reply.ACCEPTED)
_ELSEWHERE = "training_teaching_one_at_a_time"


@transaction.atomic
def ask(run: Run, trainers: Sequence[Trainer], *, seen: int, by: Actor, at: datetime) -> None:
    """Ask trainers for a run, a pair where it needs two; they are told. Asked again: nothing.

    Raises TrainingError "same_twice", "too_many_trainers", "not_qualified", "without_contract",
    "no_such_step" or "changed_meanwhile".
    """
    stored = locked(run)
    if len({trainer.pk for trainer in trainers}) < len(trainers):
        raise TrainingError("same_twice", _("A pair is two different trainers."))
    rows = {row.trainer_id: row for row in stored.run_trainers.all()}
    on_it = {key for key, row in rows.items() if row.reply in ON_IT}
    new = [trainer for trainer in trainers if trainer.pk not in on_it]
    if not new:
        return
    check_seen(stored, seen)
    if stored.state not in (RunState.DRAFT, *SCHEDULED):
        raise no_such_step()
    _check_number(stored, len(on_it) + len(new))
    for trainer in new:
        check_may_give(trainer, stored.training, days_of(stored, at))
        row = rows.get(trainer.pk) or RunTrainer(run=stored, trainer=trainer)
        row.reply, row.note, row.asked_at, row.replied_at = Reply.ASKED, "", at, None
        row.save()
        mails.tell(trainer, stored, what="asked", at=at)
    _changed(stored, at)
    record(by, "trainers_asked", "training.run", stored.pk, at=at, changed=["trainers"])


@transaction.atomic
def accept(run: Run, trainer: Trainer, *, seen: int, by: Actor, at: datetime) -> None:
    """Keep that a trainer gives the run: the hours of its sessions are theirs. Idempotent.

    `seen` is the version whose dates they saw. Raises TrainingError "not_asked", "no_dates",
    "changed_meanwhile", "guidelines", "not_qualified", "without_contract" or "elsewhere".
    """
    stored = locked(run)
    row = _row(stored, trainer)
    if row.reply == Reply.ACCEPTED:
        return
    if row.reply != Reply.ASKED:
        raise _not_asked()
    check_seen(stored, seen)
    if stored.state not in SCHEDULED:
        raise TrainingError("no_dates", _("The dates of this run have not been set yet."))
    notice = guidelines_in_force(at)
    if notice is not None and not acknowledged(trainer, notice):
        text = _("Read and acknowledge the didactic guidelines first.")
        raise TrainingError("guidelines", text)
    check_may_give(trainer, stored.training, days_of(stored, at))
    give_hours(stored, [trainer])
    _reply(row, Reply.ACCEPTED, "", at)
    if stored.state == RunState.OPEN:  # in place of somebody who was taken off
        mails.tell(trainer, stored, what="opened", at=at)
    record(by, "trainer_accepted", "training.run", stored.pk, at=at, changed=["trainers"])


@transaction.atomic
def decline(run: Run, trainer: Trainer, *, note: str, by: Actor, at: datetime) -> None:
    """Keep that a trainer does not give the run; also after having accepted, until it is open.

    Raises TrainingError "not_asked", or "open_already" where only the coordinator can do it.
    """
    stored = locked(run)
    row = _row(stored, trainer)
    if row.reply == Reply.DECLINED:
        return
    if row.reply not in ON_IT:
        raise _not_asked()
    if row.reply == Reply.ACCEPTED and stored.state not in (RunState.DRAFT, RunState.NEGOTIATING):
        text = _("The run is open for enrolment already: call the coordinator.")
        raise TrainingError("open_already", text)
    Teaching.objects.filter(session__run=stored, trainer=trainer).delete()
    _reply(row, Reply.DECLINED, note, at)
    record(by, "trainer_declined", "training.run", stored.pk, at=at, changed=["trainers"])


@transaction.atomic
def take_off(run: Run, trainer: Trainer, *, by: Actor, at: datetime) -> None:
    """Take a trainer off a run; who had accepted is told, and the hours are free. Idempotent."""
    stored = locked(run)
    row = _row(stored, trainer)
    if row.reply not in ON_IT:
        return
    if stored.state not in (RunState.DRAFT, *SCHEDULED):
        raise no_such_step()
    had_accepted = row.reply == Reply.ACCEPTED
    Teaching.objects.filter(session__run=stored, trainer=trainer).delete()
    _reply(row, Reply.WITHDRAWN, "", at)
    _changed(stored, at)
    if had_accepted:
        mails.tell(trainer, stored, what="left", at=at)
    record(by, "trainer_taken_off", "training.run", stored.pk, at=at, changed=["trainers"])


def give_hours(run: Run, trainers: Iterable[Trainer]) -> None:
    """Give the hours of every session of a run to trainers.

    Raises TrainingError "elsewhere" where one of them teaches at such an hour already.
    """
    keys = sorted({trainer.pk for trainer in trainers})
    lock_trainers(keys)
    sessions = list(run.sessions.all())
    for key in keys:
        rows = [Teaching(session=one, trainer_id=key, period=one.period) for one in sessions]
        try:
            with transaction.atomic():
                Teaching.objects.bulk_create(rows)
        except IntegrityError as error:
            if _constraint(error) != _ELSEWHERE:
                raise
            name = Trainer.objects.values_list("name", flat=True).get(pk=key)
            text = _("%(name)s teaches elsewhere at that hour.")
            raise TrainingError("elsewhere", text % {"name": name}) from None


def ask_again(run: Run, *, at: datetime) -> None:
    """Ask those who had accepted other dates than the run has now."""
    Teaching.objects.filter(session__run=run).delete()
    rows = run.run_trainers.filter(reply=Reply.ACCEPTED)
    rows.update(reply=Reply.ASKED, asked_at=at, replied_at=None)
    tell_trainers(run, what="asked", at=at)


def days_of(run: Run, at: datetime) -> list[date]:
    """Return the days of the run's sessions; today where it has none yet."""
    return [local_day(one.starts_at) for one in run.sessions.all()] or [local_day(at)]


def _check_number(run: Run, number: int) -> None:
    needed = run.training.trainers_needed
    if number > needed:
        text = ngettext(
            "This training is given by %(count)s trainer: take the other one off first.",
            "This training is given by %(count)s trainers: take one of them off first.",
            needed,
        )
        raise TrainingError("too_many_trainers", text % {"count": needed})


def _row(run: Run, trainer: Trainer) -> RunTrainer:
    row = run.run_trainers.filter(trainer=trainer).first()
    if row is None:
        raise _not_asked()
    return row


def _not_asked() -> TrainingError:
    return TrainingError("not_asked", _("You are not asked for this run any more."))


def _reply(row: RunTrainer, reply: Reply, note: str, at: datetime) -> None:
    row.reply, row.note, row.replied_at = reply, note, at
    row.save(update_fields=["reply", "note", "replied_at"])


def _changed(run: Run, at: datetime) -> None:
    run.version += 1
    run.changed_at = at
    run.save(update_fields=["version", "changed_at"])


def _constraint(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", ""))

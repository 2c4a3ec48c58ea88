"""What a run lacks before it can be opened, in words (T4, T6, T8, T10)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from languages.codes import SL
from languages.dates import short_date_time
from training.contracts import check_bears
from training.eligible import check_may_give
from training.enums import Mode, Place, Reply
from training.errors import TrainingError
from training.local_time import ZONE, local_day
from training.models import Run, Session, Teaching, Trainer
from training.run_dates import planned_times
from training.session_times import days_before


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: a code for machines, a sentence for people."""

    code: str
    text: str


def gaps(run: Run, *, at: datetime) -> list[Gap]:
    """Return everything that keeps `run` from being opened at `at`; empty when it may be."""
    sessions = list(run.sessions.select_related("segment").prefetch_related("work_forms"))
    if not sessions:
        return [Gap("not_scheduled", _("Dates have not been agreed and scheduled yet."))]
    return [
        *_of_dates(run, sessions, at),
        *_of_deadlines(run, sessions, at),
        *_of_place(run, sessions),
        *_of_plans(sessions),
        *_of_trainers(run, sessions),
    ]


def deadlines(run: Run, sessions: Sequence[Session]) -> tuple[datetime, datetime]:
    """Return when enrolment closes and until when one may withdraw: as set, else as usual."""
    training, begins = run.training, sessions[0].starts_at
    return (
        run.closes_at or days_before(begins, training.closes_days, ZONE),
        run.withdraw_until or days_before(begins, training.withdraw_days, ZONE),
    )


def _of_dates(run: Run, sessions: Sequence[Session], at: datetime) -> Iterator[Gap]:
    if sessions[0].starts_at <= at:
        yield Gap("in_the_past", _("The first session must be still to come."))
    try:
        times = planned_times(run.variant, [one.starts_at for one in sessions])
        if times != [(one.starts_at, one.ends_at) for one in sessions]:
            text = _("The sessions are not as long as the parts of the training now are.")
            yield Gap("other_hours", text)
        # What it costs itself has been counted since it was scheduled.
        check_bears(run.contract, price=Decimal(0), last_day=local_day(times[-1][0]))
    except TrainingError as error:
        yield Gap(error.code, error.message)


def _of_deadlines(run: Run, sessions: Sequence[Session], at: datetime) -> Iterator[Gap]:
    closes_at, _withdraw_until = deadlines(run, sessions)
    if closes_at <= at:
        when = short_date_time(closes_at, ZONE, get_language() or SL)
        text = _("Enrolment would be closed already (%(when)s): set a later deadline.")
        yield Gap("closed_already", text % {"when": when})


def _of_place(run: Run, sessions: Sequence[Session]) -> Iterator[Gap]:
    modes = {session.segment.mode for session in sessions}
    has_room = run.place != Place.REMOTE and run.town and run.venue
    if Mode.LIVE in modes and not has_room:
        yield Gap("no_room", _("A live part needs a town and a room with its address."))
    if Mode.REMOTE in modes and not run.join_link:
        yield Gap("no_link", _("A remote part needs a join link."))


def _of_plans(sessions: Sequence[Session]) -> Iterator[Gap]:
    for session in sessions:
        if not any(form.is_active for form in session.work_forms.all()):
            text = _("The plan of day %(day)s names no form of work in which people are active.")
            yield Gap("no_active_form", text % {"day": session.segment.day})


def _of_trainers(run: Run, sessions: Sequence[Session]) -> Iterator[Gap]:
    accepted = run.run_trainers.filter(reply=Reply.ACCEPTED).select_related("trainer")
    trainers = [row.trainer for row in accepted]
    needed = run.training.trainers_needed
    if len(trainers) != needed:
        text = ngettext(
            "The training needs %(count)s trainer who has accepted; now there are %(now)s.",
            "The training needs %(count)s trainers who have accepted; now there are %(now)s.",
            needed,
        )
        yield Gap("trainers", text % {"count": needed, "now": len(trainers)})
    for trainer in trainers:
        yield from _of_trainer(trainer, run, sessions)


def _of_trainer(trainer: Trainer, run: Run, sessions: Sequence[Session]) -> Iterator[Gap]:
    try:
        check_may_give(trainer, run.training, [local_day(one.starts_at) for one in sessions])
    except TrainingError as error:
        yield Gap(error.code, error.message)
    given = Teaching.objects.filter(trainer=trainer, session__run=run)
    times = {(row.session_id, row.period) for row in given}
    if times != {(session.pk, session.period) for session in sessions}:
        text = _("%(name)s has accepted other hours and must be asked again.")
        yield Gap("other_hours", text % {"name": trainer.name})

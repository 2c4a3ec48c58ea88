"""Places of a run that come free: what the waiting list offers, and the answer (T14)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from privacy.audit import SYSTEM, Actor, record
from training.actions.seats import free_seat, lock_run, settled
from training.actions.telling_participants import tell, tell_deciders
from training.enums import EnrolmentState, RunState
from training.errors import TrainingError
from training.models import Enrolment, Run
from training.waiting import KIND, entry_of, subject_of
from waiting_list import actions as waiting_list
from waiting_list.models import Entry, EntryState

# Whoever accepts must still be able to plan their day.
LATEST_BEFORE = timedelta(hours=24)


class RunPlaces:
    """The places of runs as the waiting list sees them: the run's row is the lock."""

    name = KIND

    @property
    def holds_for(self) -> timedelta:
        return timedelta(hours=settings.TRAINING_OFFER_HOURS)

    def lock(self, subject: str) -> None:
        list(Run.objects.select_for_update(no_key=True).filter(pk=int(subject)).values_list("pk"))

    def free(self, subject: str, at: datetime) -> int:
        run = Run.objects.seated().get(pk=int(subject))
        return run.capacity - run.taken if run.state == RunState.OPEN else 0

    def latest(self, subject: str, at: datetime) -> datetime | None:
        """Return a day before the first session: later nobody could come any more."""
        run = Run.objects.dated().get(pk=int(subject))
        return None if run.starts_at is None else run.starts_at - LATEST_BEFORE

    def on_offer(self, entry: Entry, at: datetime) -> None:
        row = _row(entry)
        row.seat = free_seat(row.run)
        _move(row, EntryState.OFFERED, EnrolmentState.OFFERED, at, "offered", SYSTEM)

    def on_accept(self, entry: Entry, at: datetime) -> None:
        row = _row(entry)
        to = settled(row)
        news = "confirmed" if to == EnrolmentState.CONFIRMED else "received"
        _move(row, entry.state, to, at, news, Actor())
        tell_deciders(row, at=at)

    def on_lapse(self, entry: Entry, at: datetime) -> None:
        row = _row(entry)
        row.seat = None
        is_lapse = entry.state == EntryState.LAPSED
        news = "lapsed" if is_lapse else "withdrawn"
        by = SYSTEM if is_lapse else Actor()
        _move(row, entry.state, EnrolmentState.WITHDRAWN, at, news, by)


def accept_offer(enrolment: Enrolment, *, at: datetime) -> None:
    """Take the place that is kept for `enrolment`. Idempotent.

    Raises TrainingError "offer_over" where the time to answer is over or nothing is offered.
    """
    entry = entry_of(enrolment)
    state = waiting_list.accept(entry, at=at).state if entry is not None else None
    if state == EntryState.ACCEPTED or (entry is None and _has_place(enrolment)):
        return
    text = _("The place is not kept for you any more.")
    raise TrainingError("offer_over", text)


def decline_offer(enrolment: Enrolment, *, at: datetime) -> None:
    """Leave the place to the next on the list. Idempotent."""
    entry = entry_of(enrolment)
    if entry is not None:
        waiting_list.decline(entry, at=at)


def pass_places_on(run: Run, *, at: datetime) -> None:
    """Offer free places of a run to whoever waits; ends overdue offers first."""
    waiting_list.lapse_overdue(at=at, kind=KIND, subject=subject_of(run))
    waiting_list.offer_next(KIND, subject_of(run), at=at)


def _has_place(enrolment: Enrolment) -> bool:
    return Enrolment.objects.live().seated().filter(pk=enrolment.pk).exists()


def _row(entry: Entry) -> Enrolment:
    rows = Enrolment.objects.select_for_update(no_key=True, of=("self",)).with_names()
    row = rows.get(pk=int(entry.who))
    row.run = lock_run(row.run_id)
    return row


def _move(
    row: Enrolment, verb: str, to: EnrolmentState, at: datetime, news: str, by: Actor
) -> None:
    row.state, row.changed_at = to, at
    row.save(update_fields=["state", "seat", "changed_at"])
    record(by, str(verb), "training.enrolment", row.pk, at=at, changed=["state"])
    tell(row, news, at=at)  # type: ignore[arg-type]  # each of the three is a piece of news

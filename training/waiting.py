"""Enrolments in the words of the waiting list: whose entry is whose, and the place in the queue."""

from training.models import Enrolment, Run
from waiting_list.models import OPEN_STATES, Entry

KIND = "training.run"


def subject_of(run: Run) -> str:
    return str(run.pk)


def who_of(enrolment: Enrolment) -> str:
    return str(enrolment.pk)


def entry_of(enrolment: Enrolment) -> Entry | None:
    """Return the open entry of an enrolment that waits or is being offered a place."""
    return Entry.objects.filter(
        kind=KIND,
        subject=str(enrolment.run_id),
        who=who_of(enrolment),
        state__in=OPEN_STATES,
    ).first()


def queue_of(run: Run) -> dict[int, Entry]:
    """Return the open entries of a run by enrolment, the longest waiting first; one query."""
    rows = Entry.objects.filter(kind=KIND, subject=subject_of(run), state__in=OPEN_STATES)
    return {int(entry.who): entry for entry in rows}


def ahead_of(entry: Entry) -> int:
    """Return how many wait before somebody who waits."""
    before = Entry.objects.waiting_for(entry.kind, entry.subject)
    return before.filter(joined_at__lt=entry.joined_at).count() + (
        before.filter(joined_at=entry.joined_at, pk__lt=entry.pk).count()
    )

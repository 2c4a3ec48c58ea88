"""Two days before: what to prepare, once to everybody who is confirmed."""

from datetime import datetime, timedelta

from django.db import transaction

from training.actions.telling_participants import tell
from training.enums import EnrolmentState
from training.models import Enrolment, Run

BEFORE = timedelta(days=2)


def remind(*, at: datetime) -> int:
    """Queue the reminders that are due at `at`; return how many. May be repeated.

    Who was confirmed within the last two days has just read the same.
    """
    near = Run.objects.open().ahead(at).begun(at + BEFORE).dated()
    return sum(_remind(key, at) for run in near for key in _due(run))


def _due(run: Run) -> list[int]:
    assert run.starts_at is not None  # the query asked for it
    due = run.enrolments.filter(
        state=EnrolmentState.CONFIRMED,
        reminded_at__isnull=True,
        changed_at__lte=run.starts_at - BEFORE,
    )
    return list(due.values_list("pk", flat=True))


@transaction.atomic
def _remind(key: int, at: datetime) -> int:
    rows = Enrolment.objects.select_for_update(no_key=True, of=("self",)).with_names()
    row = rows.filter(pk=key, state=EnrolmentState.CONFIRMED, reminded_at__isnull=True).first()
    if row is None:
        return 0
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    tell(row, "reminder", at=at)
    return 1

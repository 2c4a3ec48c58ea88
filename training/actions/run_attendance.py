"""Noting who was at a session (T15)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from privacy.audit import Actor, record
from training.actions.run_locks import locked, no_such_step
from training.enums import EXPECTED, RunState
from training.errors import TrainingError
from training.models import Attendance, Session

# Whoever has not said yes, or was not approved, is not expected.


@transaction.atomic
def note_attendance(
    session: Session,
    *,
    listed: Collection[int],
    present: Collection[int],
    by: Actor,
    at: datetime,
) -> int:
    """Note of everybody `listed` whether they are among those `present`; return how many were.

    Both are keys of enrolments; strangers to the run and whoever joined since the list was shown
    are left alone. Raises TrainingError "no_such_step" unless the run is open, "not_begun" before
    the session begins.
    """
    run = locked(session.run)
    if run.state != RunState.OPEN:
        raise no_such_step()
    if at < session.starts_at:
        raise TrainingError("not_begun", _("Attendance is noted once the session has begun."))
    keys = run.enrolments.filter(state__in=EXPECTED, pk__in=listed).values_list("pk", flat=True)
    rows = [
        Attendance(session=session, enrolment_id=key, is_present=key in present, noted_at=at)
        for key in keys
    ]
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["session", "enrolment"],
        update_fields=["is_present", "noted_at"],
    )
    record(by, "attendance_noted", "training.run", run.pk, at=at, changed=["attendance"])
    return sum(row.is_present for row in rows)

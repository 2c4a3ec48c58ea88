"""Saying who has completed a held run, and asking everybody who came what they thought (T15)."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import ngettext

from privacy.audit import Actor, record
from training.actions.run_locks import locked_held
from training.actions.telling_after import ask_to_evaluate
from training.completion import Presence, has_completed, unnoted
from training.enums import EXPECTED, EnrolmentState
from training.errors import TrainingError
from training.models import Attendance, Certificate, Enrolment, Question, Run, Session


@transaction.atomic
def complete(run: Run, *, by: Actor, at: datetime) -> int:
    """Settle each participant of a held run from attendance; return how many have completed it.

    May be repeated, as after a correction of the attendance; who came is asked to evaluate once.
    Raises TrainingError "not_held", "attendance_missing" with how many entries are missing, or
    "certificate_stands" where somebody with a valid certificate has not completed it after all.
    """
    stored = locked_held(run)
    rows = list(
        Enrolment.objects.select_for_update(no_key=True, of=("self",))
        .filter(run=stored, state__in=EXPECTED)
        .order_by("pk")
    )
    changed = _settle(rows, _presences(stored, rows), at)
    _check_certificates(changed)
    Enrolment.objects.bulk_update(changed, ["state", "changed_at"])
    record(by, "completed", "training.run", stored.pk, at=at, changed=["enrolments"])
    _ask(stored, at)
    return sum(row.state == EnrolmentState.ATTENDED for row in rows)


def _presences(run: Run, rows: list[Enrolment]) -> dict[int, list[Presence]]:
    """Return for the key of each enrolment its presence at every session; two queries."""
    noted = dict(_noted(rows))
    sessions = list(Session.objects.filter(run=run).select_related("segment").order_by("period"))
    return {
        row.pk: [Presence(one.segment.hours, noted.get((row.pk, one.pk))) for one in sessions]
        for row in rows
    }


def _noted(rows: list[Enrolment]) -> list[tuple[tuple[int, int], bool]]:
    found = Attendance.objects.filter(enrolment__in=rows)
    return [((one.enrolment_id, one.session_id), one.is_present) for one in found]


def _settle(
    rows: list[Enrolment], presences: dict[int, list[Presence]], at: datetime
) -> list[Enrolment]:
    """Set the state of each; return those whose state is another one now."""
    missing = sum(unnoted(presences[row.pk]) for row in rows)
    if missing:
        text = ngettext(
            "Attendance is not complete: %(count)s entry is missing.",
            "Attendance is not complete: %(count)s entries are missing.",
            missing,
        )
        raise TrainingError("attendance_missing", text % {"count": missing})
    changed = []
    for row in rows:
        is_done = has_completed(presences[row.pk], percent=settings.TRAINING_PRESENCE_PERCENT)
        state = EnrolmentState.ATTENDED if is_done else EnrolmentState.ABSENT
        if row.state != state:
            row.state, row.changed_at = state, at
            changed.append(row)
    return changed


def _check_certificates(changed: list[Enrolment]) -> None:
    absent = [row for row in changed if row.state == EnrolmentState.ABSENT]
    standing = Certificate.objects.valid().filter(enrolment__in=absent).count()
    if standing:
        text = ngettext(
            "%(count)s person has a certificate but was not there long enough. Revoke it first.",
            "%(count)s people have certificates but were not there long enough. Revoke them first.",
            standing,
        )
        raise TrainingError("certificate_stands", text % {"count": standing})


def _ask(run: Run, at: datetime) -> None:
    """Ask those who came and were not asked yet, where there is anything to ask."""
    if not Question.objects.asked_after(run.training).exists():
        return
    rows = Enrolment.objects.came().filter(run=run, evaluation_asked_at__isnull=True)
    for row in rows.select_related("participant").order_by("pk"):
        ask_to_evaluate(row, at=at)
    rows.update(evaluation_asked_at=at)

"""Where there is room: other runs of the same training somebody may move to."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from training.enums import EnrolmentState
from training.messages.letter import line_of
from training.models import Enrolment, Run, Session


def runs_to_move_to(enrolment: Enrolment, *, at: datetime, for_staff: bool = False) -> list[Run]:
    """Return open runs with a free place that nobody waits for; the coordinator's, closed too."""
    queue = Enrolment.objects.filter(run=OuterRef("pk"), state=EnrolmentState.WAITING)
    rows = Run.objects.open().filter(variant__training=enrolment.training_id)
    rows = rows.exclude(pk=enrolment.run_id).ahead(at)
    if not for_staff:
        rows = rows.public().filter(~Exists(queue), closes_at__gt=at)
    return [run for run in rows.dated().seated() if run.taken < run.capacity]


def described(runs: list[Run]) -> list[tuple[Run, str]]:
    """Return each run with its sessions in words; one query."""
    sessions: dict[int, list[str]] = {}
    rows = Session.objects.filter(run__in=runs).select_related("run", "segment")
    for session in rows.order_by("segment__day"):
        sessions.setdefault(session.run_id, []).append(line_of(session))
    return [(run, "; ".join(sessions.get(run.pk, []))) for run in runs]

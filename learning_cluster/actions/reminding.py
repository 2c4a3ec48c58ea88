"""Reminders of deliverables, each once (L6)."""

from datetime import datetime

from django.db import transaction

from languages.dates import local
from learning_cluster import reminders
from learning_cluster.actions.deliverables import LABEL, locked
from learning_cluster.actions.telling_of_documents import tell_hosts, tell_responsible
from learning_cluster.enums import ClusterState, MemberRole
from learning_cluster.models import Deliverable
from privacy.audit import SYSTEM, record


def remind_of_deliverables(*, at: datetime) -> int:
    """Queue the reminders that are due at `at` by the clusters' clocks; return of how many.

    May be repeated. What is overdue the coordinator hears of too.
    """
    rows = Deliverable.objects.wanted().filter(phase__cluster__state=ClusterState.OPEN)
    return sum(_remind(one, at) for one in rows.with_names() if _is_due(one, at))


@transaction.atomic
def _remind(deliverable: Deliverable, at: datetime) -> int:
    stored = locked(deliverable)
    if not _is_due(stored, at):
        return 0
    today = local(at, stored.cluster.tz).date()
    stored.reminded_on = today
    stored.save(update_fields=["reminded_on"])
    what = reminders.stage(stored.due, today)
    tell_responsible(stored, MemberRole(stored.responsible), what, at=at)
    if what == "late" and stored.responsible != MemberRole.COORDINATOR:
        tell_hosts(stored, what, at=at)
    record(SYSTEM, "reminded", LABEL, stored.pk, at=at, changed=["reminded_on"])
    return 1


def _is_due(row: Deliverable, at: datetime) -> bool:
    here = local(at, row.cluster.tz)
    is_time = here.hour >= reminders.HOUR
    return is_time and row.is_wanted and reminders.is_due(row.due, here.date(), row.reminded_on)

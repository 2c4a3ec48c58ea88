"""The action plan of a concept, line by line (L11)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from learning_cluster.actions.concept_locks import check_seen, check_unfinished, locked
from learning_cluster.models import ActionPlanItem, Concept
from privacy.audit import Actor, record

CONCEPT = "learning_cluster.concept"
CHANGED = ["actions"]


@dataclass(frozen=True)
class Planned:
    """What is to be done, by whom, on which days, at what cost in convertible marks."""

    action: str
    who: str
    starts_on: date | None
    ends_on: date | None
    cost: Decimal | None


@transaction.atomic
def add_line(concept: Concept, *, planned: Planned, by: Actor, at: datetime) -> ActionPlanItem:
    """Add a line at the end of the plan; the very same line pressed twice is added once.

    Raises ClusterError "final".
    """
    stored = locked(concept)
    check_unfinished(stored)
    last = stored.actions.last()
    if last is not None and planned_of(last) == planned:
        return last
    order = (stored.actions.aggregate(last=Max("order"))["last"] or 0) + 1
    row = ActionPlanItem.objects.create(concept=stored, order=order, **vars(planned))
    record(by, "action_added", CONCEPT, stored.pk, at=at, changed=CHANGED)
    return row


@transaction.atomic
def change_line(
    line: ActionPlanItem, *, planned: Planned, seen: int, by: Actor, at: datetime
) -> None:
    """Change a line; `seen` is the version the form showed.

    Raises ClusterError "final", "changed_meanwhile"; ActionPlanItem.DoesNotExist once it is gone.
    """
    stored = locked(line.concept)
    check_unfinished(stored)
    row = stored.actions.get(pk=line.pk)
    if planned_of(row) == planned:
        return
    check_seen(row.version, seen)
    stored.actions.filter(pk=row.pk).update(**vars(planned), version=row.version + 1)
    record(by, "action_changed", CONCEPT, stored.pk, at=at, changed=CHANGED)


@transaction.atomic
def remove_line(line: ActionPlanItem, *, seen: int, by: Actor, at: datetime) -> None:
    """Take a line out of the plan. Idempotent; raises as `change_line`."""
    stored = locked(line.concept)
    check_unfinished(stored)
    row = stored.actions.filter(pk=line.pk).first()
    if row is None:
        return
    check_seen(row.version, seen)
    row.delete()
    record(by, "action_removed", CONCEPT, stored.pk, at=at, changed=CHANGED)


def planned_of(line: ActionPlanItem) -> Planned:
    """Return what a line says."""
    return Planned(line.action, line.who, line.starts_on, line.ends_on, line.cost)

"""Changing the plan of a cluster: its facts, its phases and what is in them (L4–L6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F, Max, ProtectedError, Q
from django.utils.translation import gettext as _

from learning_cluster.actions.plan_locks import changed, locked_seen
from learning_cluster.enums import DeliverableState
from learning_cluster.errors import ClusterError
from learning_cluster.findable import clusters_changed
from learning_cluster.models import Cluster, Deliverable, Milestone, Phase, Window
from privacy.audit import Actor

Facts = Mapping[str, Any]

# A deliverable somebody works on.
BEGUN = ~Q(state=DeliverableState.OPEN) | Q(document__isnull=False) | Q(files__isnull=False)
_FAR = 10_000  # beyond every order in use


@dataclass(frozen=True)
class Part:
    """A row of a phase as it is to be: `key` None is a new one, `facts` None takes it away."""

    key: int | None
    facts: Facts | None


@transaction.atomic
def change_cluster(
    cluster: Cluster, *, facts: Facts, seen: int, by: Actor, at: datetime
) -> Cluster:
    """Store facts of a cluster. Raises ClusterError "changed_meanwhile" or "slug_taken"."""
    stored = locked_seen(cluster, seen)
    names = [name for name, value in facts.items() if getattr(stored, name) != value]
    for name in names:
        setattr(stored, name, facts[name])
    try:
        with transaction.atomic():
            changed(stored, "edited", by=by, at=at, fields=names)
            clusters_changed()
    except IntegrityError:
        text = _("Another cluster has this web address. Choose another one.")
        raise ClusterError("slug_taken", text) from None
    return stored


@transaction.atomic
def save_phase(
    cluster: Cluster,
    phase: Phase | None,
    *,
    facts: Facts,
    after: int | None,
    windows: Sequence[Part] = (),
    milestones: Sequence[Part] = (),
    deliverables: Sequence[Part] = (),
    seen: int,
    by: Actor,
    at: datetime,
) -> Phase:
    """Store a phase of the cluster with its parts; None is a new one.

    `after` is the key of the phase it follows, None puts it first. What is not among the parts
    stays as it is. Raises ClusterError "changed_meanwhile", or
    "deliverable_begun" where a deliverable somebody works on would be taken away.
    """
    stored = locked_seen(cluster, seen)
    row = phase or Phase(cluster=stored, order=_next_order(stored))
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    _put_after(row, after)
    _keep_parts(Window, row, windows)
    _keep_parts(Milestone, row, milestones)
    _refuse_begun(row, deliverables)
    _keep_parts(Deliverable, row, deliverables)
    verb = "phase_edited" if phase else "phase_added"
    changed(stored, verb, by=by, at=at, fields=facts)
    return row


@transaction.atomic
def remove_phase(cluster: Cluster, phase: Phase, *, seen: int, by: Actor, at: datetime) -> None:
    """Take a phase out of the plan. Raises ClusterError "changed_meanwhile" or "phase_used"."""
    stored = locked_seen(cluster, seen)
    used = phase.deliverables.filter(BEGUN), phase.events.all(), phase.documents.all()
    if any(rows.exists() for rows in used):
        raise _phase_used()
    try:
        phase.delete()
    except ProtectedError:
        raise _phase_used() from None
    changed(stored, "phase_removed", by=by, at=at)


@transaction.atomic
def move_plan(cluster: Cluster, *, first: date, seen: int, by: Actor, at: datetime) -> Cluster:
    """Move the whole plan so that the declared period begins on `first`.

    Days of events that were agreed stay: they are moved with those invited. Raises ClusterError
    "changed_meanwhile".
    """
    stored = locked_seen(cluster, seen)
    by_days = first - stored.starts_on
    stored.starts_on, stored.ends_on = first, stored.ends_on + by_days
    _move(stored.phases.all(), by_days, "starts_on", "ends_on")
    _move(Window.objects.filter(phase__cluster=stored), by_days, "starts_on", "ends_on")
    _move(Milestone.objects.filter(phase__cluster=stored), by_days, "day")
    open_ones = Deliverable.objects.filter(phase__cluster=stored).exclude(
        state=DeliverableState.APPROVED
    )
    _move(open_ones, by_days, "due")
    changed(stored, "plan_moved", by=by, at=at, fields=["starts_on", "ends_on"])
    return stored


def _move(rows: models.QuerySet[Any], by_days: timedelta, *fields: str) -> None:
    rows.update(**{name: F(name) + by_days for name in fields})


def _keep_parts(model: Any, phase: Phase, parts: Sequence[Part]) -> None:
    for part in parts:
        rows = model.objects.filter(phase=phase, pk=part.key)
        if part.facts is None:
            rows.delete()
        elif part.key is None:
            model.objects.create(phase=phase, **part.facts)
        else:
            rows.update(**part.facts)


def _refuse_begun(phase: Phase, parts: Sequence[Part]) -> None:
    gone = [part.key for part in parts if part.facts is None and part.key is not None]
    begun = phase.deliverables.filter(BEGUN, pk__in=gone).first()
    if begun is not None:
        text = _("“%(name)s” has been begun already and stays in the plan.") % {"name": begun.name}
        raise ClusterError("deliverable_begun", text)


def _next_order(cluster: Cluster) -> int:
    last = cluster.phases.aggregate(last=Max("order"))["last"]
    return (last or 0) + 1


def _put_after(phase: Phase, after: int | None) -> None:
    """Number the phases anew with `phase` behind the one of that key, or first."""
    rows = Phase.objects.filter(cluster=phase.cluster_id)
    keys = [key for key in rows.order_by("order").values_list("pk", flat=True) if key != phase.pk]
    place = keys.index(after) + 1 if after in keys else 0
    keys.insert(place, phase.pk)
    rows.update(order=F("order") + _FAR)  # out of the way: two must never have the same
    for order, key in enumerate(keys, start=1):
        rows.filter(pk=key).update(order=order)
    phase.order = place + 1


def _phase_used() -> ClusterError:
    text = _("This phase has events, documents, deliverables or booked days and stays in the plan.")
    return ClusterError("phase_used", text)

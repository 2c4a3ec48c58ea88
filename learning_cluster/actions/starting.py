"""Starting a cluster from a work plan, and keeping a plan for the next one (L4–L6)."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from languages.codes import STORED
from learning_cluster.enums import EventKind
from learning_cluster.errors import ClusterError
from learning_cluster.models import (
    Blueprint,
    BlueprintDeliverable,
    BlueprintEvent,
    BlueprintMilestone,
    BlueprintPhase,
    BlueprintWindow,
    Cluster,
    Deliverable,
    Event,
    Milestone,
    Phase,
    Window,
)
from learning_cluster.plan_dates import length_of, offset_at
from learning_cluster.planned import PlannedPhase, plan_of_blueprint, plan_of_cluster
from privacy.audit import Actor, record

Facts = Mapping[str, object]


@transaction.atomic
def start_cluster(
    blueprint: Blueprint,
    *,
    key: uuid.UUID,
    facts: Facts,
    starts_on: date,
    ends_on: date,
    by: Actor,
    at: datetime,
) -> Cluster:
    """Return a new cluster with the blueprint's plan on the dates that follow from `starts_on`.

    `key` becomes its uid, so that sent twice it is one. `facts` are `project`, `slug`, `host`, the
    names, and may be `zone` and the summaries. Events have no day yet; the first exchange adjoins
    the training (L3). Raises ClusterError "slug_taken".
    """
    if found := Cluster.objects.filter(uid=key).first():
        return found
    dates = {"starts_on": starts_on, "ends_on": ends_on}
    try:
        with transaction.atomic():
            cluster = Cluster.objects.create(
                uid=key, blueprint=blueprint, created_at=at, changed_at=at, **dates, **facts
            )
    except IntegrityError:
        text = _("Another cluster has this web address. Choose another one.")
        raise ClusterError("slug_taken", text) from None
    for planned in plan_of_blueprint(blueprint, declared=(starts_on, ends_on)).phases:
        _start_phase(cluster, planned, at)
    _join_first_events(cluster)
    record(by, "started", "learning_cluster.cluster", cluster.pk, at=at)
    return cluster


def _start_phase(cluster: Cluster, planned: PlannedPhase, at: datetime) -> None:
    row, days = planned.row, planned.days
    dates = {"starts_on": days.first, "ends_on": days.last}
    phase = Phase.objects.create(cluster=cluster, **_phase_facts(row), **dates)
    for one in planned.windows:
        spans = {"starts_on": one.days.first, "ends_on": one.days.last}
        facts = _names(one.row) | {"kind": one.row.kind, "partners": one.row.partners}
        Window.objects.create(phase=phase, **facts, **spans)
    for mark in planned.milestones:
        Milestone.objects.create(phase=phase, **_names(mark.row) | {"day": mark.day})
    for due in planned.deliverables:
        facts = _names(due.row) | {"template": due.row.template, "partners": due.row.partners}
        Deliverable.objects.create(phase=phase, **facts | {"due": due.day})
    for event in planned.events:
        facts = {"cluster": cluster, "phase": phase, "kind": event.row.kind, "changed_at": at}
        Event.objects.create(**facts, **_names(event.row))


def _join_first_events(cluster: Cluster) -> None:
    """The first exchange follows the training without a break."""
    training = cluster.events.filter(kind=EventKind.TRAINING).first()
    if training is not None:
        cluster.events.filter(kind=EventKind.EXCHANGE_1).update(adjoins=training)


@transaction.atomic
def keep_as_blueprint(
    cluster: Cluster, *, slug: str, names: Facts, by: Actor, at: datetime
) -> Blueprint:
    """Return a new blueprint with the plan of a cluster, its dates counted from the first day.

    Only phases, windows, milestones, deliverables and kinds of events are taken, nothing of what
    was done. Raises ClusterError "slug_taken".
    """
    start = cluster.starts_on
    length = length_of(start, cluster.ends_on)
    try:
        with transaction.atomic():
            blueprint = Blueprint.objects.create(slug=slug, length=length, **names)
    except IntegrityError:
        text = _("Another work plan has this web address. Choose another one.")
        raise ClusterError("slug_taken", text) from None
    for planned in plan_of_cluster(cluster).phases:
        _keep_phase(blueprint, planned, start)
    record(by, "kept", "learning_cluster.blueprint", blueprint.pk, at=at)
    return blueprint


def _keep_phase(blueprint: Blueprint, planned: PlannedPhase, start: date) -> None:
    row, days = planned.row, planned.days
    offsets = {"first": offset_at(start, days.first), "last": offset_at(start, days.last)}
    phase = BlueprintPhase.objects.create(blueprint=blueprint, **_phase_facts(row), **offsets)
    for one in planned.windows:
        first, last = offset_at(start, one.days.first), offset_at(start, one.days.last)
        facts = _names(one.row) | {"kind": one.row.kind, "partners": one.row.partners}
        BlueprintWindow.objects.create(phase=phase, **facts | {"first": first, "last": last})
    for mark in planned.milestones:
        day = {"day": offset_at(start, mark.day)}
        BlueprintMilestone.objects.create(phase=phase, **_names(mark.row) | day)
    for due in planned.deliverables:
        facts = _names(due.row) | {"template": due.row.template, "partners": due.row.partners}
        facts |= {"due": offset_at(start, due.day)}
        BlueprintDeliverable.objects.create(phase=phase, **facts)
    for event in planned.events:
        if event.row.kind != EventKind.MEETING:
            facts = {"kind": event.row.kind, **_names(event.row)}
            BlueprintEvent.objects.create(phase=phase, **facts)


def _phase_facts(row: Any) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("order", "number", "kind", "halves")}
    return plain | _names(row) | {f"tasks_{code}": getattr(row, f"tasks_{code}") for code in STORED}


def _names(row: Any) -> dict[str, Any]:
    return {f"name_{code}": getattr(row, f"name_{code}") for code in STORED}

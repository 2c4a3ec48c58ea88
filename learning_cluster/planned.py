"""A work plan as it is read: of a blueprint put on dates, or of a cluster (L4–L6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from learning_cluster.enums import EventKind, EventState
from learning_cluster.models import Blueprint, Cluster, Event, Phase
from learning_cluster.models.blueprint import PhaseFacts
from learning_cluster.plan_dates import Days, day_at, days_at, expert_days
from learning_cluster.timeline import Line, Mark, Picture, picture


@dataclass(frozen=True)
class PlannedWindow:
    row: Any
    days: Days


@dataclass(frozen=True)
class Dated:
    """A milestone, a deliverable or an event with its day; an event's may not be set yet."""

    row: Any
    day: date | None


@dataclass(frozen=True)
class PlannedPhase:
    """A phase with everything in it; `row` is the blueprint's phase, or the cluster's."""

    row: PhaseFacts
    days: Days
    windows: tuple[PlannedWindow, ...]
    milestones: tuple[Dated, ...]
    deliverables: tuple[Dated, ...]
    events: tuple[Dated, ...]

    def is_on(self, today: date) -> bool:
        first, last = self.days.first, self.days.last
        return bool(first and last and first <= today <= last)


@dataclass(frozen=True)
class Plan:
    phases: tuple[PlannedPhase, ...]
    declared: tuple[date, date]

    @property
    def days(self) -> Decimal:
        """The expert days of all phases (L5)."""
        return expert_days(phase.row.halves for phase in self.phases)

    def picture(self, today: date) -> Picture:
        return picture([_line(one) for one in self.phases], declared=self.declared, today=today)


def plan_of_blueprint(blueprint: Blueprint, *, declared: tuple[date, date]) -> Plan:
    """Return the blueprint's plan for a cluster that is declared to begin and end on two days."""
    start = declared[0]
    rows = blueprint.phases.prefetch_related("windows", "milestones", "deliverables", "events")
    return Plan(
        tuple(
            PlannedPhase(
                row=phase,
                days=days_at(start, phase.first, phase.last),
                windows=tuple(
                    PlannedWindow(one, days_at(start, one.first, one.last))
                    for one in phase.windows.all()
                ),
                milestones=tuple(
                    Dated(one, day_at(start, one.day)) for one in phase.milestones.all()
                ),
                deliverables=tuple(
                    Dated(one, day_at(start, one.due)) for one in phase.deliverables.all()
                ),
                events=tuple(Dated(one, None) for one in _in_order(phase.events.all())),
            )
            for phase in rows
        ),
        declared,
    )


def plan_of_cluster(cluster: Cluster) -> Plan:
    """Return the plan as it stands; events called off are left out. Five queries."""
    return Plan(
        tuple(
            PlannedPhase(
                row=phase,
                days=Days(phase.starts_on, phase.ends_on),
                windows=tuple(
                    PlannedWindow(one, Days(one.starts_on, one.ends_on))
                    for one in phase.windows.all()
                ),
                milestones=tuple(Dated(one, one.day) for one in phase.milestones.all()),
                deliverables=tuple(Dated(one, one.due) for one in phase.deliverables.all()),
                events=tuple(
                    Dated(one, _day_of(one, cluster)) for one in _in_order(phase.events.all())
                ),
            )
            for phase in _phases(cluster)
        ),
        (cluster.starts_on, cluster.ends_on),
    )


def _phases(cluster: Cluster) -> QuerySet[Phase]:
    held = Event.objects.exclude(state=EventState.CANCELLED)
    rows: QuerySet[Phase] = cluster.phases.prefetch_related(
        "windows", "milestones", "deliverables", Prefetch("events", held)
    )
    return rows


def _in_order(events: Iterable[Any]) -> list[Any]:
    """Return the training first, then the exchanges as they follow each other (L3)."""
    return sorted(events, key=lambda one: list(EventKind).index(one.kind))


def _day_of(event: Event, cluster: Cluster) -> date | None:
    return event.starts_at.astimezone(cluster.tz).date() if event.starts_at else None


def _line(phase: PlannedPhase) -> Line:
    return Line(
        number=phase.row.number,
        name=phase.row.name,
        days=phase.days,
        windows=tuple((one.days, one.row.name) for one in phase.windows),
        marks=(*_marks(phase.milestones, "milestone"), *_marks(phase.events, "event")),
    )


def _marks(rows: Iterable[Dated], kind: Any) -> Sequence[Mark]:
    return [Mark(one.day, kind, str(one.row)) for one in rows if one.day is not None]

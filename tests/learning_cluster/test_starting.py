"""A cluster from a work plan: that of the source to the day, and one kept for others (L4–L6)."""

import uuid
from datetime import date
from decimal import Decimal

import pytest

from learning_cluster.actions.starting import keep_as_blueprint, start_cluster
from learning_cluster.enums import EventKind, PhaseKind, TemplateKind
from learning_cluster.errors import ClusterError
from learning_cluster.models import Blueprint, Cluster, Deliverable, Milestone, Window
from learning_cluster.plan_dates import last_day
from learning_cluster.planned import plan_of_cluster
from privacy.audit import SYSTEM
from tests.factories.learning_cluster import AT, ProjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("L4")]

START = date(2024, 4, 16)


def started(starts_on=START, *, blueprint=None, key=None, slug="klaster") -> Cluster:
    blueprint = blueprint or Blueprint.objects.get(slug="usluge-u-zajednici")
    return start_cluster(
        blueprint,
        key=key or uuid.uuid4(),
        facts={
            "project": ProjectFactory(),
            "slug": slug,
            "name_sr": "Кластер",
            "host": "Савез",
        },
        starts_on=starts_on,
        ends_on=last_day(starts_on, blueprint.length),
        by=SYSTEM,
        at=AT,
    )


def day(text: str) -> date:
    number, month, year = text.split(".")
    return date(int(year), int(month), int(number))


def test_plan_of_the_source_comes_out_to_the_day():
    cluster = started()

    found = [
        (phase.number, phase.kind, phase.starts_on, phase.ends_on) for phase in cluster.phases.all()
    ]

    assert found == [
        (None, PhaseKind.ESTABLISHMENT, None, None),
        (None, PhaseKind.ORIENTATION, day("8.4.2024"), day("15.4.2024")),
        (1, PhaseKind.DESIGN, day("16.4.2024"), day("3.5.2024")),
        (2, PhaseKind.LAUNCH, day("20.5.2024"), day("31.5.2024")),
        (3, PhaseKind.CONCEPTUALISATION, day("1.6.2024"), day("10.9.2024")),
        (4, PhaseKind.PREPARATION, day("16.9.2024"), day("27.9.2024")),
        (5, PhaseKind.DELIVERY, day("1.10.2024"), day("11.10.2024")),
        (6, PhaseKind.APPLICATION, day("14.10.2024"), day("31.3.2025")),
        (7, PhaseKind.PREPARATION, day("15.3.2025"), day("31.3.2025")),
        (8, PhaseKind.DELIVERY, day("1.4.2025"), day("15.4.2025")),
        (9, PhaseKind.REPORTING, day("30.4.2025"), day("30.4.2025")),
    ]
    assert (cluster.starts_on, cluster.ends_on) == (START, day("30.4.2025"))


def test_consultations_of_the_source_end_after_their_phases():
    cluster = started()

    windows = Window.objects.filter(phase__cluster=cluster).order_by("ends_on")
    found = [(one.phase.number, one.starts_on, one.ends_on, one.partners) for one in windows]

    assert found == [
        (1, None, day("17.5.2024"), ["SOGRS", "NALAS", "GIZ"]),
        (3, day("11.9.2024"), day("27.9.2024"), []),
    ]
    assert all(one.ends_on > one.phase.ends_on for one in windows)


def test_milestone_of_the_source_lies_outside_its_phase():
    cluster = started()

    outside = [
        (mark.phase.number, mark.day)
        for mark in Milestone.objects.filter(phase__cluster=cluster)
        if not mark.phase.is_on(mark.day)
    ]

    assert outside == [(1, day("17.5.2024")), (3, day("27.9.2024"))]


def test_phases_of_the_source_overlap():
    phases = {phase.number: phase for phase in started().phases.exclude(number=None)}

    assert phases[7].starts_on < phases[6].ends_on == phases[7].ends_on


@pytest.mark.req("L5")
def test_expert_days_of_the_source_are_nineteen():
    plan = plan_of_cluster(started())

    days = [phase.row.days for phase in plan.phases if phase.row.number]

    assert days == [Decimal(text) for text in ("4", "3", "3", "1", "1.5", "3", "1", "1.5", "1")]
    assert plan.days == Decimal(19)


@pytest.mark.req("L6", "L7")
def test_deliverables_of_the_source_are_due_when_their_phase_ends():
    cluster = started()
    templates = Deliverable.objects.filter(phase__cluster=cluster).exclude(template="")

    assert [
        (one.phase.number, one.template) for one in templates.order_by("phase__order", "pk")
    ] == [
        (1, TemplateKind.EVENT_DESIGN),
        (1, TemplateKind.AGENDA),
        (2, TemplateKind.EVENT_REPORT),
        (3, TemplateKind.SESSION_REPORT),
        (3, TemplateKind.CONCEPT),
        (4, TemplateKind.EVENT_DESIGN),
        (4, TemplateKind.AGENDA),
        (5, TemplateKind.EVENT_REPORT),
        (6, TemplateKind.SESSION_REPORT),
        (7, TemplateKind.EVENT_DESIGN),
        (7, TemplateKind.AGENDA),
        (8, TemplateKind.EVENT_REPORT),
        (9, TemplateKind.ASSIGNMENT_REPORT),
    ]
    assert all(one.due == one.phase.ends_on for one in templates)


@pytest.mark.req("L3")
def test_events_of_the_source_have_no_day_yet_and_the_first_adjoins_the_training():
    events = {event.kind: event for event in started().events.all()}

    assert set(events) == set(EventKind) - {EventKind.MEETING}
    assert {event.period for event in events.values()} == {None}
    assert events[EventKind.EXCHANGE_1].adjoins == events[EventKind.TRAINING]
    assert {kind: event.phase.number for kind, event in events.items()} == {
        EventKind.TRAINING: 2,
        EventKind.EXCHANGE_1: 2,
        EventKind.EXCHANGE_2: 5,
        EventKind.EXCHANGE_3: 8,
    }


def test_plan_of_another_year_keeps_every_distance():
    cluster = started(date(2027, 2, 28))

    spans = {phase.number: (phase.starts_on, phase.ends_on) for phase in cluster.phases.all()}

    assert spans[9] == (date(2028, 3, 13), date(2028, 3, 13))  # over a leap day
    assert cluster.ends_on == date(2028, 3, 13)


def test_cluster_sent_twice_is_one():
    key = uuid.uuid4()

    first, second = started(key=key), started(key=key, slug="drugi")

    assert first == second
    assert Cluster.objects.count() == 1


def test_cluster_with_a_taken_address_is_refused_and_leaves_nothing():
    started()

    with pytest.raises(ClusterError) as refused:
        started()

    assert refused.value.code == "slug_taken"
    assert Cluster.objects.count() == 1


def test_plan_kept_from_a_cluster_starts_the_same_one():
    cluster = started()
    kept = keep_as_blueprint(cluster, slug="kopija", names={"name_sr": "Копија"}, by=SYSTEM, at=AT)

    again = started(blueprint=kept, slug="opet")

    assert facts_of(again) == facts_of(cluster)
    assert (again.starts_on, again.ends_on) == (cluster.starts_on, cluster.ends_on)


def facts_of(cluster):
    """Return everything of a plan but its keys."""
    return [
        (
            phase.row.order,
            phase.row.number,
            phase.row.kind,
            phase.row.halves,
            phase.row.name_sr,
            phase.row.tasks_en,
            phase.days,
            [(one.row.name_sl, one.days, one.row.partners) for one in phase.windows],
            [(one.row.name_sl, one.day) for one in phase.milestones],
            [
                (one.row.name_sl, one.day, one.row.template, one.row.partners)
                for one in phase.deliverables
            ],
            [(one.row.kind, one.row.name_sl) for one in phase.events],
        )
        for phase in plan_of_cluster(cluster).phases
    ]

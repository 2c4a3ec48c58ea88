"""Changing a plan: phases with their parts, moved as a whole, never over a colleague (L4–L6)."""

from datetime import date, timedelta

import pytest

from learning_cluster.actions.planning import (
    Part,
    change_cluster,
    move_plan,
    remove_phase,
    save_phase,
)
from learning_cluster.enums import DeliverableState, WindowKind
from learning_cluster.errors import ClusterError
from learning_cluster.models import Deliverable, Milestone, Phase, Window
from privacy.audit import SYSTEM
from privacy.models import AuditEntry
from tests.factories.learning_cluster import (
    AT,
    ClusterFactory,
    DeliverableFactory,
    DocumentFactory,
    EventFactory,
    PhaseFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("L4")]

BY = {"by": SYSTEM, "at": AT}
FACTS = {"name_sr": "Фаза", "kind": "preparation", "halves": 3}


@pytest.fixture
def phase(db):
    return PhaseFactory()


def save(phase, *, cluster=None, after=None, seen=1, facts=FACTS, **parts):
    cluster = cluster or phase.cluster
    return save_phase(cluster, phase, facts=facts, after=after, seen=seen, **BY, **parts)


def test_phase_is_changed_with_its_parts(phase):
    window = Window.objects.create(
        phase=phase, name_sr="Стари", kind=WindowKind.CONSULTATION, ends_on=date(2026, 12, 1)
    )
    gone = Milestone.objects.create(phase=phase, name_sr="Нема", day=date(2026, 12, 1))
    later = {"name_sr": "Нови", "ends_on": date(2027, 3, 1), "partners": ["GIZ"]}

    save(
        phase,
        windows=[Part(window.pk, later)],
        milestones=[Part(gone.pk, None), Part(None, {"name_sr": "Има", "day": date(2027, 4, 1)})],
        deliverables=[Part(None, {"name_sr": "Дневни ред", "due": date(2027, 2, 1)})],
    )

    phase.refresh_from_db()
    assert (phase.name_sr, phase.halves) == ("Фаза", 3)
    assert [(one.name_sr, one.ends_on, one.partners) for one in phase.windows.all()] == [
        ("Нови", date(2027, 3, 1), ["GIZ"])
    ]
    assert [one.name_sr for one in phase.milestones.all()] == ["Има"]
    assert [one.due for one in phase.deliverables.all()] == [date(2027, 2, 1)]
    assert AuditEntry.objects.get().verb == "phase_edited"


def test_part_of_another_phase_is_not_reached(phase):
    foreign = Milestone.objects.create(phase=PhaseFactory(), name_sr="Туђа", day=date(2026, 12, 1))

    save(phase, milestones=[Part(foreign.pk, None)])

    assert Milestone.objects.filter(pk=foreign.pk).exists()


@pytest.mark.parametrize("place", [None, 0, 1])
def test_new_phase_stands_where_it_was_put(place):
    cluster = ClusterFactory()
    first, second = PhaseFactory.create_batch(2, cluster=cluster)
    after = None if place is None else [first, second][place].pk

    new = save(None, cluster=cluster, after=after)

    expected = [first, second]
    expected.insert(0 if place is None else place + 1, new)
    assert list(cluster.phases.all()) == expected


def test_plan_changed_meanwhile_is_not_overwritten(phase):
    save(phase)

    with pytest.raises(ClusterError) as refused:
        save(phase, seen=1, facts=FACTS | {"name_sr": "Касна"})

    assert refused.value.code == "changed_meanwhile"
    assert Phase.objects.get().name_sr == "Фаза"


@pytest.mark.req("L6")
@pytest.mark.parametrize("how", ["submitted", "written"])
def test_deliverable_that_is_begun_stays(phase, how):
    begun = DeliverableFactory(phase=phase)
    if how == "submitted":
        begun.state = DeliverableState.SUBMITTED
    else:
        begun.document = DocumentFactory(cluster=phase.cluster)
    begun.save()

    with pytest.raises(ClusterError) as refused:
        save(phase, deliverables=[Part(begun.pk, None)])

    assert refused.value.code == "deliverable_begun"
    assert Deliverable.objects.filter(pk=begun.pk).exists()


def test_deliverable_nobody_began_is_taken_away(phase):
    row = DeliverableFactory(phase=phase)

    save(phase, deliverables=[Part(row.pk, None)])

    assert not Deliverable.objects.exists()


def test_phase_nothing_hangs_on_is_taken_out(phase):
    DeliverableFactory(phase=phase)

    remove_phase(phase.cluster, phase, seen=1, **BY)

    assert not Phase.objects.exists()


def test_phase_with_an_event_stays(phase):
    EventFactory(cluster=phase.cluster, phase=phase)

    with pytest.raises(ClusterError) as refused:
        remove_phase(phase.cluster, phase, seen=1, **BY)

    assert refused.value.code == "phase_used"
    assert Phase.objects.exists()


def test_plan_is_moved_with_every_day_of_it(phase):
    undated = PhaseFactory(cluster=phase.cluster, starts_on=None, ends_on=None)
    window = Window.objects.create(phase=phase, name_sr="К", ends_on=date(2027, 3, 10))
    mark = Milestone.objects.create(phase=phase, name_sr="М", day=date(2027, 3, 11))
    due = DeliverableFactory(phase=phase, due=date(2027, 3, 12))
    approved = DeliverableFactory(
        phase=phase, due=date(2026, 11, 2), state=DeliverableState.APPROVED, approved_at=AT
    )
    week = timedelta(days=7)

    moved = move_plan(phase.cluster, first=phase.cluster.starts_on + week, seen=1, **BY)

    for row in (phase, undated, window, mark, due, approved):
        row.refresh_from_db()
    assert moved.ends_on == date(2027, 9, 30) + week
    assert (phase.starts_on, phase.ends_on) == (date(2026, 11, 8), date(2027, 3, 7))
    assert (undated.starts_on, undated.ends_on) == (None, None)
    assert (window.starts_on, window.ends_on) == (None, date(2027, 3, 17))
    assert (mark.day, due.due) == (date(2027, 3, 18), date(2027, 3, 19))
    assert approved.due == date(2026, 11, 2)


def test_cluster_takes_no_address_of_another():
    cluster, other = ClusterFactory.create_batch(2)

    with pytest.raises(ClusterError) as refused:
        change_cluster(cluster, facts={"slug": other.slug}, seen=1, **BY)

    assert refused.value.code == "slug_taken"

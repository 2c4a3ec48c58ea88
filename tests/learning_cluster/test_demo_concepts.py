"""The demonstration's concepts go as far as the plan of their cluster has come (L11, L14)."""

from datetime import UTC, date, datetime

import pytest

from learning_cluster.demo_concepts import load_concepts
from learning_cluster.enums import ClusterState, MemberRole, PhaseKind
from learning_cluster.models import Concept, Feedback, Implementation
from tests.factories.learning_cluster import (
    ClusterFactory,
    HelperFactory,
    MemberFactory,
    MembershipFactory,
    PhaseFactory,
)
from tests.factories.learning_concepts import ConsultationWindowFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("L11", "L14")]


def cluster(state=ClusterState.OPEN):
    """Return a cluster with the plan of 2024–25: concepts in summer, application to March."""
    made = ClusterFactory(state=state)
    days = {"starts_on": date(2024, 6, 1), "ends_on": date(2024, 9, 10)}
    phase = PhaseFactory(cluster=made, **days)
    ConsultationWindowFactory(phase=phase, starts_on=date(2024, 9, 11), ends_on=date(2024, 9, 27))
    days = {"starts_on": date(2024, 10, 14), "ends_on": date(2025, 3, 31)}
    PhaseFactory(cluster=made, kind=PhaseKind.APPLICATION, **days)
    HelperFactory(cluster=made, role=MemberRole.RESOURCE_PERSON)
    for _number in range(2):
        MemberFactory.create_batch(2, membership=MembershipFactory(cluster=made))
    return made


@pytest.mark.parametrize(
    ("on", "stages", "services"),
    [
        (datetime(2024, 5, 1, tzinfo=UTC), [], []),
        (datetime(2024, 6, 10, tzinfo=UTC), ["early_draft", "early_draft"], []),
        (datetime(2024, 7, 15, tzinfo=UTC), ["feedback", "early_draft"], []),
        (datetime(2024, 8, 1, tzinfo=UTC), ["revised", "feedback"], []),
        (datetime(2024, 9, 20, tzinfo=UTC), ["consultation", "consultation"], []),
        (datetime(2024, 10, 30, tzinfo=UTC), ["final", "final"], [15, 30]),
        (datetime(2025, 5, 1, tzinfo=UTC), ["final", "final"], [80, 90]),
    ],
)
def test_concepts_are_as_far_as_the_plan(on, stages, services):
    made = cluster()

    first, second = load_concepts(made, at=on), load_concepts(made, at=on)

    assert [one.stage for one in Concept.objects.order_by("pk")] == stages
    assert [one.progress for one in Implementation.objects.order_by("pk")] == services
    assert first == {"concepts": len(stages), "services": len(services)}
    assert second == {"concepts": 0, "services": 0}


def test_concluded_cluster_stays_concluded_with_its_replies_and_decisions():
    made = cluster(ClusterState.CLOSED)

    load_concepts(made, at=datetime(2026, 11, 20, tzinfo=UTC))

    made.refresh_from_db()
    assert made.state == ClusterState.CLOSED
    assert not Feedback.objects.filter(reply="").exists()
    assert not Concept.objects.filter(decision_number="").exists()

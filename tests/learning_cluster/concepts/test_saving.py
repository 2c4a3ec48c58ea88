"""A concept is begun once and saved version by version (L11)."""

from dataclasses import replace

import pytest

from learning_cluster.actions.action_plans import Planned, add_line
from learning_cluster.actions.concepts import save, start
from learning_cluster.enums import ClusterState, ConceptStage, MembershipState
from learning_cluster.models import Cluster, Concept, Document
from learning_cluster.plan_text import PLAN
from tests.factories.learning_cluster import AT, MembershipFactory
from tests.learning_cluster.concepts.scene import BY, FIRST, refusal, scene, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.req("L11")]
SECOND = FIRST | {"usluga": "Мобилни тим."}


def saved(of, texts=SECOND, *, based_on=1, author=None, note="Ново"):
    return save(
        of.fresh(),
        texts=texts,
        note=note,
        author=author or of.ana,
        based_on=based_on,
        by=BY,
        at=AT,
    )


def test_start_begins_one_concept_a_local_government():
    membership = MembershipFactory()

    first, second = (start(membership, by=BY, at=AT) for _time in range(2))

    assert first == second
    assert first.document.membership == membership
    assert (Concept.objects.count(), Document.objects.count()) == (1, 1)
    assert verbs() == ["concept_started"]


@pytest.mark.parametrize("state", [MembershipState.INTERESTED, MembershipState.LEFT])
def test_start_is_for_selected_local_governments(state):
    assert refusal(start, MembershipFactory(state=state), by=BY, at=AT).code == "not_selected"


def test_start_in_a_concluded_cluster_is_refused():
    membership = MembershipFactory(cluster__state=ClusterState.CLOSED)

    assert refusal(start, membership, by=BY, at=AT).code == "cluster_closed"


def test_save_keeps_a_version_and_the_action_plan_as_it_stands():
    of = scene()
    add_line(of.concept, planned=Planned("Опремити", "", None, None, None), by=BY, at=AT)

    version = saved(of)

    assert (version.number, version.note, version.author_name) == (2, "Ново", of.ana.name)
    assert version.texts == SECOND | {PLAN: "Опремити"}
    assert of.first.document.versions.get(number=1).texts == FIRST
    assert verbs() == ["action_added", "concept_saved"]


def test_save_pressed_twice_makes_one_version():
    of = scene()

    first, second = saved(of), saved(of)

    assert first == second
    assert verbs() == ["concept_saved"]


def test_save_of_what_another_has_saved_meanwhile_is_refused():
    of = scene()
    saved(of, author=of.bojan)

    error = refusal(saved, of, FIRST | {"rizici": "Снијег"})

    assert error.code == "changed_meanwhile"
    assert of.concept.document.versions.count() == 2


def test_save_of_a_final_concept_is_refused():
    of = scene()
    Concept.objects.update(stage=ConceptStage.FINAL)

    assert refusal(saved, of).code == "final"


def test_save_in_a_concluded_cluster_is_refused():
    of = scene()
    Cluster.objects.update(state=ClusterState.CLOSED)

    assert refusal(saved, of).code == "cluster_closed"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ConceptStage.EARLY_DRAFT, ConceptStage.EARLY_DRAFT),
        (ConceptStage.FEEDBACK, ConceptStage.REVISED),
        (ConceptStage.CONSULTATION, ConceptStage.CONSULTATION),
    ],
)
def test_save_after_feedback_makes_the_concept_revised(before, after):
    of = scene()
    Concept.objects.update(stage=before)

    saved(of)

    assert of.fresh().stage == after


def test_planned_is_compared_by_what_it_says():
    """The double click on a line is known by its facts."""
    of = scene()
    planned = Planned("Опремити", "Општина", None, None, None)

    lines = [add_line(of.concept, planned=planned, by=BY, at=AT) for _time in range(2)]
    other = add_line(of.concept, planned=replace(planned, who=""), by=BY, at=AT)

    assert lines[0] == lines[1]
    assert [line.order for line in of.concept.actions.all()] == [1, 2]
    assert other.order == 2

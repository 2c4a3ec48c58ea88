"""From the reviewed draft through the consultation to the final concept (L11)."""

from datetime import date, timedelta

import pytest

from learning_cluster.actions.action_plans import Planned, add_line
from learning_cluster.actions.concept_steps import conclude, consult, reopen
from learning_cluster.actions.concepts import Decision, note_decision, open_to_peers
from learning_cluster.enums import ClusterState, ConceptStage, DocumentState
from learning_cluster.models import Cluster, Concept, TemplateSection
from learning_cluster.plan_text import PLAN
from tests.factories.learning_cluster import AT
from tests.factories.learning_concepts import VersionFactory
from tests.learning_cluster.concepts.scene import BY, FIRST, refusal, scene, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.req("L11")]
LAST_DAY = AT + timedelta(days=7)  # 27 November
LINE = Planned("Опремити", "Општина", None, None, None)
DECIDED = Decision("Стратегија", date(2026, 11, 2), "01-1/26", date(2026, 11, 19))


def at_stage(stage, **more):
    of = scene(**more)
    Concept.objects.update(stage=stage)
    return of


def pressed(step, of, *, at=AT):
    return step(of.fresh(), author=of.ana, by=BY, at=at)


def consulted():
    of = at_stage(ConceptStage.CONSULTATION)
    add_line(of.concept, planned=LINE, by=BY, at=AT)
    return of


@pytest.mark.parametrize("stage", [ConceptStage.FEEDBACK, ConceptStage.REVISED])
def test_consult_puts_a_reviewed_concept_before_the_partners(stage):
    of = at_stage(stage)

    pressed(consult, of)

    now = of.fresh()
    assert (now.stage, now.document.state) == (ConceptStage.CONSULTATION, DocumentState.CONSULTED)
    assert verbs() == ["concept_consulted"]


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        (ConceptStage.EARLY_DRAFT, "not_reviewed"),
        (ConceptStage.CONSULTATION, "no_such_step"),
        (ConceptStage.FINAL, "no_such_step"),
    ],
)
def test_consult_in_another_stage_is_refused(stage, code):
    of = at_stage(stage)

    assert refusal(pressed, consult, of).code == code


@pytest.mark.parametrize("days", [-5, 8])
def test_consult_outside_the_window_is_refused_with_its_day(days):
    of = at_stage(ConceptStage.REVISED)

    error = refusal(pressed, consult, of, at=AT + timedelta(days=days))

    assert error.code == "window_closed"
    assert ("16. 11. 2026" if days < 0 else "27. 11. 2026") in error.message


def test_consult_without_a_window_in_the_plan_is_refused():
    of = at_stage(ConceptStage.REVISED, window=False)

    assert refusal(pressed, consult, of).code == "window_closed"


def test_consult_names_the_required_sections_that_are_empty():
    of = at_stage(ConceptStage.REVISED)
    TemplateSection.objects.filter(slug="rizici").update(is_required=True)
    VersionFactory(author=of.ana, texts=FIRST | {"potrebe": "  "})

    error = refusal(pressed, consult, of)

    assert error.code == "incomplete"
    assert error.message.endswith("Potrebe, Rizici.")


def test_consult_keeps_an_action_plan_that_changed_since_the_last_version():
    of = at_stage(ConceptStage.REVISED)
    add_line(of.concept, planned=LINE, by=BY, at=AT)

    pressed(consult, of)

    newest = of.concept.document.versions.first()
    assert (newest.number, newest.texts) == (2, FIRST | {PLAN: "Опремити; Општина"})


def test_conclude_on_the_last_day_makes_the_concept_final():
    of = consulted()

    pressed(conclude, of, at=LAST_DAY)

    now = of.fresh()
    assert (now.stage, now.finalised_at) == (ConceptStage.FINAL, LAST_DAY)
    assert (now.document.state, now.document.submitted_at) == (DocumentState.SUBMITTED, LAST_DAY)


def test_conclude_before_the_last_day_is_refused():
    of = consulted()

    assert refusal(pressed, conclude, of).code == "window_open"


def test_conclude_without_an_action_plan_is_refused():
    of = at_stage(ConceptStage.CONSULTATION)

    assert refusal(pressed, conclude, of, at=LAST_DAY).code == "no_plan"


@pytest.mark.parametrize("stage", sorted(set(ConceptStage) - {ConceptStage.CONSULTATION}))
def test_conclude_in_another_stage_is_refused(stage):
    of = at_stage(stage)

    assert refusal(pressed, conclude, of, at=LAST_DAY).code == "no_such_step"


def test_reopen_leads_a_final_concept_back_and_nothing_else():
    of = consulted()
    pressed(conclude, of, at=LAST_DAY)

    for _time in range(2):
        reopen(of.fresh(), by=BY, at=LAST_DAY)

    now = of.fresh()
    assert (now.stage, now.finalised_at) == (ConceptStage.CONSULTATION, None)
    assert now.document.submitted_at is None
    assert verbs()[-2:] == ["concept_final", "concept_reopened"]


def test_open_to_peers_and_closed_again():
    of = scene()

    states = []
    for is_open in (True, True, False):
        open_to_peers(of.fresh(), is_open=is_open, by=BY, at=AT)
        states.append(of.fresh().is_open_to_peers)

    assert states == [True, True, False]
    assert verbs() == ["concept_opened", "concept_opened"]


def test_decision_is_kept_of_a_final_concept_too():
    of = at_stage(ConceptStage.FINAL)

    for _time in range(2):
        note_decision(of.fresh(), decision=DECIDED, seen=1, by=BY, at=AT)

    now = of.fresh()
    assert (now.plan_title, now.decided_on, now.version) == ("Стратегија", date(2026, 11, 19), 2)
    assert verbs() == ["concept_decided"]


def test_decision_another_has_changed_meanwhile_is_refused():
    of = scene()
    note_decision(of.fresh(), decision=DECIDED, seen=1, by=BY, at=AT)
    other = Decision("Друга стратегија", None, "", None)

    error = refusal(note_decision, of.fresh(), decision=other, seen=1, by=BY, at=AT)

    assert error.code == "changed_meanwhile"
    assert of.fresh().plan_title == "Стратегија"


@pytest.mark.parametrize("step", [consult, conclude])
def test_steps_in_a_concluded_cluster_are_refused(step):
    of = consulted()
    Cluster.objects.update(state=ClusterState.CLOSED)

    assert refusal(pressed, step, of, at=LAST_DAY).code == "cluster_closed"

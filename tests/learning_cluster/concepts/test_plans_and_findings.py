"""Lines of the action plan and findings, changed by two without losing either (L11)."""

from dataclasses import replace

import pytest

from learning_cluster.actions.action_plans import Planned, add_line, change_line, remove_line
from learning_cluster.actions.findings import Found, add_finding, change_finding, cite
from learning_cluster.enums import ConceptStage
from learning_cluster.models import ActionPlanItem, Concept, MappingFinding
from tests.factories.learning_cluster import AT
from tests.learning_cluster.concepts.scene import BY, refusal, scene, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.req("L11")]
LINE = Planned("Опремити", "Општина", None, None, None)
FOUND = Found("Без услуге је 42 дјеце.", "Мапирање, страна 3", None)


def changed(line, planned, *, seen):
    change_line(line, planned=planned, seen=seen, by=BY, at=AT)


def test_line_another_has_changed_is_not_overwritten():
    of = scene()
    line = add_line(of.concept, planned=LINE, by=BY, at=AT)
    changed(line, replace(LINE, who="Центар"), seen=1)

    changed(line, replace(LINE, who="Центар"), seen=1)
    error = refusal(changed, line, replace(LINE, who="Савез"), seen=1)

    line.refresh_from_db()
    assert error.code == "changed_meanwhile"
    assert (line.who, line.version) == ("Центар", 2)


def test_line_that_changed_is_not_removed_and_one_removed_stays_gone():
    of = scene()
    line = add_line(of.concept, planned=LINE, by=BY, at=AT)
    changed(line, replace(LINE, who="Центар"), seen=1)

    error = refusal(remove_line, line, seen=1, by=BY, at=AT)
    for _time in range(2):
        remove_line(line, seen=2, by=BY, at=AT)

    assert error.code == "changed_meanwhile"
    assert verbs() == ["action_added", "action_changed", "action_removed"]
    with pytest.raises(ActionPlanItem.DoesNotExist):
        changed(line, LINE, seen=2)


def test_finding_is_kept_once_and_cited():
    of = scene()

    rows = [add_finding(of.concept, found=FOUND, by=BY, at=AT) for _time in range(2)]

    assert rows[0] == rows[1]
    assert list(of.concept.findings.all()) == [rows[0]]
    assert verbs() == ["finding_added"]


def test_finding_another_has_corrected_is_not_overwritten():
    of = scene()
    row = add_finding(of.concept, found=FOUND, by=BY, at=AT)
    args = {"by": BY, "at": AT}
    change_finding(row, of.concept, found=replace(FOUND, text="43"), seen=1, **args)

    error = refusal(
        change_finding, row, of.concept, found=replace(FOUND, text="44"), seen=1, **args
    )

    assert error.code == "changed_meanwhile"
    assert MappingFinding.objects.get().text == "43"


def test_cite_leaves_alone_what_the_page_did_not_show_and_what_is_not_ours():
    of, other = scene(), scene(sections=False)
    first, second, third = (
        add_finding(of.concept, found=replace(FOUND, text=text), by=BY, at=AT) for text in "абв"
    )
    foreign = add_finding(other.concept, found=FOUND, by=BY, at=AT)

    cite(
        of.concept,
        listed=[first.pk, second.pk, foreign.pk],
        cited=[second.pk, foreign.pk],
        by=BY,
        at=AT,
    )

    assert set(of.concept.findings.all()) == {second, third}
    assert list(other.concept.findings.all()) == [foreign]


def test_final_concept_keeps_its_plan_and_findings():
    of = scene()
    line = add_line(of.concept, planned=LINE, by=BY, at=AT)
    row = add_finding(of.concept, found=FOUND, by=BY, at=AT)
    Concept.objects.update(stage=ConceptStage.FINAL)
    args = {"by": BY, "at": AT}

    codes = {
        refusal(add_line, of.concept, planned=LINE, **args).code,
        refusal(change_line, line, planned=LINE, seen=1, **args).code,
        refusal(remove_line, line, seen=1, **args).code,
        refusal(add_finding, of.concept, found=FOUND, **args).code,
        refusal(change_finding, row, of.concept, found=FOUND, seen=1, **args).code,
        refusal(cite, of.concept, listed=[row.pk], cited=[], **args).code,
    }

    assert codes == {"final"}
    assert list(of.concept.findings.all()) == [row]

"""Feedback is bound to a version; of a replaced one it is refused (L11)."""

from datetime import timedelta

import pytest

from learning_cluster.actions.concept_feedback import give_feedback, reply
from learning_cluster.enums import ClusterState, ConceptStage, Giver
from learning_cluster.models import Cluster, Concept, Feedback
from tests.factories.learning_cluster import AT, signed_up
from tests.factories.learning_concepts import FeedbackFactory, VersionFactory
from tests.learning_cluster.concepts.scene import BY, FIRST, feedback, refusal, scene, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.req("L11")]


def given(of, *, at=AT, **changes):
    return give_feedback(of.fresh(), **feedback(of, **changes), at=at)


def test_feedback_is_kept_with_its_version_and_section_once():
    of = scene()

    rows = [given(of, section="usluga") for _time in range(2)]

    assert rows[0] == rows[1]
    assert (rows[0].version, rows[0].section, rows[0].is_peer) == (of.first, "usluga", False)
    assert of.fresh().stage == ConceptStage.FEEDBACK
    assert verbs() == ["feedback_given"]


def test_feedback_to_a_replaced_version_is_refused_and_names_both():
    of = scene()
    VersionFactory(author=of.ana, texts=FIRST)

    error = refusal(given, of)

    assert error.code == "replaced_version"
    assert [number in error.message for number in ("1", "2")] == [True, True]
    assert not Feedback.objects.exists()


def test_feedback_to_a_version_that_never_was_is_refused():
    of = scene()

    assert refusal(given, of, number=2).code == "replaced_version"


def test_feedback_to_a_section_the_version_has_not_is_refused():
    of = scene()

    assert refusal(given, of, section="rizici").code == "no_such_section"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ConceptStage.REVISED, ConceptStage.FEEDBACK),
        (ConceptStage.CONSULTATION, ConceptStage.CONSULTATION),
    ],
)
def test_feedback_of_a_guide_moves_the_stage_before_the_consultation(before, after):
    of = scene()
    Concept.objects.update(stage=before)

    given(of)

    assert of.fresh().stage == after


def test_feedback_to_a_final_concept_is_refused():
    of = scene()
    Concept.objects.update(stage=ConceptStage.FINAL)

    assert refusal(given, of).code == "final"


def test_feedback_in_a_concluded_cluster_is_refused():
    of = scene()
    Cluster.objects.update(state=ClusterState.CLOSED)

    assert refusal(given, of).code == "cluster_closed"


def test_feedback_of_a_peer_needs_an_open_concept_and_moves_no_stage():
    of = scene()
    peer = {"giver": Giver.PEER, "author": of.vera, "author_name": of.vera.name}
    closed = refusal(given, of, **peer)
    Concept.objects.update(is_open_to_peers=True)

    row = given(of, **peer)

    assert closed.code == "not_open"
    assert row.is_peer is True
    assert of.fresh().stage == ConceptStage.EARLY_DRAFT


@pytest.mark.parametrize("stage", [ConceptStage.REVISED, ConceptStage.FINAL])
def test_feedback_of_a_reviewer_before_and_after_the_consultation_is_refused(stage):
    of = scene()
    Concept.objects.update(stage=stage)

    error = refusal(given, of, giver=Giver.REVIEWER, author=of.reviewer)

    assert error.code == ("final" if stage == ConceptStage.FINAL else "not_consulted")


@pytest.mark.parametrize(("days", "is_taken"), [(0, True), (7, True), (8, False)])
def test_feedback_of_a_reviewer_is_taken_while_the_window_is_open(days, is_taken):
    of = scene()
    Concept.objects.update(stage=ConceptStage.CONSULTATION)
    args = {"giver": Giver.REVIEWER, "author": of.reviewer, "at": AT + timedelta(days=days)}

    if is_taken:
        assert given(of, **args).author == of.reviewer
    else:
        assert refusal(given, of, **args).code == "not_consulted"


def test_reply_is_kept_and_a_colleagues_is_not_overwritten():
    of = scene()
    row = FeedbackFactory(version=of.first, author=of.guide)
    reply(row, text="Допуњено.", seen=0, by=BY, at=AT)

    again = reply(row, text="Допуњено.", seen=0, by=BY, at=AT)
    error = refusal(reply, row, text="Није потребно.", seen=0, by=BY, at=AT)
    reply(row, text="Допуњено на крају.", seen=1, by=BY, at=AT)

    row.refresh_from_db()
    assert again is None
    assert error.code == "changed_meanwhile"
    assert (row.reply, row.reply_number) == ("Допуњено на крају.", 2)


@pytest.mark.req("X2")
@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        ("ana", ["guide", "vera"]),
        ("bojan", ["guide", "vera"]),
        ("guide", ["guide", "vera"]),
        ("coordinator", ["guide", "vera"]),
        ("vera", ["vera"]),
        ("reviewer", []),
        ("practitioner", []),
    ],
)
def test_feedback_is_read_by_those_it_is_for_and_who_gave_it(reader, seen):
    of = scene()
    for name in ("guide", "vera"):
        author = getattr(of, name)
        FeedbackFactory(version=of.first, author=author, author_name=name)
    other = scene(sections=False)
    FeedbackFactory(version=other.first, author=other.guide)

    rows = Feedback.objects.visible_to(signed_up(getattr(of, reader)), AT)

    assert [row.author_name for row in rows.order_by("author_name")] == seen

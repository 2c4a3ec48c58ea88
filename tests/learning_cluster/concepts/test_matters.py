"""What of concepts waits for whom today (L11)."""

import pytest

from learning_cluster.concept_matters import concept_matters
from learning_cluster.enums import ConceptStage
from learning_cluster.models import Concept
from learning_cluster.views.door import Insider
from tests.factories.learning_cluster import AT, MembershipFactory, signed_up
from tests.factories.learning_concepts import ConceptFactory, FeedbackFactory
from tests.learning_cluster.concepts.scene import path, scene

pytestmark = [pytest.mark.django_db, pytest.mark.req("L11")]
STAGES = list(ConceptStage)


def notes(of, name, *, stages=STAGES):
    member = getattr(of, name)
    guides = name == "guide"
    user = member.user or signed_up(member)
    who = Insider(of.cluster, user, member, False, guides, AT)
    found = {}
    for stage in stages:
        Concept.objects.update(stage=stage, is_open_to_peers=True)
        found[str(stage)] = [one.note for one in concept_matters(who)]
    return {stage: lines for stage, lines in found.items() if lines}


@pytest.mark.parametrize(
    ("name", "stages"),
    [
        ("ana", {"feedback", "revised"}),
        ("guide", {"early_draft", "revised"}),
        ("reviewer", {"consultation"}),
        ("practitioner", set()),
    ],
)
def test_matters_wait_for_those_who_are_to_do_something(name, stages):
    of = scene()

    assert set(notes(of, name)) == stages


def test_matters_name_the_last_day_of_the_consultation():
    of = scene()

    (line,) = notes(of, "reviewer", stages=[ConceptStage.CONSULTATION])["consultation"]

    assert "27. 11. 2026" in line


def test_matters_tell_of_a_concept_that_was_not_begun():
    of = scene()

    assert len(notes(of, "vera", stages=[ConceptStage.FINAL])["final"]) == 1


def test_matters_tell_of_feedback_without_a_reply_until_the_concept_is_final():
    of = scene()
    FeedbackFactory(version=of.first, author=of.reviewer)

    assert set(notes(of, "ana")) == {str(stage) for stage in STAGES} - {"final"}


def test_matters_put_the_funded_first_and_link_to_the_concept():
    of = scene()
    funded = MembershipFactory(cluster=of.cluster, is_funded=True, government__name_sr="Општина Ш")
    ConceptFactory(membership=funded)
    who = Insider(of.cluster, signed_up(of.guide), of.guide, False, True, AT)

    lines = concept_matters(who)

    assert [line.link for line in lines] == [path("concept", of)]  # nothing saved, nothing to read

"""Names by versions and feedback are exported and forgotten; the texts stay (X4)."""

import pytest

from learning_cluster.enums import MemberState
from learning_cluster.models import DocumentVersion, Feedback, Member
from learning_cluster.writers_personal_data import Writers
from privacy.personal_data import Person, registered
from tests.factories.learning_cluster import AT
from tests.factories.learning_concepts import FeedbackFactory
from tests.learning_cluster.concepts.scene import BY, FIRST, scene, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.req("X4")]


def written():
    of = scene()
    FeedbackFactory(version=of.first, author=of.ana)
    FeedbackFactory(version=of.first, author=of.guide)
    return of, Person(email=of.ana.email.upper())


def names():
    rows = (DocumentVersion.objects, Feedback.objects.order_by("pk"))
    return [name for kind in rows for name in kind.values_list("author_name", flat=True)]


def test_writers_are_registered():
    assert "learning_cluster.writers" in {one.name for one in registered()}


def test_writers_export_what_somebody_wrote_and_nothing_of_others():
    _of, person = written()

    rows = list(Writers().export(person))

    assert [row["kind"].rpartition(".")[2] for row in rows] == ["version", "feedback"]
    assert rows[0]["texts"] == FIRST
    assert list(Writers().export(Person(email="niko@primer.example"))) == []
    assert list(Writers().export(Person(email=""))) == []


def test_writers_stay_known_while_they_are_in_the_cluster():
    of, person = written()

    assert Writers().erase(person, by=BY, at=AT) == 0
    assert names() == [of.ana.name, of.ana.name, "guide"]


def test_writers_who_have_left_are_forgotten_and_their_texts_stay():
    of, person = written()
    Member.objects.filter(pk=of.ana.pk).update(state=MemberState.ENDED)

    counts = [Writers().erase(person, by=BY, at=AT) for _time in range(2)]

    assert counts == [2, 0]
    assert names() == ["", "", "guide"]
    assert DocumentVersion.objects.get().texts == FIRST
    assert verbs() == ["erased", "erased"]


def test_writers_are_known_after_their_own_name_was_forgotten():
    of, person = written()
    facts = {"state": MemberState.ENDED, "name": "", "email": "x@erased.invalid"}
    Member.objects.filter(pk=of.ana.pk).update(**facts)

    assert Writers().erase(person, by=BY, at=AT) == 2

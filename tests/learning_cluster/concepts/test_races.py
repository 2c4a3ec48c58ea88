"""Two at once on real connections: a version and feedback to the one before it (L11)."""

import threading

import pytest
from django.db import IntegrityError, transaction

from learning_cluster.actions import (
    action_plans,
    concept_feedback,
    concept_locks,
    concepts,
    versions,
)
from learning_cluster.actions.concept_feedback import give_feedback
from learning_cluster.actions.concepts import save
from learning_cluster.models import DocumentVersion, Feedback
from tests.factories.learning_cluster import AT
from tests.learning_cluster.concepts.scene import BY, FIRST, feedback, scene
from tests.racing import codes, meeting, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.req("L11")]
new_scene = transaction.atomic(scene)


def saving(of, text):
    texts = FIRST | {"usluga": text}
    args = {"texts": texts, "note": "", "author": of.ana, "based_on": 1, "by": BY, "at": AT}
    return lambda: save(of.concept, **args)


def at_once(of, monkeypatch):
    """Save a version, and give feedback to the one before while that save is under way."""
    under_way, meet = threading.Event(), meeting(of=2)
    plan_text, check_giver = concepts.plan_text, concept_feedback._check_giver

    def saving_now(lines):
        under_way.set()  # the document is locked, the version not yet written
        meet()
        return plan_text(lines)

    def giving_now(*args):
        check_giver(*args)
        meet()

    def give():
        assert under_way.wait(timeout=30)
        return give_feedback(of.concept, **feedback(of), at=AT)

    monkeypatch.setattr(concepts, "plan_text", saving_now)
    monkeypatch.setattr(concept_feedback, "_check_giver", giving_now)
    return race(saving(of, "Мобилни тим."), give)


def test_feedback_while_a_new_version_is_saved_is_refused(monkeypatch):
    of = new_scene()

    outcomes = at_once(of, monkeypatch)

    assert codes(outcomes) == ["ok", "replaced_version"]
    assert not Feedback.objects.exists()


def test_without_the_lock_it_would_be_bound_to_the_replaced_version(monkeypatch):
    of = new_scene()
    hold, newest, meet = threading.Event(), versions.newest, meeting(of=2)
    monkeypatch.setattr(concept_locks, "lock_document", lambda document: None)

    def read_before_the_save(document):
        found = newest(document)
        meet()
        hold.wait(timeout=0.5)
        return found

    monkeypatch.setattr(concept_feedback, "newest", read_before_the_save)

    outcomes = at_once(of, monkeypatch)

    assert codes(outcomes) == ["ok", "ok"]
    assert DocumentVersion.objects.count() == 2
    assert Feedback.objects.get().version.number == 1


def test_of_many_who_save_at_once_one_makes_the_next_version():
    of = new_scene()

    outcomes = race(*[saving(of, f"Текст {number}") for number in range(8)])

    assert codes(outcomes) == ["changed_meanwhile"] * 7 + ["ok"]
    assert DocumentVersion.objects.count() == 2


def test_without_the_lock_the_others_would_meet_the_constraint(monkeypatch):
    of = new_scene()
    newest, meet = versions.newest, meeting(of=8)

    def read_together(document):
        found = newest(document)
        meet()
        return found

    monkeypatch.setattr(concept_locks, "lock_document", lambda document: None)
    monkeypatch.setattr(versions, "lock_document", lambda document: None)
    monkeypatch.setattr(versions, "newest", read_together)

    outcomes = race(*[saving(of, f"Текст {number}") for number in range(8)])

    assert sum(isinstance(one, IntegrityError) for one in outcomes) == 7


def test_lines_added_at_once_are_all_kept_in_one_order():
    of = new_scene()
    planned = [action_plans.Planned(f"Ред {n}", "", None, None, None) for n in range(8)]

    outcomes = race(
        *[
            lambda one=one: action_plans.add_line(of.concept, planned=one, by=BY, at=AT)
            for one in planned
        ]
    )

    assert codes(outcomes) == ["ok"] * 8
    assert sorted(line.order for line in of.concept.actions.all()) == list(range(1, 9))

"""Many at once: one date, one evaluation, nobody's change is lost (L8, L13)."""

from datetime import timedelta
from functools import partial

import pytest

from learning_cluster.actions import event_planning
from learning_cluster.actions.evaluating import evaluate
from learning_cluster.actions.event_planning import date_event
from learning_cluster.enums import EventKind
from learning_cluster.models import EvaluationGiven, EvaluationQuestion, EvaluationSheet, Event
from tests.factories.learning_cluster import AT, STARTS_AT, EventFactory
from tests.learning_cluster.events.scene import BY, hours, planned, scene
from tests.learning_cluster.test_evaluation import there
from tests.racing import codes, meeting, race

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def dating(event, number):
    date_event(
        Event.objects.get(pk=event.pk),
        **hours(STARTS_AT + timedelta(days=number)),
        together=False,
        outside_phase=False,
        seen=1,
        by=BY,
        at=AT,
    )


@pytest.mark.parametrize("has_lock", [True, False])
def test_of_many_who_date_an_event_at_once_one_wins_by_the_lock(monkeypatch, has_lock):
    """Without the lock, the negative control, all of them believe they won."""
    event, meet = planned(scene()), meeting(AT_ONCE)
    real = event_planning.locked_event

    def read(row):
        found = real(row) if has_lock else Event.objects.with_names().get(pk=row.pk)
        meet()
        return found

    monkeypatch.setattr(event_planning, "locked_event", read)

    outcomes = codes(race(*(partial(dating, event, number) for number in range(AT_ONCE))))

    winners = 1 if has_lock else AT_ONCE
    assert outcomes == ["changed_meanwhile"] * (AT_ONCE - winners) + ["ok"] * winners


@pytest.mark.req("L13")
def test_answers_sent_many_times_at_once_are_kept_once():
    member = there(EventFactory(kind=EventKind.EXCHANGE_3))
    question = EvaluationQuestion.objects.create(text_sr="Питање")
    deed = partial(evaluate, member, answers={question: 4}, at=STARTS_AT + timedelta(hours=1))

    outcomes = codes(race(*[deed] * AT_ONCE))

    assert outcomes == ["evaluated_already"] * (AT_ONCE - 1) + ["ok"]
    assert (EvaluationGiven.objects.count(), EvaluationSheet.objects.count()) == (1, 1)

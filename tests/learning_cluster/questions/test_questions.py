"""Questions and lessons on their way into the next event (L10)."""

from datetime import timedelta

import pytest

from learning_cluster.actions.questions import (
    answer,
    answer_seen,
    ask,
    choose_for_event,
    next_event,
    publish,
)
from learning_cluster.enums import ClusterState, EventKind, EventState, QuestionKind
from learning_cluster.errors import ClusterError
from learning_cluster.models import AgendaItem, Question
from messaging.models import Message
from tests.factories.learning_cluster import EventFactory
from tests.learning_cluster.mentoring.scene import AT, NOBODY, scene
from tests.training.mails import is_wanted

pytestmark = [pytest.mark.django_db, pytest.mark.req("L10")]


def asked(of, text="Ко плаћа превоз?", member=None, kind=QuestionKind.QUESTION, at=AT):
    return ask(member or of.pilot, kind=kind, text=text, by=NOBODY, at=at)


def answered(of, row, text="Општина.", is_published=True, seen=None):
    answer(
        row,
        text=text,
        is_published=is_published,
        seen=answer_seen(row) if seen is None else seen,
        member=of.guide,
        by=NOBODY,
        at=AT,
    )
    row.refresh_from_db()


def refused(call):
    with pytest.raises(ClusterError) as caught:
        call()
    return caught.value.code


def test_question_belongs_to_its_period_and_goes_to_who_guides():
    of = scene()

    row = asked(of)

    assert (row.phase, row.membership) == (of.phase, of.pilot.membership)
    assert [one.recipient for one in Message.objects.all()] == [of.guide.email]


def test_lesson_is_kept_without_a_mail_and_the_same_press_is_one():
    of = scene()

    first = asked(of, kind=QuestionKind.LESSON)
    again = asked(of, kind=QuestionKind.LESSON, at=AT + timedelta(seconds=5))

    assert first == again
    assert not Message.objects.exists()


def test_question_in_a_concluded_cluster_is_refused():
    of = scene()
    of.cluster.state = ClusterState.CLOSED
    of.cluster.save()

    assert refused(lambda: asked(of)) == "not_open"


def test_answer_is_published_and_who_asked_is_told_once():
    of = scene()
    row = asked(of)

    answered(of, row)
    answered(of, row)

    assert (row.answer, row.is_published, row.answered_by) == ("Општина.", True, of.guide)
    told = Message.objects.filter(recipient=of.pilot.email)
    assert [is_wanted(one, AT) for one in told] == [True]
    assert is_wanted(Message.objects.get(recipient=of.guide.email), AT) is False


def test_answer_over_one_that_was_not_seen_is_refused():
    of = scene()
    row = asked(of)
    seen = answer_seen(row)
    answered(of, row)

    assert refused(lambda: answered(of, row, text="Савез.", seen=seen)) == "changed_meanwhile"


def test_question_is_read_by_its_asker_those_who_answer_and_once_published_by_the_cluster():
    of = scene()
    row = asked(of)

    def readers():
        people = (of.pilot, of.other, of.guide)
        return [row in Question.objects.visible_to(one.user, AT) for one in people]

    before = readers()
    publish(row, is_published=True, by=NOBODY, at=AT)

    assert (before, readers()) == ([True, False, True], [True, True, True])


def test_next_event_is_the_nearest_dated_one_and_else_one_without_a_day():
    of = scene()
    undated = EventFactory(
        cluster=of.cluster,
        kind=EventKind.EXCHANGE_3,
        period=None,
        state=EventState.PLANNED,
        announced_at=None,
    )
    first = next_event(of.cluster, AT)
    dated = EventFactory(cluster=of.cluster, kind=EventKind.EXCHANGE_2)

    assert (first, next_event(of.cluster, AT)) == (undated, dated)


def test_chosen_questions_are_carried_to_the_event_and_may_leave_it_until_the_agenda_has_them():
    of = scene()
    event = EventFactory(cluster=of.cluster)
    one, two, three = (asked(of, text) for text in ("Прво", "Друго", "Треће"))
    shown = [one.pk, two.pk, three.pk]

    def chosen(*rows):
        return choose_for_event(
            event, shown=shown, chosen=[row.pk for row in rows], by=NOBODY, at=AT
        )

    first = chosen(one, two)
    item = AgendaItem.objects.create(
        event=event, kind="questions", title="Питања", offset=0, minutes=30
    )
    Question.objects.filter(pk=one.pk).update(item=item)
    chosen(three)

    assert first == 2
    assert set(event.questions.all()) == {one, three}


def test_question_of_another_event_or_cluster_is_left_alone():
    of, elsewhere = scene(), scene()
    event = EventFactory(cluster=of.cluster)
    other = EventFactory(cluster=of.cluster, kind=EventKind.EXCHANGE_2)
    taken, foreign = asked(of), asked(elsewhere)
    Question.objects.filter(pk=taken.pk).update(event=other)
    keys = [taken.pk, foreign.pk]

    number = choose_for_event(event, shown=keys, chosen=keys, by=NOBODY, at=AT)

    taken.refresh_from_db()
    assert (number, taken.event) == (0, other)


def test_event_that_was_held_takes_up_nothing():
    of = scene()
    event = EventFactory(cluster=of.cluster, state=EventState.HELD)

    assert refused(lambda: choose_for_event(event, shown=[], chosen=[], by=NOBODY, at=AT)) == "over"

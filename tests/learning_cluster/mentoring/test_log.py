"""The log of a session: saved as typed, never lost, sent once (L9)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from learning_cluster.actions.mentoring_log import send_log, written
from learning_cluster.enums import QuestionKind, SessionState
from learning_cluster.errors import ClusterError
from learning_cluster.messages.mentoring import SUMMARY
from learning_cluster.models import MentoringLog, NextStep, Question
from messaging.models import Message
from tests.learning_cluster.mentoring.scene import AT, NOBODY, begun, entry, saved, scene

pytestmark = [pytest.mark.django_db, pytest.mark.req("L9")]
KEY = uuid4()


def refused(call):
    with pytest.raises(ClusterError) as caught:
        call()
    return caught.value.code


def sent(log, seen=None):
    send_log(log, seen=seen or log.version, by=NOBODY, at=AT)


def test_log_keeps_everything_that_was_typed():
    of = scene()
    session = begun(of)

    log = saved(of, session, advice="Питајте центар.", next_steps="Буџет до петка", issues="Превоз")

    log = MentoringLog.objects.select_related("session").get(pk=log.pk)
    assert written(log) == entry(
        of, advice="Питајте центар.", next_steps="Буџет до петка", issues="Превоз"
    )
    assert log.session.state == SessionState.HELD
    assert session.session_members.get().is_present is True


def test_log_of_a_session_nobody_came_to_is_missed():
    of = scene()
    session = begun(of)

    saved(of, session, is_missed=True, present=[])

    session.refresh_from_db()
    assert session.state == SessionState.MISSED
    assert session.session_members.get().is_present is False


def test_same_draft_sent_twice_is_one_log_and_an_older_step_changes_nothing():
    of = scene()
    session = begun(of)

    saved(of, session, key=KEY, step=2, questions="Прво")
    again = saved(of, session, key=KEY, step=2, questions="Прво")
    newer = saved(of, session, key=KEY, step=3, questions="Друго")
    late = saved(of, session, key=KEY, step=2, questions="Прво")

    assert [again.version, newer.version, late.version] == [1, 2, 2]
    assert MentoringLog.objects.get().questions == "Друго"


def test_text_from_a_device_that_has_not_seen_the_newest_is_refused_and_nothing_is_lost():
    of = scene()
    session = begun(of)
    saved(of, session, questions="С телефона")

    code = refused(lambda: saved(of, session, questions="С рачунара", version=0))
    kept = MentoringLog.objects.get().questions
    saved(of, session, questions="Оба", version=1)

    assert (code, kept) == ("changed_meanwhile", "С телефона")
    assert MentoringLog.objects.get().questions == "Оба"


def test_draft_key_of_another_log_is_not_taken_over():
    of = scene()
    first, second = begun(of), begun(of, of.other, starts_at=AT - timedelta(hours=3))
    saved(of, first, key=KEY)

    other = saved(of, second, key=KEY, present=[])

    assert other.draft_key != KEY


@pytest.mark.parametrize(
    ("state", "starts_at", "code"),
    [
        (SessionState.CANCELLED, AT - timedelta(hours=1), "called_off"),
        (SessionState.BOOKED, AT + timedelta(hours=1), "not_begun"),
    ],
)
def test_log_is_refused_before_a_session_and_for_one_called_off(state, starts_at, code):
    of = scene()
    session = begun(of, starts_at=starts_at)
    session.state, session.reason = state, "Болест"
    session.save()

    assert refused(lambda: saved(of, session)) == code


def test_stranger_to_the_session_is_not_noted_as_present():
    of = scene()
    session = begun(of)

    saved(of, session, present=[of.pilot.pk, of.other.pk])

    assert list(session.session_members.get().people.all()) == [of.pilot]


@pytest.mark.req("L10")
def test_summary_goes_to_those_present_once_and_what_was_agreed_is_carried_on():
    of = scene()
    session = begun(of, of.pilot, of.other)
    log = saved(of, session, next_steps="- Буџет до петка\n\nОдлука", issues="Превоз\nКадар")

    sent(log)
    sent(log)

    mails = Message.objects.filter(kind=SUMMARY)
    assert [one.recipient for one in mails] == [of.pilot.email]
    assert list(NextStep.objects.values_list("text", flat=True)) == ["Буџет до петка", "Одлука"]
    issues = Question.objects.filter(kind=QuestionKind.ISSUE, log=log, phase=of.phase)
    assert sorted(issues.values_list("text", flat=True)) == ["Кадар", "Превоз"]


def test_line_longer_than_a_step_may_be_is_kept_in_parts():
    of = scene()
    log = saved(of, begun(of), next_steps="а" * 1200)

    sent(log)

    assert [len(one.text) for one in NextStep.objects.order_by("pk")] == [500, 500, 200]


def test_sent_log_is_changed_no_more_but_its_last_draft_may_come_again():
    of = scene()
    session = begun(of)
    log = saved(of, session, key=KEY, step=2)
    sent(log)

    code = refused(lambda: saved(of, session, key=KEY, step=3, questions="Касно"))
    again = saved(of, session, key=KEY, step=2)

    assert (code, again.pk) == ("sent_already", log.pk)


def test_summary_of_a_version_nobody_saw_is_refused():
    of = scene()
    log = saved(of, begun(of))

    assert refused(lambda: sent(log, seen=9)) == "changed_meanwhile"
    assert not Message.objects.filter(kind=SUMMARY).exists()

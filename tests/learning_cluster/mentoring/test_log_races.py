"""Two devices write one log at once, with real connections (L9)."""

import pytest
from django.db.models import QuerySet

from learning_cluster.actions import mentoring_log
from learning_cluster.actions.mentoring_log import send_log
from learning_cluster.messages.mentoring import SUMMARY
from learning_cluster.models import MentoringLog
from messaging.models import Message
from tests.learning_cluster.mentoring.scene import AT, NOBODY, begun, saved, scene
from tests.racing import codes, meeting, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.req("L9")]


def two_devices():
    of = scene()
    session = begun(of)
    saved(of, session, questions="Почетак")

    def writing(text):
        return lambda: saved(of, session, questions=text, version=1)

    return writing("Телефон"), writing("Рачунар")


def test_of_two_devices_at_once_one_is_told_and_nothing_is_overwritten():
    outcomes = race(*two_devices())

    assert codes(outcomes) == ["changed_meanwhile", "ok"]
    assert MentoringLog.objects.get().version == 2


def test_without_the_lock_one_would_overwrite_the_other(monkeypatch):
    """The control: both are told that theirs is kept, and one of the texts is gone."""
    devices = two_devices()
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    decide, meet = mentoring_log.judge, meeting(2)

    def both_decide(*args, **kwargs):
        verdict = decide(*args, **kwargs)
        meet()
        return verdict

    monkeypatch.setattr(mentoring_log, "judge", both_decide)

    assert codes(race(*devices)) == ["ok", "ok"]


def test_summary_sent_by_two_presses_at_once_goes_out_once():
    of = scene()
    log = saved(of, begun(of), issues="Превоз")

    race(*[lambda: send_log(log, seen=log.version, by=NOBODY, at=AT)] * 4)

    assert Message.objects.filter(kind=SUMMARY).count() == 1
    assert log.carried.count() == 1

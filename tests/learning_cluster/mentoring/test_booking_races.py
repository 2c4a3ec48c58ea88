"""Two members want one time at once, with real connections (L9)."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet

from learning_cluster.actions import mentoring_booking
from learning_cluster.actions.mentoring_booking import move_session
from learning_cluster.models import MentoringSession
from tests.learning_cluster.mentoring.scene import AT, NOBODY, TUESDAY, booked, offered, scene
from tests.racing import codes, meeting, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.req("L9")]
HOUR = timedelta(hours=1)


def test_two_members_who_want_one_time_get_one_session():
    of = scene()
    offer = offered(of)

    outcomes = race(*[lambda: booked(of, offer), lambda: booked(of, offer, member=of.other)] * 4)

    assert codes(outcomes) == ["ok"] * 4 + ["taken"] * 4  # who got it may press again
    assert MentoringSession.objects.count() == 1


def test_without_lock_and_constraint_both_would_have_it(monkeypatch, unconstrained):
    """The control: neither the look at what is free nor anything else keeps them apart."""
    of = scene()
    offer = offered(of)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    look, meet = mentoring_booking._free, meeting(2)

    def both_look(*args, **kwargs):
        found = look(*args, **kwargs)
        meet()
        return found

    monkeypatch.setattr(mentoring_booking, "_free", both_look)

    outcomes = race(lambda: booked(of, offer), lambda: booked(of, offer, member=of.other))

    assert codes(outcomes) == ["ok", "ok"]
    assert MentoringSession.objects.count() == 2


def test_without_the_lock_the_database_still_refuses_the_second(monkeypatch):
    of = scene()
    offer = offered(of)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    look, meet = mentoring_booking._free, meeting(2)

    def both_look(*args, **kwargs):
        found = look(*args, **kwargs)
        meet()
        return found

    monkeypatch.setattr(mentoring_booking, "_free", both_look)

    outcomes = race(lambda: booked(of, offer), lambda: booked(of, offer, member=of.other))

    assert codes(outcomes) == ["ok", "taken"]


def test_two_who_want_each_others_times_keep_their_own():
    of = scene()
    offer = offered(of)
    one, two = booked(of, offer), booked(of, offer, member=of.other, starts_at=TUESDAY + HOUR)

    def moving(session, member, starts_at):
        return lambda: move_session(
            session, offer, starts_at=starts_at, seen=0, member=member, by=NOBODY, at=AT
        )

    outcomes = race(moving(one, of.pilot, TUESDAY + HOUR), moving(two, of.other, TUESDAY))

    assert codes(outcomes) == ["taken", "taken"]

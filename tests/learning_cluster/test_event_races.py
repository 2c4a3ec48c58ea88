"""Two at once: one evaluation, one mail, no lost change (L8, L13)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from learning_cluster.actions.event_planning import date_event
from learning_cluster.errors import ClusterError
from learning_cluster.models import Event
from tests.factories.learning_cluster import AT, STARTS_AT
from tests.learning_cluster.events.scene import BY, hours, planned, scene

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def at_once(deed, count=AT_ONCE):
    """Run `deed(number)` in threads that start together; return what each came to."""
    barrier = Barrier(count)

    def run(number):
        barrier.wait()
        try:
            return deed(number)
        except ClusterError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_of_many_who_date_an_event_at_once_one_wins():
    event = planned(scene())

    def date(number):
        date_event(
            Event.objects.get(pk=event.pk),
            **hours(STARTS_AT + timedelta(days=number)),
            together=False,
            outside_phase=False,
            seen=1,
            by=BY,
            at=AT,
        )
        return "dated"

    outcomes = at_once(date)

    assert sorted(outcomes) == ["changed_meanwhile"] * (AT_ONCE - 1) + ["dated"]
    event.refresh_from_db()
    assert (event.version, event.sequence) == (2, 1)


def test_without_the_lock_more_than_one_would_win(monkeypatch):
    """The negative control: the same race with the lock taken away loses changes."""
    gate = Barrier(AT_ONCE, timeout=20)

    def unlocked(event):
        found = Event.objects.with_names().get(pk=event.pk)
        gate.wait()
        return found

    monkeypatch.setattr("learning_cluster.actions.event_planning.locked_event", unlocked)
    event = planned(scene())

    def date(number):
        date_event(
            Event.objects.get(pk=event.pk),
            **hours(STARTS_AT + timedelta(days=number)),
            together=False,
            outside_phase=False,
            seen=1,
            by=BY,
            at=AT,
        )
        return "dated"

    assert at_once(date) == ["dated"] * AT_ONCE

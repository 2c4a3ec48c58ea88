"""Events get their day: within the phase, on one day, training and first exchange together (L3)."""

from datetime import date, timedelta

import pytest

from learning_cluster.actions.event_announcing import announce, cancel_event
from learning_cluster.actions.event_planning import change_event, date_event, plan_event
from learning_cluster.enums import EventKind, EventState
from learning_cluster.errors import ClusterError
from privacy.models import AuditEntry
from tests.factories.learning_cluster import AT, STARTS_AT
from tests.learning_cluster.events.scene import (
    BY,
    DAY,
    FACTS,
    HOURS,
    hours,
    mails,
    phase_of,
    planned,
    scene,
    training_and_exchange,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("L3")]


def dated(event, start=STARTS_AT, length=HOURS, *, together=False, outside_phase=False, **more):
    facts = {"seen": event.version, "by": BY, "at": AT} | more
    span = hours(start, length)
    return date_event(event, **span, together=together, outside_phase=outside_phase, **facts)


def refused(code, deed, *args, **kwargs):
    with pytest.raises(ClusterError) as error:
        deed(*args, **kwargs)
    assert error.value.code == code


def test_event_is_dated_once_however_often_it_is_sent():
    event = planned(scene())

    first = dated(event)
    again = dated(event)

    assert (first.starts_at, first.ends_at) == (STARTS_AT, STARTS_AT + HOURS)
    assert (again.version, again.sequence) == (2, 1)
    assert AuditEntry.objects.filter(verb="dated").count() == 1
    assert mails() == []


@pytest.mark.parametrize("exchange_first", [True, False])
def test_first_exchange_adjoins_the_training_whichever_is_planned_first(exchange_first):
    of = scene()
    kinds = [EventKind.TRAINING, EventKind.EXCHANGE_1]
    for kind in reversed(kinds) if exchange_first else kinds:
        plan_event(of.cluster, kind=kind, facts=FACTS, by=BY, at=AT)

    exchange = of.cluster.events.get(kind=EventKind.EXCHANGE_1)

    assert exchange.adjoins == of.cluster.events.get(kind=EventKind.TRAINING)


def test_new_training_takes_the_place_of_one_that_was_called_off():
    of = scene()
    training, exchange = training_and_exchange(of)
    cancel_event(training, reason="Нема сале", seen=1, by=BY, at=AT)

    new = plan_event(of.cluster, kind=EventKind.TRAINING, facts=FACTS, by=BY, at=AT)

    exchange.refresh_from_db()
    assert exchange.adjoins == new


def test_second_event_of_a_kind_is_refused_and_second_meeting_is_not():
    of = scene()
    for kind in (EventKind.EXCHANGE_2, EventKind.MEETING):
        plan_event(of.cluster, kind=kind, facts=FACTS, by=BY, at=AT)

    refused(
        "kind_once", plan_event, of.cluster, kind=EventKind.EXCHANGE_2, facts=FACTS, by=BY, at=AT
    )
    plan_event(of.cluster, kind=EventKind.MEETING, facts=FACTS, by=BY, at=AT)

    assert of.cluster.events.count() == 3


@pytest.mark.parametrize("days", [-1, 2, 7])
def test_first_exchange_away_from_the_training_is_refused(days):
    of = scene()
    training, exchange = training_and_exchange(of)
    dated(training, STARTS_AT)

    refused("adjoins", dated, exchange, STARTS_AT + days * DAY)

    exchange.refresh_from_db()
    assert exchange.period is None


def test_training_alone_is_not_moved_away_from_the_first_exchange():
    of = scene()
    training, exchange = training_and_exchange(of)
    training = dated(training)
    dated(exchange, STARTS_AT + DAY)

    refused("adjoins", dated, training, STARTS_AT + 7 * DAY)


@pytest.mark.parametrize("which", [0, 1])
def test_both_are_moved_together_with_their_own_hours(which):
    of = scene()
    both = training_and_exchange(of)
    training = dated(both[0])
    exchange = dated(both[1], STARTS_AT + DAY + timedelta(hours=1), timedelta(hours=5))
    moved, start = [(training, training.starts_at), (exchange, exchange.starts_at)][which]

    dated(moved, start + 7 * DAY, moved.ends_at - moved.starts_at, together=True)

    for event, first in ((training, STARTS_AT), (exchange, STARTS_AT + DAY + timedelta(hours=1))):
        event.refresh_from_db()
        assert event.starts_at == first + 7 * DAY
        assert event.sequence == 2


def test_announced_events_that_move_together_are_both_told():
    of = scene()
    training, exchange = training_and_exchange(of)
    for event, start in ((dated(training), STARTS_AT), (exchange, STARTS_AT + DAY)):
        event = dated(event, start)
        announce(event, seen=event.version, by=BY, at=AT)
    training.refresh_from_db()

    dated(training, STARTS_AT + 7 * DAY, together=True)

    told = {message.context["starts"] for message, _content in mails("changed")}
    assert told == {(STARTS_AT + n * DAY).isoformat() for n in (7, 8)}
    assert len(mails("changed")) == 2 * 3


@pytest.mark.parametrize(
    ("code", "start", "length"),
    [
        ("past", AT - DAY, HOURS),
        ("order", STARTS_AT, timedelta(0)),
        ("over_midnight", STARTS_AT, timedelta(hours=16)),
        ("outside_phase", STARTS_AT + 30 * DAY, HOURS),
    ],
)
def test_impossible_hours_are_refused(code, start, length):
    of = scene()
    event = planned(of, phase=phase_of(of, date(2026, 12, 1), date(2026, 12, 20)))

    refused(code, dated, event, start, length)


def test_day_outside_the_phase_is_taken_where_it_is_meant():
    of = scene()
    event = planned(of, phase=phase_of(of, date(2026, 12, 1), date(2026, 12, 7)))

    assert dated(event, outside_phase=True).starts_at == STARTS_AT


def test_change_of_a_version_that_is_not_the_newest_is_refused():
    event = planned(scene())
    dated(event)

    refused("changed_meanwhile", dated, event, STARTS_AT + DAY, seen=1)
    refused(
        "changed_meanwhile",
        change_event,
        event,
        facts=FACTS | {"town": "Добој"},
        seen=1,
        by=BY,
        at=AT,
    )


def test_event_that_has_begun_keeps_its_hours():
    of = scene()
    event = dated(planned(of))
    event = announce(event, seen=event.version, by=BY, at=AT)

    refused("begun", dated, event, STARTS_AT + 7 * DAY, at=STARTS_AT + timedelta(minutes=1))


@pytest.mark.parametrize("state", [EventState.HELD, EventState.CANCELLED])
def test_event_that_is_over_is_not_changed(state):
    of = scene()
    event = planned(of)
    period = hours()
    type(event).objects.filter(pk=event.pk).update(
        state=state, reason="x", announced_at=AT, period=(period["starts_at"], period["ends_at"])
    )

    refused("no_such_step", dated, event, STARTS_AT + DAY)


def test_announced_event_keeps_a_place():
    of = scene()
    event = dated(planned(of))
    event = announce(event, seen=event.version, by=BY, at=AT)
    facts = FACTS | {"town": "", "venue": ""}

    refused("no_place", change_event, event, facts=facts, seen=event.version, by=BY, at=AT)


def test_change_of_texts_alone_is_told_to_nobody():
    of = scene()
    event = dated(planned(of, name_sr=FACTS["name_sr"]))
    event = announce(event, seen=event.version, by=BY, at=AT)
    before = event.sequence

    changed = change_event(
        event, facts=FACTS | {"about_sr": "О догађају"}, seen=event.version, by=BY, at=AT
    )

    assert changed.sequence == before
    assert mails("changed") == []

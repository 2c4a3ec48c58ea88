"""The demonstration's events: what is over was held, what is soon is announced, once (L8)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from learning_cluster.demo_events import load_events
from learning_cluster.enums import EventKind, EventState, MemberRole, PhaseKind
from learning_cluster.models import Event, NextStep
from messaging.models import Message
from tests.factories.learning_cluster import (
    ClusterFactory,
    EventFactory,
    HelperFactory,
    MemberFactory,
    MembershipFactory,
    PhaseFactory,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PHASES = {
    EventKind.TRAINING: (date(2026, 9, 1), date(2026, 9, 12)),
    EventKind.EXCHANGE_1: (date(2026, 9, 1), date(2026, 9, 12)),
    EventKind.EXCHANGE_2: (date(2027, 1, 10), date(2027, 1, 25)),
    EventKind.EXCHANGE_3: (date(2027, 8, 1), date(2027, 8, 15)),
}


def cluster_with_plan(shift=timedelta(0)):
    cluster = ClusterFactory()
    HelperFactory(cluster=cluster, role=MemberRole.RESOURCE_PERSON)
    for _number in range(4):
        MemberFactory.create_batch(2, membership=MembershipFactory(cluster=cluster))
    training = None
    for kind, (first, last) in PHASES.items():
        phase = PhaseFactory(
            cluster=cluster,
            kind=PhaseKind.LAUNCH,
            starts_on=first + shift,
            ends_on=last + shift,
        )
        event = EventFactory(
            cluster=cluster,
            kind=kind,
            phase=phase,
            period=None,
            state=EventState.PLANNED,
            announced_at=None,
            adjoins=training if kind == EventKind.EXCHANGE_1 else None,
        )
        training = event if kind == EventKind.TRAINING else training
    return cluster


def test_events_stand_as_the_day_wants_it_and_mail_nobody():
    cluster = cluster_with_plan()

    counts = load_events(cluster, at=AT)
    again = load_events(cluster, at=AT)

    states = dict(Event.objects.filter(cluster=cluster).values_list("kind", "state"))
    assert states == {
        "training": "held",
        "exchange_1": "held",
        "exchange_2": "announced",
        "exchange_3": "planned",
    }
    training, exchange = (cluster.events.get(kind=kind) for kind in ("training", "exchange_1"))
    days = [one.period.lower.astimezone(cluster.tz).date() for one in (training, exchange)]
    assert days[1] - days[0] == timedelta(days=1)
    assert counts["next_steps"] == 3
    assert set(again.values()) == {0}
    assert not Message.objects.exists()


def test_concluded_cluster_has_its_steps_checked_and_its_evaluation():
    cluster = cluster_with_plan(shift=timedelta(days=-400))

    counts = load_events(cluster, at=AT)

    assert set(cluster.events.values_list("state", flat=True)) == {"held"}
    assert counts["evaluations"] >= 3
    assert NextStep.objects.filter(checked_at_event=None).count() == 1

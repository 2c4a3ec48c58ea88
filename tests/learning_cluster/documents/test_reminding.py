"""Reminders are queued once each, to whoever still has to hand something in (L6)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from learning_cluster.actions.reminding import remind_of_deliverables
from learning_cluster.enums import ClusterState, DeliverableState, MemberState
from learning_cluster.models import Cluster, Deliverable, Member
from messaging.kinds import kind_named
from messaging.models import Message
from tests.factories.learning_cluster import DeliverableFactory
from tests.learning_cluster.documents.scene import scene

pytestmark = [pytest.mark.django_db, pytest.mark.req("L6")]
MORNING = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)  # seven in Sarajevo, the day it is due


def sent() -> list[tuple[str, str]]:
    rows = Message.objects.order_by("pk")
    return [(one.recipient, one.context["what"]) for one in rows]


def test_reminders_come_seven_days_before_on_the_day_and_weekly_after():
    of = scene()

    for days in range(-10, 10):
        for _twice in range(2):
            remind_of_deliverables(at=MORNING + timedelta(days=days))

    guide, host = of.guide.email, of.coordinator.email
    assert sent() == [(guide, "soon"), (guide, "today"), (guide, "late"), (host, "late")]


def test_nobody_is_reminded_before_seven_in_the_morning():
    scene()

    assert remind_of_deliverables(at=MORNING - timedelta(minutes=1)) == 0
    assert remind_of_deliverables(at=MORNING) == 1


@pytest.mark.parametrize("state", sorted(set(DeliverableState) - {"open", "returned"}))
def test_what_has_been_handed_in_is_not_reminded_of(state):
    of = scene()
    Deliverable.objects.filter(pk=of.one.pk).update(state=state, approved_at=MORNING)

    assert remind_of_deliverables(at=MORNING) == 0


@pytest.mark.parametrize("state", [ClusterState.DRAFT, ClusterState.CLOSED])
def test_clusters_that_are_not_under_way_remind_of_nothing(state):
    of = scene()
    Cluster.objects.filter(pk=of.cluster.pk).update(state=state)

    assert remind_of_deliverables(at=MORNING) == 0


def test_who_has_left_is_not_reminded():
    of = scene()
    Member.objects.filter(pk=of.guide.pk).update(state=MemberState.ENDED)

    remind_of_deliverables(at=MORNING)

    assert sent() == []


def test_reminder_is_dropped_once_it_has_been_handed_in():
    of = scene()
    remind_of_deliverables(at=MORNING)
    message = Message.objects.get()
    kind = kind_named(message.kind)
    before = kind.is_wanted(message, at=MORNING)

    Deliverable.objects.filter(pk=of.one.pk).update(state=DeliverableState.SUBMITTED)

    assert (before, kind.is_wanted(message, at=MORNING)) == (True, False)


@pytest.mark.parametrize("language", ["en", "sl", "sr", "sr-latn"])
def test_reminder_names_the_deliverable_and_leads_to_it(settings, language):
    of = scene()
    DeliverableFactory(phase=of.one.phase, due=date(2027, 5, 1))
    remind_of_deliverables(at=MORNING)
    message = Message.objects.get()

    with translation.override(language):
        content = kind_named(message.kind).render(message)
        name = of.one.name

    assert name in content.subject
    assert f"{settings.BASE_URL}/" in content.text
    assert f"/grozd/{of.cluster.slug}/rezultati/{of.one.pk}/" in content.text
    assert "&#" not in content.text

"""The demonstration's mentoring: loaded once, silent, within the plan (L5, L9)."""

from datetime import timedelta

import pytest

from languages.dates import local
from learning_cluster.day_figures import phase_lines, total
from learning_cluster.demo_mentoring import load_mentoring
from learning_cluster.enums import ClusterState
from learning_cluster.models import (
    MentoringLog,
    MentoringSession,
    SessionMember,
    TimeSheet,
    WorkDay,
)
from learning_cluster.sheet_lines import digest
from messaging.models import Message
from tests.factories.learning_cluster import ClusterFactory, MembershipFactory, PhaseFactory
from tests.learning_cluster.mentoring.scene import AT, scene

pytestmark = pytest.mark.django_db


def ended(of, halves=5):
    day = AT.date() - timedelta(days=1)
    return PhaseFactory(
        cluster=of.cluster, halves=halves, starts_on=day - timedelta(days=40), ends_on=day
    )


def test_mentoring_of_a_running_cluster_can_be_tried_at_once():
    of = scene()
    ended(of)
    ClusterFactory()  # without people

    first = load_mentoring(at=AT)
    again = load_mentoring(at=AT)

    assert first["sessions"] > first["logs"] > 3
    assert set(again.values()) == {0}
    assert MentoringSession.objects.filter(state="booked", period__startswith__lte=AT).count() == 2
    assert of.guide.offered_times.count() == 1
    assert not Message.objects.exists()


@pytest.mark.parametrize("days", range(7))
def test_sessions_are_on_workdays_with_local_governments_that_have_people(days):
    of = scene()
    MembershipFactory(cluster=of.cluster)  # whose representative has not accepted yet
    at = AT + timedelta(days=days)

    load_mentoring(at=at)

    sessions = MentoringSession.objects.filter(cluster=of.cluster)
    assert {local(one.starts_at, of.cluster.tz).weekday() for one in sessions} <= set(range(5))
    assert {one.membership.representatives.count() for one in SessionMember.objects.all()} == {1}
    assert sessions.filter(state="booked", period__endswith__lte=at).count() == 2


def test_days_of_a_concluded_cluster_are_the_plan_on_a_signed_sheet():
    of = scene()
    of.cluster.state = ClusterState.CLOSED
    of.cluster.save()
    of.phase.delete()
    ended(of, halves=5)
    ended(of, halves=3)

    load_mentoring(at=AT)

    standing = total(phase_lines(of.cluster))
    sheet = TimeSheet.objects.get()
    assert (standing.planned, standing.booked, standing.over) == (8, 8, 0)
    assert sheet.digest == digest(sheet.lines)
    assert WorkDay.objects.filter(sheet=sheet).count() == len(sheet.lines)
    assert not MentoringLog.objects.filter(sent_at__isnull=True).exists()

"""The record of a service in the application period (L14)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from learning_cluster.actions.implementing import Report, begin_record, change_record
from learning_cluster.enums import (
    ClusterState,
    ImplementationState,
    MembershipState,
    PhaseKind,
)
from learning_cluster.models import Implementation
from tests.factories.learning_cluster import AT, MemberFactory, MembershipFactory, PhaseFactory
from tests.learning_cluster.concepts.scene import BY, refusal, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.req("L14")]
PREPARED = Report(
    "Дневни центар", ImplementationState.PREPARED, None, 10, "Нађен простор.", "", None
)
STARTED = replace(
    PREPARED,
    state=ImplementationState.STARTED,
    starts_on=date(2026, 11, 2),
    progress=40,
    done="Запослени стручњаци.",
)


def member(**facts):
    return MemberFactory(membership=MembershipFactory(**facts))


def begun(author, report=PREPARED, *, at=AT):
    return begin_record(author.membership, report=report, author=author, by=BY, at=at)


def changed(row, author, report, *, seen):
    change_record(row, report=report, seen=seen, author=author, by=BY, at=AT)


def test_record_is_begun_once_and_its_first_state_noted():
    ana = member()

    rows = [begun(ana) for _time in range(2)]

    assert rows[0] == rows[1]
    assert list(rows[0].notes.values_list("progress", "state", "note", "author")) == [
        (10, "prepared", "Нађен простор.", ana.pk)
    ]
    assert verbs() == ["implementation_begun"]


def test_record_of_the_same_service_is_refused_whatever_its_case():
    ana = member()
    begun(ana)

    assert refusal(begun, ana, replace(STARTED, service="дневни ЦЕНТАР")).code == "known_service"


def test_record_before_the_application_period_is_refused_with_its_day():
    ana = member()
    PhaseFactory(
        cluster=ana.cluster,
        kind=PhaseKind.APPLICATION,
        starts_on=date(2026, 12, 1),
        ends_on=date(2027, 3, 31),
    )

    error = refusal(begun, ana)
    late = begun(ana, at=AT + timedelta(days=10, hours=14))  # the first by the wall of Sarajevo

    assert error.code == "too_early"
    assert "1. 12. 2026" in error.message
    assert late.progress == 10


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"state": MembershipState.LEFT}, "not_selected"),
        ({"cluster__state": ClusterState.CLOSED}, "cluster_closed"),
    ],
)
def test_record_is_kept_by_the_selected_while_the_cluster_lasts(facts, code):
    assert refusal(begun, member(**facts)).code == code


def test_change_keeps_how_the_service_stood():
    ana = member()
    row = begun(ana)

    for _time in range(2):
        changed(row, ana, STARTED, seen=1)
    changed(row, ana, replace(STARTED, users=12), seen=2)

    row.refresh_from_db()
    assert (row.progress, row.users, row.version) == (40, 12, 3)
    assert list(row.notes.values_list("progress", "note")) == [
        (10, "Нађен простор."),
        (40, "Запослени стручњаци."),
    ]
    assert verbs() == ["implementation_begun"] + ["implementation_changed"] * 2


def test_change_another_made_meanwhile_is_not_overwritten():
    ana = member()
    row = begun(ana)
    changed(row, ana, STARTED, seen=1)

    error = refusal(changed, row, ana, replace(STARTED, progress=50), seen=1)

    assert error.code == "changed_meanwhile"
    assert Implementation.objects.get().progress == 40


def test_change_to_the_name_of_another_service_is_refused():
    ana = member()
    begun(ana)
    row = begun(ana, replace(PREPARED, service="Мобилни тим"))

    assert refusal(changed, row, ana, PREPARED, seen=1).code == "known_service"

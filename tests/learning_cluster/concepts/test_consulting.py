"""When concepts are consulted follows from the work plan (L4, L11)."""

from datetime import UTC, date, datetime

import pytest

from learning_cluster.consulting import consulting
from learning_cluster.enums import PhaseKind
from tests.factories.learning_cluster import ClusterFactory, PhaseFactory
from tests.factories.learning_concepts import ConsultationWindowFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("L11", "L4")]


def on(cluster, day, hour=12):
    return consulting(cluster, datetime(2026, 11, day, hour, tzinfo=UTC))


def windowed(**facts):
    cluster = ClusterFactory()
    window = ConsultationWindowFactory(phase=PhaseFactory(cluster=cluster), **facts)
    return cluster, window


@pytest.mark.parametrize(
    ("day", "has_begun", "is_open", "is_over", "may_conclude"),
    [
        (15, False, False, False, False),
        (16, True, True, False, False),
        (26, True, True, False, False),
        (27, True, True, False, True),
        (28, True, False, True, True),
    ],
)
def test_consulting_lasts_from_the_first_to_the_last_day(
    day, has_begun, is_open, is_over, may_conclude
):
    cluster, window = windowed()

    now = on(cluster, day)

    assert now.window == window
    assert (now.has_begun, now.is_open, now.is_over) == (has_begun, is_open, is_over)
    assert now.may_conclude is may_conclude


def test_consulting_counts_days_in_the_clusters_zone():
    cluster, _window = windowed()

    assert on(cluster, 15, hour=23).is_open  # already the 16th in Sarajevo
    assert not on(cluster, 27, hour=23).is_open  # already the 28th


def test_consulting_without_a_first_day_is_open_until_the_last():
    cluster, _window = windowed(starts_on=None)

    assert on(cluster, 1).is_open


def test_consulting_may_end_after_its_phase():
    cluster, window = windowed()
    window.phase.ends_on = date(2026, 11, 20)
    window.phase.save()

    assert on(cluster, 26).is_open


def test_consulting_of_curricula_is_not_that_of_concepts():
    cluster = ClusterFactory()
    ConsultationWindowFactory(phase=PhaseFactory(cluster=cluster, kind=PhaseKind.DESIGN))
    windowed()

    now = on(cluster, 20)

    assert (now.window, now.is_open, now.is_over) == (None, False, False)


def test_consulting_chooses_the_open_window_then_the_next_then_the_last():
    cluster, first = windowed(starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 6))
    second = ConsultationWindowFactory(phase=first.phase)

    assert [on(cluster, day).window for day in (1, 4, 10, 20, 29)] == [
        first,
        first,
        second,
        second,
        second,
    ]

"""People trained with the money of an operation: each once, participations apart (P2)."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from portal.indicator import HeldTrainings
from programme.indicator import Count, count
from tests.factories.programme import OperationFactory
from tests.factories.training import STARTS_AT, EnrolmentFactory, VariantFactory
from tests.training.held import held_run, people
from training.enums import EnrolmentState, RunState
from training.indicator import Trained, trained
from training.models import Participant, Run

pytestmark = [pytest.mark.django_db, pytest.mark.req("P2")]

DAY = STARTS_AT.date()
OPERATION = "inovativen"


def held(operation=OPERATION, **more):
    more.setdefault(
        "variant", VariantFactory(training__bundle__programme__operation_slug=operation)
    )
    return held_run(settled=True, **more)


def test_only_who_completed_is_counted():
    held(present=2, absent=3)

    assert trained(OPERATION, on=DAY) == Trained(2, 2)


def test_somebody_who_came_twice_is_one_of_the_people():
    first = held(present=2, absent=0)
    second = held(present=1, absent=0)
    again = people(first)[0].participant
    EnrolmentFactory(run=second, participant=again, state=EnrolmentState.ATTENDED)

    assert trained(OPERATION, on=DAY) == Trained(3, 4)


def test_training_of_another_operation_or_of_none_never_counts():
    held(present=2)
    held("soustvarjanje", present=4)
    held("", present=8)

    assert trained(OPERATION, on=DAY) == Trained(2, 2)
    assert trained("soustvarjanje", on=DAY) == Trained(4, 4)
    assert trained("", on=DAY) is None
    assert trained("neznana", on=DAY) is None


def test_somebody_erased_still_counts():
    held(present=2, absent=0)
    Participant.objects.update(name="", email="", employer=None, field_of_work="")

    assert trained(OPERATION, on=DAY) == Trained(2, 2)


def test_run_counts_from_its_last_day_on():
    held(present=2)

    assert trained(OPERATION, on=DAY - timedelta(days=1)) is None
    assert trained(OPERATION, on=DAY) == Trained(2, 2)


def test_run_that_was_not_held_does_not_count():
    held(present=2)
    Run.objects.update(state=RunState.OPEN)

    assert trained(OPERATION, on=DAY) is None


def test_counting_is_one_query(django_assert_num_queries):
    for _run in range(3):
        held(present=2)

    with django_assert_num_queries(1):
        trained(OPERATION, on=DAY)


def test_portal_tells_the_programme():
    operation = OperationFactory()
    held(operation.slug, present=2)

    with translation.override("en"):
        found = count(operation, on=DAY)
        told = HeldTrainings().count(operation.slug, on=DAY)

    assert found == told
    assert (found.people, found.participations, found.read_on) == (2, 2, DAY)
    assert isinstance(found, Count)
    assert count(operation, on=date(2026, 1, 1)) is None

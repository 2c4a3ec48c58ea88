"""Filters of the catalogue, the calendar and the API: each narrows (T16)."""

import pytest
from django.utils import timezone

from tests.factories.training import (
    AdvancedFactory,
    MethodFactory,
    RunFactory,
    TrainingFactory,
    VariantFactory,
)
from tests.training.announced import announced, day
from training.calendar_of_runs import public_runs, to_come
from training.enums import Level, Mode, Place, RunState
from training.models import Training
from training.wanted import Wanted

pytestmark = [pytest.mark.django_db, pytest.mark.req("T16")]


@pytest.fixture
def two():
    """Return a basic live run in ten days and an advanced one over two days in twenty."""
    personas = MethodFactory(slug="persone")
    basic = TrainingFactory()
    basic.methods.add(personas)
    first = announced(basic, days=10)
    second = announced(
        AdvancedFactory(prerequisite=basic), days=20, place=Place.ELSEWHERE, town="Koper"
    )
    return first, second


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), [0, 1]),
        (Wanted(level=Level.BASIC), [0]),
        (Wanted(level=Level.ADVANCED), [1]),
        (Wanted(mode=Mode.LIVE), [0, 1]),
        (Wanted(mode=Mode.REMOTE), [1]),
        (Wanted(place=Place.ELSEWHERE), [1]),
        (Wanted(method="persone"), [0]),
        (Wanted(method="none-such"), []),
        (Wanted(level=Level.BASIC, place=Place.ELSEWHERE), []),
    ],
)
def test_runs_are_narrowed(two, wanted, found):
    runs = to_come(wanted, at=timezone.now())

    assert list(runs) == [two[number] for number in found]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (10, 10, [0]),
        (11, 19, []),
        (11, None, [1]),
        (None, 19, [0]),
        (21, 21, [1]),  # the second day of the second run
        (22, None, []),
    ],
)
def test_days_are_both_included(two, first, last, found):
    wanted = Wanted(
        first=day(first) if first is not None else None,
        last=day(last) if last is not None else None,
    )

    assert list(to_come(wanted, at=timezone.now())) == [two[number] for number in found]


def test_runs_that_are_over_are_shown_only_when_their_days_are_asked_for():
    past = announced(days=-10, state=RunState.HELD)

    assert list(to_come(Wanted(), at=timezone.now())) == []
    assert list(to_come(Wanted(first=day(-11)), at=timezone.now())) == [past]


@pytest.mark.parametrize(
    ("more", "is_public"),
    [
        ({}, True),
        ({"state": RunState.DRAFT}, False),
        ({"state": RunState.NEGOTIATING}, False),
        ({"state": RunState.CANCELLED, "reason": "Premalo prijav"}, True),
        ({"state": RunState.CANCELLED, "reason": "Premalo prijav", "opened_at": None}, False),
    ],
)
def test_what_was_never_announced_is_not_public(more, is_public):
    announced(**more)

    assert public_runs().exists() is is_public


def test_run_of_a_training_out_of_the_catalogue_is_not_public():
    announced(TrainingFactory(is_published=False))

    assert not public_runs().exists()


def test_run_without_sessions_is_left_out():
    run = RunFactory()
    run.sessions.all().delete()

    assert not public_runs().exists()


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (Wanted(), ["A", "B"]),
        (Wanted(level=Level.BASIC), ["A"]),
        (Wanted(mode=Mode.REMOTE), ["B"]),
        (Wanted(method="persone"), ["A"]),
        (Wanted(place=Place.LJUBLJANA), ["A"]),
    ],
)
def test_trainings_are_narrowed(wanted, codes):
    basic = TrainingFactory(code="A")
    basic.methods.add(MethodFactory(slug="persone"))
    announced(basic)
    VariantFactory(training=AdvancedFactory(code="B", prerequisite=basic))

    found = wanted.trainings(Training.objects.published(), at=timezone.now())

    assert [one.code for one in found] == codes


def test_place_is_that_of_a_run_still_to_come():
    announced(days=-10)

    wanted = Wanted(place=Place.LJUBLJANA)

    assert not wanted.trainings(Training.objects.all(), at=timezone.now()).exists()

from datetime import date

import pytest
from django.utils import translation

from programme import indicator
from programme.indicator import Count, count
from programme.models import Reading
from tests.factories.programme import OperationFactory

pytestmark = pytest.mark.django_db

MARCH, JUNE, TODAY = date(2026, 3, 31), date(2026, 6, 30), date(2026, 11, 24)


class Trainings:
    """Counts for one operation, as an app that knows of trainings does: {day: Count}."""

    name = "tests.trainings"

    def __init__(self, operation, counts):
        self.operation, self.counts = operation, counts

    def count(self, operation, *, on):
        days = [day for day in self.counts if day <= on]
        return self.counts[max(days)] if operation == self.operation and days else None


@pytest.fixture
def source():
    def registered(*args):
        indicator.register(Trainings(*args))

    yield registered
    indicator._sources.pop("tests.trainings", None)


def read(operation, day, people=2, participations=3):
    Reading.objects.create(
        operation=operation,
        read_on=day,
        people=people,
        participations=participations,
        note_sl="ročno",
    )


@pytest.mark.req("P2")
def test_count_is_the_newest_reading_with_its_day():
    operation = OperationFactory()
    read(operation, MARCH)
    read(operation, JUNE, people=5, participations=9)
    read(OperationFactory(), TODAY, people=70, participations=90)

    with translation.override("sl"):
        assert count(operation, on=TODAY) == Count(5, 9, JUNE, "ročno")
        assert count(operation, on=date(2026, 4, 1)) == Count(2, 3, MARCH, "ročno")


@pytest.mark.req("P2")
def test_nobody_has_counted_before_the_first_reading():
    operation = OperationFactory()
    read(operation, JUNE)

    assert count(operation, on=MARCH) is None


@pytest.mark.req("P2")
def test_registered_source_counts_for_its_own_operation_alone(source):
    operation, other = OperationFactory(), OperationFactory()
    source(operation.slug, {TODAY: Count(8, 11, TODAY)})

    assert count(operation, on=TODAY) == Count(8, 11, TODAY)
    assert count(other, on=TODAY) is None


def numbers(found):
    return (found.people, found.participations, found.read_on)


@pytest.mark.req("P2")
def test_reading_is_carried_on_by_what_came_after_it(source):
    operation = OperationFactory()
    read(operation, JUNE, people=40, participations=60)
    source(operation.slug, {MARCH: Count(5, 7, MARCH), TODAY: Count(15, 20, TODAY)})

    # 13 participations since June; the 15 people may be among the 40.
    assert numbers(count(operation, on=TODAY)) == (40, 73, TODAY)


@pytest.mark.req("P2")
def test_what_the_reading_says_already_is_not_added_again(source):
    operation = OperationFactory()
    read(operation, JUNE, people=40, participations=60)
    source(operation.slug, {MARCH: Count(5, 7, MARCH)})

    assert numbers(count(operation, on=TODAY))[:2] == (40, 60)


@pytest.mark.req("P2")
def test_reading_that_knew_less_than_the_source_takes_nothing_away(source):
    operation = OperationFactory()
    read(operation, JUNE, people=2, participations=3)
    source(operation.slug, {MARCH: Count(5, 7, MARCH), TODAY: Count(15, 20, TODAY)})

    assert numbers(count(operation, on=TODAY)) == (15, 20, TODAY)


@pytest.mark.req("P2")
def test_before_the_source_counts_the_reading_stands_with_its_own_day(source):
    operation = OperationFactory()
    read(operation, MARCH)
    source(operation.slug, {TODAY: Count(15, 20, TODAY)})

    assert numbers(count(operation, on=JUNE)) == (2, 3, MARCH)


@pytest.mark.req("P2")
@pytest.mark.parametrize("then", [None, Count(5, 7, JUNE)])
@pytest.mark.parametrize("reading", [None, Count(2, 3, JUNE), Count(40, 60, JUNE)])
@pytest.mark.parametrize("now", [Count(5, 7, TODAY), Count(15, 20, TODAY)])
def test_people_are_never_more_than_participations(reading, then, now):
    found = indicator.combine(reading, then, now)

    assert found.people <= found.participations


@pytest.mark.req("P2")
def test_note_says_that_people_are_the_least_there_can_be(source):
    operation = OperationFactory()
    read(operation, JUNE)
    source(operation.slug, {TODAY: Count(1, 1, TODAY, "šteto")})

    with translation.override("sl"):
        assert count(operation, on=TODAY).note.startswith("ročno šteto ")

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
    """Counts for one operation, as an app that knows of trainings will."""

    name = "tests.trainings"

    def __init__(self, operation, counted):
        self.operation, self.counted = operation, counted

    def count(self, operation, *, on):
        return self.counted if operation == self.operation else None


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
    read(operation, MARCH)
    source(operation.slug, Count(8, 11, TODAY))

    assert count(operation, on=TODAY) == Count(8, 11, TODAY)
    assert count(other, on=TODAY) is None

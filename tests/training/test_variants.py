"""A variant's parts add up to the training's hours, day by day (T3)."""

import pytest
from django.db import IntegrityError, connection

from tests.factories.training import AdvancedFactory, TrainingFactory, VariantFactory
from training.enums import Mode
from training.models import Variant

pytestmark = [pytest.mark.django_db, pytest.mark.req("T3")]


def check_now() -> None:
    """Have what is left to the end of the transaction checked now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("factory", "parts"),
    [
        (TrainingFactory, [(Mode.LIVE, 5)]),
        (TrainingFactory, [(Mode.REMOTE, 5)]),
        (AdvancedFactory, [(Mode.LIVE, 4), (Mode.REMOTE, 4)]),
    ],
)
def test_variant_of_the_specification_is_kept(factory, parts):
    variant = VariantFactory(training=factory(), parts=parts)

    check_now()

    assert [(part.mode, part.hours) for part in variant.segments.all()] == parts


@pytest.mark.parametrize("parts", [[(Mode.LIVE, 4)], [(Mode.LIVE, 4), (Mode.REMOTE, 2)]])
def test_variant_of_other_hours_is_refused(parts):
    VariantFactory(training=TrainingFactory(), parts=parts)

    with pytest.raises(IntegrityError, match="hours on"):
        check_now()


def test_variant_without_parts_is_refused():
    Variant.objects.create(training=TrainingFactory(), slug="prazna")

    with pytest.raises(IntegrityError, match="0 of 5 hours"):
        check_now()


def test_variant_with_a_day_left_out_is_refused():
    variant = VariantFactory(training=AdvancedFactory())
    variant.segments.filter(day=2).update(day=3)

    with pytest.raises(IntegrityError, match="2 of 3 days"):
        check_now()


def test_changing_the_hours_of_a_training_needs_its_variants_changed():
    training = VariantFactory(training=TrainingFactory()).training
    check_now()
    training.hours = 6

    with pytest.raises(IntegrityError, match="5 of 6 hours"):
        training.save()

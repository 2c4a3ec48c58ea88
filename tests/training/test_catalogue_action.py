"""What the database says at last: an action turns it into a sentence (T3)."""

import pytest
from django.db import transaction

from tests.factories.training import TrainingFactory, VariantFactory
from training.actions.catalogue import WantedVariant, keep_statements, keep_variants
from training.enums import Mode
from training.errors import TrainingError
from training.models import Training, TrainingGoal, Variant

pytestmark = pytest.mark.django_db

NAMES = {"slug": "v-zivo", "name_sl": "V živo", "name_sr": "Уживо", "name_en": "Live"}


def wanted(*parts, key=None):
    return WantedVariant(key, NAMES, parts)


@transaction.atomic
def with_more_hours(variant):
    """Give the training an hour more, and keep its variant as it is."""
    Training.objects.filter(pk=variant.training_id).update(hours=6)
    keep_variants(variant.training, [wanted(("live", 5), key=variant.pk)])


@pytest.mark.req("T3")
@pytest.mark.parametrize("parts", [[("live", 4)], [("live", 5), ("remote", 1)], []])
def test_variant_that_does_not_add_up_is_refused_whole(parts):
    training = TrainingFactory(hours=5)

    with pytest.raises(TrainingError) as refused:
        keep_variants(training, [wanted(*parts)])

    assert refused.value.code == "does_not_add_up"
    assert not Variant.objects.exists()


@pytest.mark.req("T3")
def test_hours_left_behind_by_the_training_are_refused():
    variant = VariantFactory(parts=[(Mode.LIVE, 5)])

    with pytest.raises(TrainingError) as refused:
        with_more_hours(variant)

    assert refused.value.code == "does_not_add_up"


def test_part_keeps_its_row_when_its_hours_change():
    variant = VariantFactory(parts=[(Mode.LIVE, 5)])
    before = variant.segments.get().pk

    keep_variants(variant.training, [wanted(("remote", 3), ("live", 2), key=variant.pk)])

    assert variant.segments.order_by("day").first().pk == before
    assert variant.segments.count() == 2


def test_same_again_changes_nothing():
    variant = VariantFactory(parts=[(Mode.LIVE, 5)])
    keep_variants(variant.training, [wanted(("live", 5), key=variant.pk)])

    assert keep_variants(variant.training, [wanted(("live", 5), key=variant.pk)]) is False


def test_variant_of_another_training_is_never_touched():
    own, foreign = VariantFactory(), VariantFactory()

    keep_variants(own.training, [wanted(("live", 5), key=foreign.pk)])

    foreign.refresh_from_db()
    assert (foreign.name_sl, foreign.training) == ("Izvedba", foreign.training)
    assert own.training.variants.count() == 1


def test_lines_keep_their_rows_and_their_order():
    training = TrainingFactory()
    lines = [{"sl": text, "sr": text, "en": text} for text in ("a", "b", "c")]
    keep_statements(TrainingGoal, {"training": training}, lines)
    first = training.goals.first().pk

    changed = keep_statements(TrainingGoal, {"training": training}, [lines[0], lines[2]])

    assert (changed, training.goals.first().pk) == (True, first)
    assert [goal.text_sl for goal in training.goals.all()] == ["a", "c"]
    assert keep_statements(TrainingGoal, {"training": training}, [lines[0], lines[2]]) is False

"""What the catalogue says of hours, variants and prior knowledge (T2, T3)."""

import pytest
from django.utils import translation

from tests.factories.training import AdvancedFactory, TrainingFactory, VariantFactory
from training.enums import Mode, Prior
from training.words import (
    clock_time,
    delivery_in_words,
    hours_in_words,
    modes_of,
    prior_in_words,
    variant_in_words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.req("T3")
@pytest.mark.parametrize(
    ("hours", "written"), [(1, "45 min"), (4, "3 h"), (5, "3 h 45 min"), (8, "6 h")]
)
def test_pedagogical_hours_by_the_clock(hours, written):
    assert clock_time(hours) == written


@pytest.mark.req("T3")
def test_length_of_a_pedagogical_hour_is_a_setting(settings):
    settings.PEDAGOGICAL_MINUTES = 50

    assert clock_time(5) == "4 h 10 min"


def test_one_hour_is_one_hour():
    assert [hours_in_words(1), hours_in_words(5)] == ["1 pedagogical hour", "5 pedagogical hours"]


@pytest.mark.req("T3")
def test_basic_is_delivered_in_one_of_two_ways():
    training = TrainingFactory()
    VariantFactory(training=training, parts=[(Mode.LIVE, 5)], order=1)
    VariantFactory(training=training, parts=[(Mode.REMOTE, 5)], order=2)

    assert delivery_in_words(training) == (
        "5 pedagogical hours live or 5 pedagogical hours remotely"
    )
    assert modes_of(training) == [Mode.LIVE, Mode.REMOTE]


@pytest.mark.req("T3")
def test_advanced_is_delivered_in_both_one_after_the_other():
    variant = VariantFactory(training=AdvancedFactory())

    assert variant_in_words(variant) == (
        "4 pedagogical hours live (day 1) and 4 pedagogical hours remotely (day 2)"
    )


@pytest.mark.req("T2")
def test_prior_knowledge_that_is_desirable_blocks_nobody():
    texts = {
        prior: prior_in_words(TrainingFactory(prior=prior))
        for prior in (Prior.NONE, Prior.DESIRABLE)
    }
    texts[Prior.REQUIRED] = prior_in_words(AdvancedFactory())

    assert texts == {
        Prior.NONE: "No prior knowledge is needed.",
        Prior.DESIRABLE: "Desirable, but not a condition for taking part.",
        Prior.REQUIRED: "Required: you must have completed this training before.",
    }

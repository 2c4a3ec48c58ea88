"""Sums as each language writes them, and the ceiling to the pfennig (L12, M3)."""

from decimal import Decimal

import pytest

from learning_cluster.money import marks, over_by, parse_marks

pytestmark = pytest.mark.req("L12", "M3")
CEILING = Decimal("6131.52")


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("sl", "6.131,52\u00a0KM"),
        ("sr", "6.131,52\u00a0КМ"),
        ("sr-latn", "6.131,52\u00a0KM"),
        ("en", "6,131.52\u00a0KM"),
    ],
)
def test_sum_is_written_and_read_as_the_language_does(language, written):
    assert marks(CEILING, language) == written
    assert parse_marks(written, language) == CEILING


@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
@pytest.mark.parametrize("text", ["6131,52", "6131.52", "6.131,52", "6,131.52", " 6 131,52 KM "])
def test_sum_that_can_mean_one_thing_only_is_understood_everywhere(language, text):
    assert parse_marks(text, language) == CEILING


@pytest.mark.parametrize(
    ("language", "text", "sum_"),
    [
        ("sr", "6.131", "6131"),
        ("en", "6,131", "6131"),
        ("sr", "6131,5", "6131.50"),
        ("en", "6131.5", "6131.50"),
        ("sr", "6131", "6131"),
        ("sl", "1.006.131,52", "1006131.52"),
    ],
)
def test_sum_is_read_by_the_signs_of_the_language(language, text, sum_):
    assert parse_marks(text, language) == Decimal(sum_)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sr", "6,131"),
        ("en", "6.131"),
        ("sr", "6.13,52"),
        ("sr", "6131,520"),
        ("sr", "-6131,52"),
        ("sr", "шест хиљада"),
        ("sr", "٦١٣١"),
        ("sr", ""),
        ("sr", "1e9"),
        ("sr", "9" * 21),
        ("sr", "NaN"),
    ],
)
def test_sum_that_cannot_be_told_is_none(language, text):
    assert parse_marks(text, language) is None


@pytest.mark.parametrize(
    ("amount", "over"), [("6131.51", "0"), ("6131.52", "0"), ("6131.53", "0.01")]
)
def test_ceiling_is_passed_by_the_first_pfennig(amount, over):
    assert over_by(Decimal(amount), CEILING) == Decimal(over)

from decimal import Decimal

import pytest

from languages.numbers import kilometres, money


@pytest.mark.req("M3")
@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("sl", ["0,00 EUR", "29,53 EUR", "1.229,50 EUR", "1.000.000,00 EUR"]),
        ("sr", ["0,00 EUR", "29,53 EUR", "1.229,50 EUR", "1.000.000,00 EUR"]),
        ("sr-latn", ["0,00 EUR", "29,53 EUR", "1.229,50 EUR", "1.000.000,00 EUR"]),
        ("it", ["0,00 EUR", "29,53 EUR", "1.229,50 EUR", "1.000.000,00 EUR"]),
        ("en", ["0.00 EUR", "29.53 EUR", "1,229.50 EUR", "1,000,000.00 EUR"]),
        (
            "hu",
            [
                "0,00 EUR",
                "29,53 EUR",
                "1\N{NO-BREAK SPACE}229,50 EUR",
                "1\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000,00 EUR",
            ],
        ),
    ],
)
def test_money_is_written_as_the_language_does(language, written):
    amounts = [Decimal("0"), Decimal("29.53"), Decimal("1229.5"), Decimal("1000000")]

    assert [money(amount, language) for amount in amounts] == written


def test_distance_is_never_nothing():
    assert [kilometres(distance) for distance in (0.2, 1.4, 27.6)] == ["1 km", "1 km", "28 km"]

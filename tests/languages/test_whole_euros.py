from decimal import Decimal

import pytest

from languages.numbers import whole_euros


@pytest.mark.parametrize(
    ("amount", "language", "written"),
    [
        ("1000000.00", "sl", "1.000.000 EUR"),
        ("800000", "sr", "800.000 EUR"),
        ("1000000", "en", "1,000,000 EUR"),
        ("29493.50", "sl", "29.493,50 EUR"),
        ("100.00", "en", "100 EUR"),
        ("0", "sl", "0 EUR"),
    ],
)
def test_whole_euros_leaves_out_cents_that_are_none(amount, language, written):
    assert whole_euros(Decimal(amount), language) == written

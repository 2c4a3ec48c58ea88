"""Money with and without VAT, to the cent (T10). Pure."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def with_vat(price: Decimal, rate: Decimal) -> Decimal:
    """Return `price` with VAT at `rate` percent, rounded half up to the cent."""
    return (price * (100 + rate) / 100).quantize(CENT, ROUND_HALF_UP)


def vat_in(gross: Decimal, rate: Decimal) -> Decimal:
    """Return the VAT at `rate` percent that `gross` holds, rounded half up to the cent."""
    return (gross * rate / (100 + rate)).quantize(CENT, ROUND_HALF_UP)

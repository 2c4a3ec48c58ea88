"""Convertible marks as people write and read them (L12, M3). Pure."""

import re
from decimal import Decimal

from languages.codes import EN, SR
from languages.numbers import hundredths

PFENNIG = Decimal("0.01")
_CURRENCY = re.compile(r"(KM|КМ|BAM)", re.IGNORECASE)
_LONGEST = 20
_SIGNS = {EN: (",", ".")}  # thousands, decimals; elsewhere the other way round


def marks(amount: Decimal, language: str) -> str:
    """Return a sum with its currency: 6.131,52 KM (sl, sr-latn), 6.131,52 КМ (sr), 6,131.52 KM."""
    return f"{hundredths(amount, language)}\N{NO-BREAK SPACE}{'КМ' if language == SR else 'KM'}"


def parse_marks(text: str, language: str) -> Decimal | None:
    """Return the sum somebody wrote, or None where it cannot be told which one is meant.

    Comma and dot are those of `language`. Where only one reading is possible, the other way of
    writing is understood too: 6131.52 and 6,131.52 in Serbian; but 6,131 is not.
    """
    plain = re.sub(r"[\s\u00a0\u202f]", "", _CURRENCY.sub("", text[: _LONGEST * 2]))
    if len(plain) > _LONGEST or not plain.isascii():
        return None
    thousands, decimals = _SIGNS.get(language, (".", ","))
    ways = [
        _written(plain, thousands, decimals, r"\d{1,2}"),
        _written(plain, decimals, thousands, r"\d{1,2}", has_cents=True),
    ]
    return next((found for found in ways if found is not None), None)


def over_by(amount: Decimal, ceiling: Decimal) -> Decimal:
    """Return how much `amount` lies over `ceiling`: zero where it does not."""
    return max(amount - ceiling, Decimal(0))


def _written(
    plain: str, thousands: str, decimals: str, cents: str, *, has_cents: bool = False
) -> Decimal | None:
    """Return the sum written with these signs; with `has_cents`, only one with cents."""
    group, point = re.escape(thousands), re.escape(decimals)
    end = f"{point}({cents})" if has_cents else f"(?:{point}({cents}))?"
    match = re.fullmatch(rf"(\d+|\d{{1,3}}(?:{group}\d{{3}})+){end}", plain)
    if match is None:
        return None
    return Decimal(match[1].replace(thousands, "") + "." + (match[2] or "0")).quantize(PFENNIG)

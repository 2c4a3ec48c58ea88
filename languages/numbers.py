"""Money and distances as each language writes them (M3)."""

from decimal import Decimal

# What stands between thousands and before cents, where it is not "1.229,50".
_SIGNS = {"en": (",", "."), "hu": ("\N{NO-BREAK SPACE}", ",")}


def money(amount: Decimal, language: str) -> str:
    """Return euros with the currency's code: 29,53 EUR (sl, sr), 29.53 EUR (en)."""
    return f"{hundredths(amount, language)} EUR"


def hundredths(amount: Decimal, language: str) -> str:
    """Return a sum with two decimals and no currency: 6.131,52 (sl, sr), 6,131.52 (en)."""
    thousands, decimals = _SIGNS.get(language, (".", ","))
    return f"{amount:,.2f}".replace(",", "\0").replace(".", decimals).replace("\0", thousands)


def kilometres(distance: float) -> str:
    """Return a road sign's distance: under one kilometre is said as 1."""
    return f"{max(1, round(distance))} km"


def whole_euros(amount: Decimal, language: str) -> str:
    """Return a large sum without its cents where there are none: 1.000.000 EUR."""
    text = money(amount, language)
    return text.replace(",00 ", " ").replace(".00 ", " ") if amount == int(amount) else text

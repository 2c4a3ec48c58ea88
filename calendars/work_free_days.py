"""Work-free days by law (ZPDPD), from the package `holidays` (B12)."""

from datetime import date
from functools import lru_cache

import holidays

NAMES_IN = {"sl": "sl", "en": "en_US"}


@lru_cache(maxsize=64)
def _year(year: int, language: str) -> dict[date, str]:
    return dict(holidays.country_holidays("SI", years=year, language=language))


def work_free(day: date) -> bool:
    """Say whether `day` is work-free by law in Slovenia. A Saturday or Sunday alone is not."""
    return day in _year(day.year, "sl")


def work_free_name(day: date, language: str = "sl") -> str:
    """Return the day's name in Slovene or English (other languages: English), or ''."""
    return _year(day.year, NAMES_IN.get(language, "en_US")).get(day, "")

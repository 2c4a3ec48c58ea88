"""Days counted in halves, as each language writes them (M3)."""

from django.utils.translation import get_language

from languages.codes import EN


def in_days(halves: int) -> str:
    """Return halves as days in the active language: 3 is "1,5", in English "1.5"."""
    mark = "." if get_language() == EN else ","
    return f"{halves // 2}{mark}5" if halves % 2 else str(halves // 2)

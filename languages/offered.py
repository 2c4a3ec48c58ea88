"""The languages of this installation: what the settings say, nothing else (M3)."""

from django.conf import settings
from django.conf.locale import LANG_INFO

_OWN_NAMES = {"sr": "Српски", "sr-latn": "Srpski"}


def offered() -> tuple[str, ...]:
    """Return the codes of the languages people may choose, in the order of the settings."""
    return tuple(code for code, _name in settings.LANGUAGES)


def own_name(code: str) -> str:
    """Return what a language calls itself: "Slovenščina", "Srpski", "Italiano"."""
    known = _OWN_NAMES.get(code) or LANG_INFO.get(code, {}).get("name_local") or code
    return known[:1].upper() + known[1:]


def own_names() -> list[tuple[str, str]]:
    """Return (code, own name) of every language offered, as form fields want them."""
    return [(code, own_name(code)) for code in offered()]

"""Read a fact kept in several languages (`name_sl`, `name_sr`, `name_en`) in the active one."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from languages.codes import SL, SR, SR_LATN
from languages.transliteration import to_latin


def pick(texts: Mapping[str, str], language: str | None) -> str:
    """Return the text for `language`; Slovene where it is missing, sr-latn derived from sr."""
    wanted = language or SL
    if wanted == SR_LATN:
        return to_latin(texts[SR]) if texts.get(SR) else texts.get(SL, "")
    return texts.get(wanted) or texts.get(SL, "")


class Translated:
    """Descriptor: `name = Translated()` reads `name_<language>` of its object."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        language = get_language() or SL
        stored = SR if language == SR_LATN else language
        text = getattr(instance, f"{self.name}_{stored}", "")
        if not text:
            return getattr(instance, f"{self.name}_{SL}")
        return to_latin(text) if language == SR_LATN else text

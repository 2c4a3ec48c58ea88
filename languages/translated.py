"""Read a fact kept in several languages (`name_sl`, `name_sr`, `name_en`) in the active one."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, override

from languages.codes import SL, SR, SR_LATN, STORED, html_lang
from languages.offered import offered
from languages.transliteration import to_latin


def pick(texts: Mapping[str, str], language: str | None) -> str:
    """Return the text for `language`; Slovene where it is missing, sr-latn derived from sr."""
    wanted = language or SL
    if wanted == SR_LATN:
        return to_latin(texts[SR]) if texts.get(SR) else texts.get(SL, "")
    return texts.get(wanted) or texts.get(SL, "")


def in_script(text: str) -> str:
    """Return what somebody wrote in Serbian, in the script of the active language.

    Whoever reads Latin gets Cyrillic in Latin, Slovenes too; what was written in Latin stays as
    written (M2).
    """
    return text if get_language() == SR else to_latin(text)


def every_language(instance: Any, name: str) -> dict[str, str]:
    """Return BCP 47 tag → text of a fact; no language stands in for one that has no text."""
    texts = {html_lang(code): getattr(instance, f"{name}_{code}", "") for code in STORED}
    texts[html_lang(SR_LATN)] = to_latin(texts[html_lang(SR)])
    return {tag: text for tag, text in texts.items() if text}


def every_translation(text: Promise) -> dict[str, str]:
    """Return BCP 47 tag → what a lazy translation says in that language."""
    texts = {}
    for code in offered():
        with override(code):
            texts[html_lang(code)] = str(text)
    return texts


class Translated:
    """Descriptor: `name = Translated()` reads `name_<language>` of its object.

    `source` is the language that stands in where the active one has no text.
    """

    def __init__(self, source: str = SL) -> None:
        self.source = source

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        language = get_language() or self.source
        stored = SR if language == SR_LATN else language
        text: str = getattr(instance, f"{self.name}_{stored}", "")
        if not text:
            stored, text = self.source, getattr(instance, f"{self.name}_{self.source}")
        return to_latin(text) if stored == SR and language != SR else text

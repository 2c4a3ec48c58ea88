"""The words the portal translates the same way everywhere, and where they occur (M1).

Serbian is given as both are spoken; its Latin is derived. Forms are matched by their stem: each
word of a term without its ending, so "krajevnega urada" is found by "krajevni urad".
"""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from languages.codes import EN, SL, SR, SR_LATN
from languages.transliteration import to_latin

_FILE = Path(__file__).parent / "terms.csv"
_WORD = re.compile(r"[^\W\d_]+")
_NOTE = re.compile(r"\s*\([^)]*\)")
_TAG = re.compile(r"<[^>]*>")
_VOWELS = "aeiouаеиоу"
_SHORT = 4  # letters: a word as short as this keeps its stem whole
_ENDING = 5  # letters an inflected form may have beyond the stem


@dataclass(frozen=True)
class Term:
    """A word in Slovene, Serbian (ekavian, and ijekavian where it differs) and English."""

    sl: str
    sr: str
    sr_ijekavian: str
    en: str

    def in_language(self, code: str) -> tuple[str, ...]:
        """Return what to say in a language, the ijekavian form after the ekavian; () if unknown."""
        serbian = tuple(filter(None, (self.sr, self.sr_ijekavian)))
        known = {
            SL: (self.sl,),
            SR: serbian,
            SR_LATN: tuple(to_latin(text) for text in serbian),
            EN: (self.en,),
        }
        return known.get(code, ())


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(Term(**row) for row in csv.DictReader(file))


def terms_in(text: str, language: str) -> list[Term]:
    """Return the terms that occur in `text`, in the order they occur; the longer of two that
    begin at the same word, and none that lies within another."""
    words = [word.casefold() for word in _WORD.findall(_TAG.sub(" ", text))]
    found: list[Term] = []
    place = 0
    while place < len(words):
        length, here = _longest(words, place, language)
        found += [term for term in here if term not in found]
        place += max(length, 1)
    return found


def _longest(words: list[str], place: int, language: str) -> tuple[int, list[Term]]:
    """Return the longest terms that begin at a word; several where their stems are the same."""
    best: tuple[int, list[Term]] = (0, [])
    for stems, term in _index(language).get(words[place][0], ()):
        here = words[place : place + len(stems)]
        fits = len(here) == len(stems) and all(map(_is_form, here, stems))
        if fits and len(stems) > best[0]:
            best = (len(stems), [])
        if fits and len(stems) == best[0]:
            best[1].append(term)
    return best


def _is_form(word: str, stem: str) -> bool:
    return word.startswith(stem) and len(word) - len(stem) <= _ENDING


@lru_cache(maxsize=8)
def _index(language: str) -> dict[str, list[tuple[tuple[str, ...], Term]]]:
    """Return the stems of every variant of every term, by their first letter."""
    index: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
    for term in terms():
        for text in term.in_language(language):
            for variant in _NOTE.sub("", text).split(" / "):
                stems = tuple(_stem(word.casefold()) for word in _WORD.findall(variant))
                index.setdefault(stems[0][0], []).append((stems, term))
    return index


def _stem(word: str) -> str:
    """Return what all forms of a word share: no ending, and no fleeting vowel before the last.

    "termin", "okenc" of "okence", "storit" of "storitev", "urad".
    """
    if len(word) <= _SHORT:
        return word if word[-1] not in _VOWELS else word[:-1]
    stem = word.rstrip(_VOWELS) or word
    fleeting = len(stem) > _SHORT and stem == word and stem[-2] in "eеaа"
    return stem[:-2] if fleeting else stem

"""Serbian Cyrillic to Latin, one way only (M2)."""

import re

import cyrtranslit

_CAPITAL_DIGRAPHS = {"Lj": "LJ", "Nj": "NJ", "Dž": "DŽ"}
_CYRILLIC_WORD = re.compile(r"[Ѐ-ӿ]+")


def to_latin(text: str) -> str:
    """Return `text` with every Cyrillic word in Serbian Latin; all else is left as it is.

    A word in capitals keeps them whole: ЉУБАВ becomes LJUBAV, Љубав becomes Ljubav.
    """
    return _CYRILLIC_WORD.sub(lambda match: _word(match.group()), text)


def _word(word: str) -> str:
    latin = cyrtranslit.to_latin(word, "sr")
    if len(word) > 1 and word.isupper():
        for mixed, capital in _CAPITAL_DIGRAPHS.items():
            latin = latin.replace(mixed, capital)
    return latin

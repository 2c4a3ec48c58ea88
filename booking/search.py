"""Questions as people type them: fit to be shown, and folded to be matched (U3, M2)."""

import unicodedata
from functools import lru_cache

from languages.sorting import plain
from languages.transliteration import to_latin

LONGEST_QUESTION = 100  # characters; the rest is not read


def clean_question(text: str) -> str:
    """Return a question fit to be shown and matched: no control marks, cut to length."""
    head = text[: LONGEST_QUESTION * 2]
    readable = "".join(
        " " if letter.isspace() else letter
        for letter in head
        if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return " ".join(readable.split())[:LONGEST_QUESTION].strip()


@lru_cache(maxsize=16_384)
def folded(text: str) -> str:
    """Return `text` in Latin, casefolded and without diacritics."""
    return plain(to_latin(text))

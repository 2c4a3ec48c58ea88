"""Whether a surname that was typed is that of a full name. Pure."""

import re
import unicodedata

from languages.transliteration import to_latin

_GAPS = re.compile(r"[\s\-\N{EN DASH}\N{HYPHEN}]+")


def is_surname_of(typed: str, name: str) -> bool:
    """Say whether `typed` is the surname in `name`, or words of a double one, one after another.

    The first word of a name is never taken for the surname. Script, case, accents and hyphens make
    no difference: people copy a name from paper.
    """
    wanted, words = _words(typed), _words(name)[1:]
    count = len(wanted)
    return bool(wanted) and any(
        words[start : start + count] == wanted for start in range(len(words) - count + 1)
    )


def _words(text: str) -> list[str]:
    plain = to_latin(text).casefold().replace("đ", "dj")
    letters = unicodedata.normalize("NFKD", plain)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return [word for word in _GAPS.split(bare) if word]

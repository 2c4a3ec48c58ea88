"""Every way a part of a name may be written: case, diacritics, Latin and Cyrillic. Pure.

The question is spelt out, not the stored names folded: a pattern costs PostgreSQL microseconds a
name, folding a hundred times as much.
"""

import re
import unicodedata
from collections import defaultdict

from languages.sorting import plain
from languages.transliteration import to_latin

# The Latin letters with marks that names in Europe have: Latin-1 to Extended-B, and the additional.
_BLOCKS = (range(0xC0, 0x250), range(0x1E00, 0x1F00))
_CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
_UNITS = re.compile(r"lj|nj|dz|.", re.DOTALL)


def _alike() -> dict[str, str]:
    """Return, for each small Latin letter, all that are read as it or begin with its sound."""
    found: dict[str, set[str]] = defaultdict(set)
    for letter in [*map(chr, (code for block in _BLOCKS for code in block)), *_CYRILLIC]:
        read = plain(to_latin(letter))
        if read and "a" <= read[0] <= "z":
            found[read[0]] |= {letter, letter.upper(), letter.lower()}
    for base in map(chr, range(ord("a"), ord("z") + 1)):
        found[base] |= {base, base.upper()}
    return {
        base: "".join(sorted(one for one in letters if len(one) == 1))
        for base, letters in found.items()
    }


_ALIKE = _alike()
_PAIRS = {"lj": "љЉ", "nj": "њЊ", "dz": "џЏ"}


def spellings(word: str) -> str:
    """Return a PostgreSQL regular expression for all spellings of `word`, a part of a name.

    "djordje", "Đorđe" and "Ђорђе" are one. Only letters and digits of `word` are read.
    """
    folded = plain(to_latin(unicodedata.normalize("NFC", word))).replace("dj", "d")
    return "".join(_unit(unit) for unit in _UNITS.findall(folded) if unit.isalnum())


def _unit(unit: str) -> str:
    if unit in _PAIRS:
        apart = "".join(f"[{_ALIKE[letter]}]" for letter in unit)
        return f"(?:{apart}|[{_PAIRS[unit]}])"
    if unit == "d":  # đ is written dj where there is no đ
        return f"[{_ALIKE['d']}][{_ALIKE['j']}]?"
    if unit in _ALIKE:
        return f"[{_ALIKE[unit]}]"
    return "".join(f"[{letter}{letter.upper()}]" for letter in unit)

"""Sorting keys for Slovene and Serbian names, independent of the database's collation (M3)."""

import re
import unicodedata

from languages.codes import SR_LATN

_SLOVENE = "aàáâäbcčćdđeèéêëfghiìíîïjklmnoòóôöpqrsštuùúûüvwxyzž"
_SERBIAN = "абвгдђежзијклљмнњопрстћуфхцчџш"
_RANK = {letter: index for index, letter in enumerate(_SLOVENE + _SERBIAN)}

_LETTER = re.compile("dž|lj|nj|.", re.DOTALL)
_ABECEDA = _LETTER.findall("abcčćddžđefghijklljmnnjopqrsštuvwxyzž")
_ABECEDA_RANK = {letter: index for index, letter in enumerate(_ABECEDA)}
# Words in which the two letters belong to two parts and are not one sound.
_TWO_LETTERS = re.compile(
    "(?:in(?=jek)|kon(?=jug|junk)|tan(?=jug)|nad(?=ži|žnj|žup)|od(?=živ|žal)|pod(?=žanr|žup))"
)


def sort_key(text: str, language: str | None = None) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts `text` as a Slovene or Serbian reader expects.

    Slovene: č after c, ć after č, đ after d, š after s, ž last. Serbian Cyrillic: the azbuka. For
    `language` "sr-latn" the abeceda, in which dž, lj and nj are letters of their own. Latin stands
    before Cyrillic, and signs and digits before both.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    if language == SR_LATN:
        return tuple((_ABECEDA_RANK.get(letter, -1), letter) for letter in _abeceda(folded))
    return tuple((_RANK.get(letter, -1), letter) for letter in folded)


def plain(text: str) -> str:
    """Return `text` casefolded and without diacritics; đ becomes d. For forgiving searches (U3)."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _abeceda(folded: str) -> list[str]:
    apart = _TWO_LETTERS.sub(lambda part: f"{part.group()}\0", folded)
    return [letter for letter in _LETTER.findall(apart) if letter != "\0"]

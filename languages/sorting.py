"""Sorting keys for Slovene and Serbian names, independent of the database's collation."""

import unicodedata

_SLOVENE = "aàáâäbcčćdđeèéêëfghiìíîïjklmnoòóôöpqrsštuùúûüvwxyzž"
_SERBIAN = "абвгдђежзијклљмнњопрстћуфхцчџш"
_RANK = {letter: index for index, letter in enumerate(_SLOVENE + _SERBIAN)}


def sort_key(text: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts `text` as a Slovene or Serbian reader expects; č after c, ž last."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return tuple((_RANK.get(letter, -1), letter) for letter in folded)


def plain(text: str) -> str:
    """Return `text` casefolded and without diacritics; đ becomes d. For forgiving searches (U3)."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))

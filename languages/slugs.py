"""The part of an address that is drawn from a title, in either script (M2)."""

import re

from languages.sorting import plain
from languages.transliteration import to_latin

_NOT_IN_ADDRESS = re.compile(r"[^a-z0-9]+")
_LONGEST = 80
_DRAWN = "абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШčćđšžČĆĐŠŽ"


def slug_of(title: str) -> str:
    """Return "klaster-ucenja" for "Кластер учења" and "solski-okolis" for "Šolski okoliš".

    Only a-z, 0-9 and single hyphens, at most 80 characters, ended at a word; empty where a title
    has no letter of Latin or Serbian Cyrillic. Đ is written dj, as Serbian addresses have it.
    """
    latin = to_latin(title).replace("Đ", "Dj").replace("đ", "dj")
    slug = _NOT_IN_ADDRESS.sub("-", plain(latin)).strip("-")
    if len(slug) <= _LONGEST:
        return slug
    cut, _hyphen, _rest = slug[: _LONGEST + 1].rpartition("-")
    return cut or slug[:_LONGEST]


LETTERS = [(letter, slug_of(letter)) for letter in _DRAWN]
"""Each letter an address does not take and what stands for it, for the browser's own drawing."""

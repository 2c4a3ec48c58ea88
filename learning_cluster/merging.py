"""Two who wrote at once: what each changed of the text both began with. Pure: no Django."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Merged:
    """`texts` loses nothing of mine; `conflicts` are theirs, where both changed the same one."""

    texts: Mapping[str, str]
    conflicts: Mapping[str, str]
    taken: frozenset[str]


def merged(base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> Merged:
    """Put together, key by key, what two wrote who both began with `base`.

    What I left as it was is `taken` over from them. What both changed stays as I wrote it, and
    what they wrote is among the `conflicts`. A missing key is an empty text.
    """
    texts: dict[str, str] = {}
    conflicts: dict[str, str] = {}
    taken: set[str] = set()
    for key in [*mine, *(key for key in theirs if key not in mine)]:
        began, here, there = (side.get(key, "") for side in (base, mine, theirs))
        if here in (began, there):
            texts[key] = there
            if here != there:
                taken.add(key)
            continue
        texts[key] = here
        if there != began:
            conflicts[key] = there
    return Merged(texts, conflicts, frozenset(taken))

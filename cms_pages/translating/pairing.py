"""Which text of a page became which: pure, by likeness."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import product

ENOUGH = 0.4  # of 1.0: less alike, and it is another text


def pair(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """Return (was, is) for every text that is in only one of the two, most alike first.

    A text that is new has "" before it, one that was taken out "" after it. One text that became
    one text is a pair however little they are alike.
    """
    gone = [text for text in dict.fromkeys(before) if text not in after]
    new = [text for text in dict.fromkeys(after) if text not in before]
    if len(gone) == len(new) == 1:
        return [(gone[0], new[0])]
    alike = sorted(
        ((SequenceMatcher(None, was, now).ratio(), was, now) for was, now in product(gone, new)),
        key=lambda found: -found[0],
    )
    pairs: list[tuple[str, str]] = []
    for ratio, was, now in alike:
        if ratio >= ENOUGH and was in gone and now in new:
            pairs.append((was, now))
            gone.remove(was)
            new.remove(now)
    return pairs + [("", text) for text in new] + [(text, "") for text in gone]

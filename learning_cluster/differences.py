"""What changed between two texts, paragraph by paragraph and word by word. Pure: no Django."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A word keeps the space after it, so that what is marked can be put together again as it was.
_WORDS = re.compile(r"\s*\S+\s*|\s+")
# Comparing takes quadratic time where words repeat: longer sides are shown as replaced whole.
MOST = 1000


class Change(StrEnum):
    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A run of words and what became of it."""

    change: Change
    text: str


@dataclass(frozen=True)
class Pair:
    """A paragraph before and after; one that is equal in both has `is_kept`."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def is_kept(self) -> bool:
        return self.before == self.after


def differences(before: str, after: str) -> list[Pair]:
    """Return the paragraphs of both texts, in order, each beside what it became.

    Words that are in one text alone are REMOVED before or ADDED after; the rest is KEPT. The
    pieces of a side, put together, are that text without its empty lines. Of a paragraph of more
    than MOST words every word counts as changed.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    pairs: list[Pair] = []
    for tag, begin, end, first, last in _steps(old, new):
        if tag == "equal":
            kept = [(Piece(Change.KEPT, text),) for text in old[begin:end]]
            pairs += [Pair(piece, piece) for piece in kept]
        else:
            pairs += _beside(old[begin:end], new[first:last])
    return pairs


def _beside(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pair paragraphs in their order; the longer side's last stand alone."""
    pairs = [_words_beside(*both) for both in zip(old, new, strict=False)]
    common = len(pairs)
    pairs += [Pair((Piece(Change.REMOVED, text),), ()) for text in old[common:]]
    return pairs + [Pair((), (Piece(Change.ADDED, text),)) for text in new[common:]]


def _words_beside(before: str, after: str) -> Pair:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, begin, end, first, last in _steps(old, new):
        is_kept = tag == "equal"
        if end > begin:
            left.append(Piece(Change.KEPT if is_kept else Change.REMOVED, "".join(old[begin:end])))
        if last > first:
            right.append(Piece(Change.KEPT if is_kept else Change.ADDED, "".join(new[first:last])))
    return Pair(tuple(left), tuple(right))


def _steps(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    if max(len(old), len(new)) > MOST:
        tag = "equal" if old == new else "replace"
        return [(tag, 0, len(old), 0, len(new))]
    return list(SequenceMatcher(None, old, new).get_opcodes())


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]

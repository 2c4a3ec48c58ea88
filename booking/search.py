"""Search that forgives missing diacritics, either script, word endings and small typos (U3).

A question is matched in memory against a few hundred short texts; what a text folds to is
remembered, so a search costs milliseconds and no index can be out of date.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Any

from languages.sorting import plain
from languages.transliteration import to_latin

LONGEST_QUESTION = 100  # characters; the rest is not read
_MOST_WORDS = 8
_WORD = re.compile(r"[a-z0-9]+")
# Words that say nothing by themselves, folded: Slovene and Serbian, then English.
_EMPTY_WORDS = (
    "ali bi biti da do ga gde iz in ja je jo kada kaj kako kam ki kje ko koji kot lahko me mi mogu "
    "moj na nam ne naj od ob pri rabim sa sam se si so sta sem su ta te to treba vas vi za ze "
    "zelim an and at for how in is my need of on the to what when where"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())
# Shares of the full weight: the word itself, its beginning, its other ending, one slip of a finger.
_EXACT, _BEGINNING, _ENDING, _SLIP = 1.0, 0.8, 0.7, 0.5


@dataclass(frozen=True)
class Document:
    """Something that can be found: `fields` are (weight, text in any language and script)."""

    found: Any
    fields: tuple[tuple[float, str], ...]


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


@lru_cache(maxsize=16_384)
def words(text: str) -> frozenset[str]:
    """Return the folded words of `text`."""
    return frozenset(_WORD.findall(folded(text)))


def asked_words(question: str) -> list[str]:
    """Return the words of a question that say something, at most eight; all of them if none do."""
    found = list(dict.fromkeys(_WORD.findall(folded(clean_question(question)))))
    telling = [word for word in found if word not in _EMPTY and len(word) > 1]
    return (telling or found)[:_MOST_WORDS]


def search(question: str, documents: Iterable[Document]) -> list[Any]:
    """Return what was found, the likeliest first.

    A document counts when it holds at least half of what the question says, rare words weighing
    more, and is not far behind the best one.
    """
    documents = list(documents)
    asked = asked_words(question)
    if not asked or not documents:
        return []
    vocabulary = frozenset().union(*(words(text) for item in documents for _w, text in item.fields))
    matches = {word: _matches(word, vocabulary) for word in asked}
    rarity = {word: _rarity(matches[word], documents) for word in asked}
    scored = [(_score(item, matches, rarity), item) for item in documents]
    best = max(score for score, _item in scored)
    kept = [(score, item) for score, item in scored if score > 0 and score >= best * 0.4]
    kept.sort(key=lambda pair: -pair[0])
    return [item.found for _score_, item in kept]


def _score(item: Document, matches: dict[str, dict[str, float]], rarity: dict[str, float]) -> float:
    score, covered = 0.0, 0.0
    for asked, alike in matches.items():
        best = max((_best(text, alike) * weight for weight, text in item.fields), default=0.0)
        score += best * rarity[asked]
        covered += rarity[asked] if best else 0.0
    return score if covered * 2 >= sum(rarity.values()) else 0.0


def _best(text: str, alike: dict[str, float]) -> float:
    return max((alike[word] for word in words(text) & alike.keys()), default=0.0)


def _rarity(alike: dict[str, float], documents: Sequence[Document]) -> float:
    holding = sum(
        1 for item in documents if any(words(text) & alike.keys() for _w, text in item.fields)
    )
    return log(2 + len(documents) / (1 + holding))


def _matches(asked: str, vocabulary: Iterable[str]) -> dict[str, float]:
    """Return the words of the vocabulary that may be meant, with how surely.

    Slips are tried only where nothing begins alike, so that "vis" is not answered with "vid".
    """
    near = {word: share for word in vocabulary if (share := _likeness(asked, word))}
    if near:
        return near
    return {word: _SLIP for word in vocabulary if _is_slip(asked, word)}


def _likeness(asked: str, word: str) -> float:
    if asked == word:
        return _EXACT
    if len(asked) > 2 and word.startswith(asked):
        return _BEGINNING
    stem = max(4, min(len(asked), len(word)) - 1)
    if abs(len(asked) - len(word)) <= 3 and len(asked) > 4 and asked[:stem] == word[:stem]:
        return _ENDING
    return 0.0


def _is_slip(asked: str, word: str) -> bool:
    """Say whether the words differ by one slip, by two where they are long."""
    allowed = 2 if len(asked) >= 8 else 1
    if len(asked) < 4 or len(word) < 4 or abs(len(asked) - len(word)) > allowed:
        return False
    if len(set(asked) ^ set(word)) > 2 * allowed:
        return False
    return distance(asked, word) <= allowed


def distance(one: str, other: str) -> int:
    """Return the edits between two words; a swap of neighbours is one (optimal alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, opposite in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != opposite))
            is_swap = (
                row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == opposite
            )
            line.append(min(cost, before[column - 2] + 1) if is_swap else cost)
        before, last = last, line
    return last[-1]

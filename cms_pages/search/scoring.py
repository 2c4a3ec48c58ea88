"""How well an entry answers a question. Pure.

PostgreSQL's `ts_rank` knows no rarity and counts repetitions; how much worse it does on the judged
questions is in docs/search.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

WEIGHTS = {"A": 1.0, "B": 0.7, "C": 0.25, "D": 0.1}
KEPT_SHARE = 0.4  # of the best score; what is further behind only lengthens the list
COVERED_SHARE = 0.35  # of what the question says must be held
NAMED = 0.3  # what a name that is asked for in full adds
UNKNOWN = 0.5  # how much a word says that no entry holds, of what a rare one says

Alike = Mapping[str, float]  # lexeme → how surely it is meant


@dataclass(frozen=True)
class Candidate:
    """An entry: the lexemes of the question it holds, with their weights, and its names."""

    held: Mapping[str, str]
    names: Sequence[str] = ()


@dataclass(frozen=True)
class Phrasing:
    """One way to put the question: its words, and how sure it is that this was meant."""

    words: tuple[str, ...]
    sureness: float = 1.0


def scores(
    phrasings: Sequence[Phrasing],
    alike: Mapping[str, Alike],
    candidates: Mapping[int, Candidate],
    total: int,
) -> dict[int, float]:
    """Return entry → score for every candidate worth showing.

    `alike` says for each asked word what may be meant; `total` is how many entries there are. An
    entry counts when it holds enough of what a phrasing says, rare words weighing more, and is not
    far behind the best one.
    """
    rarity = {word: _rarity(lexemes, candidates.values(), total) for word, lexemes in alike.items()}
    found = {
        key: max(_score(phrasing, alike, one, rarity) for phrasing in phrasings)
        for key, one in candidates.items()
    }
    best = max(found.values(), default=0.0)
    return {key: score for key, score in found.items() if score and score >= best * KEPT_SHARE}


def _score(
    phrasing: Phrasing, alike: Mapping[str, Alike], one: Candidate, rarity: Mapping[str, float]
) -> float:
    score, covered, wanted = 0.0, 0.0, 0.0
    for word in phrasing.words:
        wanted += rarity[word]
        best = _best(alike[word], one.held)
        if best:
            score += best * rarity[word]
            covered += rarity[word]
    if not wanted or covered < wanted * COVERED_SHARE:
        return 0.0
    named = max((_named(name, phrasing, alike) for name in one.names), default=0.0)
    return (score / wanted) * (1 + NAMED * named) * phrasing.sureness


def _best(alike: Alike, held: Mapping[str, str]) -> float:
    return max(
        (share * WEIGHTS[held[lexeme]] for lexeme, share in alike.items() if lexeme in held),
        default=0.0,
    )


def _named(name: str, phrasing: Phrasing, alike: Mapping[str, Alike]) -> float:
    """Return how much of a name the question says."""
    words = name.split()
    said = sum(max(alike[asked].get(word, 0.0) for asked in phrasing.words) for word in words)
    return said / len(words)


def _rarity(alike: Alike, candidates: Iterable[Candidate], total: int) -> float:
    holding = sum(1 for one in candidates if not alike.keys().isdisjoint(one.held))
    rarity = log(2 + total / (1 + holding))
    return rarity if holding else rarity * UNKNOWN

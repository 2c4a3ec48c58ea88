"""How well the search answers the judged questions (docs/search.md).

judged_queries.csv holds what people type, the language they read, and what they mean: one or more
of kind/slug. The weights were set while looking at the questions of the set "first"; those of
"fresh" were written afterwards.
"""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cms_pages.models import SearchEntry
from cms_pages.search.find import find

LIST = Path(__file__).parent / "judged_queries.csv"


@dataclass(frozen=True)
class Judged:
    question: str
    language: str
    expected: frozenset[str]
    is_fresh: bool


@dataclass(frozen=True)
class Quality:
    hit_at_1: float
    hit_at_3: float
    mean_reciprocal_rank: float


def judged() -> list[Judged]:
    with LIST.open(encoding="utf-8") as file:
        return [
            Judged(
                row["question"],
                row["language"],
                frozenset(row["expected"].split()),
                row["set"] == "fresh",
            )
            for row in csv.DictReader(file)
        ]


def key(entry: SearchEntry) -> str:
    """Return an entry as the list names it; a town's blanks are underlines there."""
    if entry.service:
        return f"service/{entry.service.slug}"
    if entry.location:
        return f"location/{entry.location.slug}"
    if entry.place:
        return f"town/{entry.place.name.replace(' ', '_')}"
    return f"page/{entry.page.slug}"


def answer(one: Judged, at: datetime) -> list[str]:
    return [key(entry) for entry in find(one.question, language=one.language, at=at, limit=20)]


def rank(one: Judged, keys: Iterable[str]) -> int:
    """Return at which place the first thing meant stands, from 1; 0 where it was not found."""
    return next((place for place, name in enumerate(keys, 1) if name in one.expected), 0)


def quality(rows: Iterable[Judged], answered: Callable[[Judged], list[str]]) -> Quality:
    ranks = [rank(row, answered(row)) for row in rows]
    return Quality(
        sum(place == 1 for place in ranks) / len(ranks),
        sum(0 < place <= 3 for place in ranks) / len(ranks),
        sum(1 / place for place in ranks if place) / len(ranks),
    )

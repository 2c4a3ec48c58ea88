"""Which office to offer first: earliest or nearest, and what weighs between them (B23). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Candidate:
    """An office that offers the service; no `starts_at`: nothing free. Distance in km if known."""

    office: Any
    unit_id: int
    starts_at: datetime | None
    day: date | None
    distance: float | None

    def rank(self, sort: str) -> tuple[Any, ...]:
        """Return a sorting key. Offices with nothing free, or at an unknown distance, come last."""
        wait = (self.starts_at is None, self.starts_at.timestamp() if self.starts_at else 0)
        far = (self.distance is None, self.distance or 0)
        return (*far, *wait) if sort == "distance" else (*wait, *far)


@dataclass(frozen=True)
class Tradeoff:
    """`office` is `days` earlier than the nearest one and `further` km away from the visitor."""

    candidate: Candidate
    nearest: Candidate
    days: int


def grouped(candidates: Sequence[Candidate], sort: str) -> list[list[Candidate]]:
    """Return the candidates by unit; units in the order of their best office, offices within."""
    groups: dict[int, list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda one: one.rank(sort)):
        groups.setdefault(candidate.unit_id, []).append(candidate)
    return list(groups.values())


def tradeoff(candidates: Sequence[Candidate]) -> Tradeoff | None:
    """Return the office worth a longer way, or None.

    It is the closest one that saves at least half of the days the earliest office of all would
    save against the nearest: who can win 14 days 28 km away need not be sent 150 km for 15.
    """
    free = [(one, one.day) for one in candidates if one.day and one.distance is not None]
    if not free:
        return None
    nearest, its_day = min(free, key=lambda pair: pair[0].rank("distance"))
    saved = [(one, (its_day - day).days) for one, day in free]
    most = max(days for _one, days in saved)
    if most < 1:
        return None
    worth = [pair for pair in saved if pair[1] * 2 >= most]
    chosen, days = min(worth, key=lambda pair: pair[0].rank("distance"))
    return Tradeoff(chosen, nearest, days)

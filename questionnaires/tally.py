"""What people thought of something, in numbers that lead to nobody (T15, L13). Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Fewer answers than these are shown to nobody: two of three would know what the third wrote.
FEWEST = 3
SCALE = range(1, 6)


@dataclass(frozen=True)
class Tally:
    """How often each point of the scale was given."""

    counts: tuple[int, ...] = (0,) * len(SCALE)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(tuple(a + b for a, b in zip(self.counts, other.counts, strict=True)))

    @property
    def answers(self) -> int:
        return sum(self.counts)

    @property
    def points(self) -> int:
        return sum(score * count for score, count in zip(SCALE, self.counts, strict=True))

    @property
    def average(self) -> float | None:
        """Return the mean to two places; None without an answer."""
        return round(self.points / self.answers, 2) if self.answers else None

    def percent(self, count: int) -> int:
        """Return `count` as a share of all answers, in whole percent; 0 without an answer."""
        return round(100 * count / self.answers) if self.answers else 0


def tally_of(scores: Mapping[int, int]) -> Tally:
    """Return the tally of score → how often."""
    return Tally(tuple(scores.get(score, 0) for score in SCALE))


def shown(of_runs: Iterable[Tally]) -> Tally | None:
    """Return what may be shown of the answers to one question in some runs, together.

    A run with fewer than FEWEST answers does not count: else its answers would be the difference
    between the sum and the runs shown one by one. None where nothing is left.
    """
    together = sum((one for one in of_runs if one.answers >= FEWEST), Tally())
    return together if together.answers else None

"""What the runs of some days came to, in numbers that can be added up. Pure."""

from dataclasses import dataclass, field, fields

from training.ledger import Hours, Sum


@dataclass(frozen=True)
class Part:
    """Runs of a training, counted on the day of their last session.

    `hours` and `cost` are of held runs. `noted` and `present` count people at sessions, `points`
    add up `scores` answers on the scale from 1 to 5, as far as they may be shown.
    """

    held: int = 0
    scheduled: int = 0
    cancelled: int = 0
    hours: Hours = field(default_factory=Hours)
    cost: Sum = field(default_factory=Sum)
    to_come: Sum = field(default_factory=Sum)
    participations: int = 0
    completed: int = 0
    noted: int = 0
    present: int = 0
    questionnaires: int = 0
    scores: int = 0
    points: int = 0

    def __add__(self, other: "Part") -> "Part":
        names = [one.name for one in fields(self)]
        return Part(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def attendance(self) -> float | None:
        """Return how many of those expected at sessions came, in percent; None without a note."""
        return round(100 * self.present / self.noted, 1) if self.noted else None

    @property
    def score(self) -> float | None:
        """Return the average answer on the scale, to two places; None without an answer."""
        return round(self.points / self.scores, 2) if self.scores else None

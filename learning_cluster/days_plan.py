"""Expert days against the plan, counted in halves. Pure (L5)."""

from dataclasses import dataclass

MOST_A_DAY = 2  # halves


@dataclass(frozen=True)
class Standing:
    """A phase's days: planned and booked, in halves."""

    planned: int
    booked: int

    @property
    def left(self) -> int:
        return max(self.planned - self.booked, 0)

    @property
    def over(self) -> int:
        return max(self.booked - self.planned, 0)

    def over_with(self, halves: int) -> int:
        """Return how many halves lie over the plan once `halves` more are booked."""
        return max(self.booked + halves - self.planned, 0)


def fits(halves_of_the_day: int, halves: int) -> bool:
    """Say whether somebody who booked so many halves of a day has room for more on it."""
    return halves_of_the_day + halves <= MOST_A_DAY

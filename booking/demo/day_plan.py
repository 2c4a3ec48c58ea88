"""How full a day is, and which visits fill it. Pure arithmetic; chance comes in as an argument."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from booking.availability.grid import up_to_grid
from calendars.intervals import Interval

_PAST_SHARE = 0.5
_FIRST_LOOSE_SHARE = 0.8
_FADES_IN_DAYS = 2.5
_FAMILY_SHARE = 0.12


@dataclass(frozen=True)
class Offer:
    """A service as one counter does it; `length` includes the buffer."""

    service_id: int
    length: timedelta
    visit: timedelta  # without the buffer
    weight: int
    max_people: int


@dataclass(frozen=True)
class Visit:
    """One booking of the plan: `people` appointments, one after the other from `starts_at`."""

    starts_at: datetime
    offer: Offer
    people: int

    @property
    def starts(self) -> list[datetime]:
        return [self.starts_at + number * self.offer.length for number in range(self.people)]


def share(days_ahead: int, wait: int) -> float:
    """Return how much of a day is taken, 0 to 1: all of it for `wait` working days, then less.

    `days_ahead` counts working days from today; a past day is negative.
    """
    if days_ahead < 0:
        return _PAST_SHARE
    if days_ahead < wait:
        return 1.0
    return _FIRST_LOOSE_SHARE * math.exp((wait - days_ahead) / _FADES_IN_DAYS)


def topped_up(now: float, before: float) -> float:
    """Return the share of what is still free that takes a day from share `before` to `now`."""
    return 0.0 if now <= before else (now - before) / (1.0 - before)


def plan(
    free: Sequence[Interval[datetime]], offers: Sequence[Offer], taken: float, chance: Random
) -> Iterator[Visit]:
    """Yield visits that take about the share `taken` of the free time.

    With 1 nothing that any of the offers would fit into is left. Every start is on the grid.
    """
    if not offers or taken < 0.01:
        return
    lengths = [offer.length for offer in offers]
    weights = list(accumulate(offer.weight for offer in offers))
    longest = max(lengths)
    for begin, end in free:
        start = up_to_grid(begin)
        while start < end:
            offer = (
                chance.choices(offers, cum_weights=weights)[0]
                if end - start >= longest
                else _fitting(offers, end - start, chance)
            )
            if offer is None:
                break
            people = 1
            if chance.random() < taken:
                people = _people(offer, end - start, chance)
                yield Visit(start, offer, people)
            start = up_to_grid(start + people * offer.length)


def _fitting(offers: Sequence[Offer], room: timedelta, chance: Random) -> Offer | None:
    fitting = [offer for offer in offers if offer.length <= room]
    return chance.choices(fitting, [offer.weight for offer in fitting])[0] if fitting else None


def _people(offer: Offer, room: timedelta, chance: Random) -> int:
    if offer.max_people == 1 or chance.random() >= _FAMILY_SHARE:
        return 1
    return max(1, min(chance.randint(2, offer.max_people), room // offer.length))

"""Who of the applicants comes first, and why (L12). Pure: equal sheets give equal ranks.

The rule, which the call tells applicants: every required criterion is met if more than half of the
scorers say so; then the mean of the advantage points decides; at equal points the lower offer,
then the earlier submission. Who is equal in all of it shares a rank.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

FEWEST_SHEETS = 2  # several people score


class Why(StrEnum):
    """What put an application behind the one before it."""

    FIRST = "first"
    POINTS = "points"
    AMOUNT = "amount"
    TIME = "time"
    EQUAL = "equal"


@dataclass(frozen=True)
class Sheet:
    """What one scorer without a conflict said: criteria found met, and points by criterion."""

    met: frozenset[Hashable]
    points: tuple[int, ...]


@dataclass(frozen=True)
class Entry:
    """An eligible application: `key` names it, `amount` is gross in convertible marks."""

    key: Hashable
    amount: Decimal
    submitted_at: datetime
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Place:
    """`rank` is None for who cannot be ranked: too few sheets, or `missing` required criteria."""

    key: Hashable
    rank: int | None
    points: Fraction
    why: Why | None
    sheets: int
    missing: tuple[Hashable, ...] = ()

    @property
    def has_too_few_sheets(self) -> bool:
        return self.sheets < FEWEST_SHEETS


def ranked(entries: Iterable[Entry], *, required: Sequence[Hashable]) -> list[Place]:
    """Return a place for every entry: the ranked ones first, in the order of their ranks."""
    able: list[tuple[Entry, tuple[Hashable, ...]]] = []
    unable: list[tuple[Entry, tuple[Hashable, ...]]] = []
    for entry in entries:
        missing = not_met(entry.sheets, required)
        is_able = len(entry.sheets) >= FEWEST_SHEETS and not missing
        (able if is_able else unable).append((entry, missing))
    able.sort(key=lambda pair: (*_order(pair[0]), str(pair[0].key)))
    places: list[Place] = []
    for index, (entry, _missing) in enumerate(able):
        before = able[index - 1][0] if index else None
        why = _why(before, entry)
        rank = places[-1].rank if why is Why.EQUAL else index + 1
        places.append(Place(entry.key, rank, mean(entry.sheets), why, len(entry.sheets)))
    for entry, missing in sorted(unable, key=lambda pair: str(pair[0].key)):
        points = mean(entry.sheets)
        places.append(Place(entry.key, None, points, None, len(entry.sheets), missing))
    return places


def mean(sheets: Collection[Sheet]) -> Fraction:
    """Return the mean of the sums of points, exact; zero without sheets."""
    if not sheets:
        return Fraction(0)
    return Fraction(sum(sum(sheet.points) for sheet in sheets), len(sheets))


def not_met(sheets: Collection[Sheet], required: Iterable[Hashable]) -> tuple[Hashable, ...]:
    """Return the required criteria that not more than half of the scorers find met."""
    if not sheets:
        return ()
    votes = {one: sum(one in sheet.met for sheet in sheets) for one in required}
    return tuple(one for one, yes in votes.items() if yes * 2 <= len(sheets))


def _order(entry: Entry) -> tuple[Fraction, Decimal, datetime]:
    return -mean(entry.sheets), entry.amount, entry.submitted_at


def _why(before: Entry | None, entry: Entry) -> Why:
    if before is None:
        return Why.FIRST
    pairs = zip((Why.POINTS, Why.AMOUNT, Why.TIME), _order(before), _order(entry), strict=True)
    return next((why for why, one, other in pairs if one != other), Why.EQUAL)

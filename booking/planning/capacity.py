"""How much time a change wins and loses, week by week. Pure arithmetic (B7)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from booking.availability.truth import Moments, Open
from calendars.intervals import subtract


@dataclass(frozen=True)
class Week:
    """Counter minutes of the week that begins on Monday `first`.

    `won` and `lost` are open time; `narrowed` stays open, but for other services than before.
    """

    first: date
    won: int = 0
    lost: int = 0
    narrowed: int = 0


@dataclass(frozen=True)
class Stretch:
    """Weeks in a row that change alike: `first` and `last` are their Mondays."""

    first: date
    last: date
    week: Week


def weeks(pairs: Iterable[tuple[Sequence[Open], Sequence[Open]]], zone: ZoneInfo) -> list[Week]:
    """Return the weeks that change; `pairs` are (before, after) of each counter, in time order."""
    totals: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    known: dict[tuple[int, int], dict[date, list[int]]] = {}
    for before, after in pairs:
        key = (id(before), id(after))  # counters that are open alike share their lists
        if key not in known:
            known[key] = _of_one(before, after, zone)
        for monday, minutes in known[key].items():
            totals[monday] = [a + b for a, b in zip(totals[monday], minutes, strict=True)]
    return [Week(monday, *totals[monday]) for monday in sorted(totals) if any(totals[monday])]


def stretches(changed: Sequence[Week]) -> list[Stretch]:
    """Return `changed` with weeks that follow each other and change alike put together."""
    found: list[Stretch] = []
    for week in changed:
        last = found[-1] if found else None
        alike = last and _figures(last.week) == _figures(week)
        if last and alike and week.first - last.last == timedelta(days=7):
            found[-1] = Stretch(last.first, week.first, last.week)
        else:
            found.append(Stretch(week.first, week.first, week))
    return found


def _of_one(before: Sequence[Open], after: Sequence[Open], zone: ZoneInfo) -> dict[date, list[int]]:
    gone, come = set(before) - set(after), set(after) - set(before)
    days: dict[date, tuple[list[Open], list[Open]]] = defaultdict(lambda: ([], []))
    for side, pieces in enumerate((gone, come)):
        for piece in pieces:
            days[piece.starts_at.astimezone(zone).date()][side].append(piece)
    found: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for day, (old, new) in days.items():
        monday = day - timedelta(days=day.weekday())
        figures = (
            _minutes(subtract(_spans(new), _spans(old))),
            _minutes(subtract(_spans(old), _spans(new))),
            _narrowed(old, new),
        )
        found[monday] = [a + b for a, b in zip(found[monday], figures, strict=True)]
    return found


def _narrowed(old: Iterable[Open], new: Sequence[Open]) -> int:
    """Return the minutes open before and after, under another restriction."""
    total = 0
    for piece in old:
        others = [one.interval for one in new if one.restriction_id != piece.restriction_id]
        inside = _minutes([piece.interval])
        total += inside - _minutes(subtract([piece.interval], others))
    return total


def _spans(pieces: Iterable[Open]) -> list[Moments]:
    return [piece.interval for piece in pieces]


def _minutes(spans: Iterable[Moments]) -> int:
    return sum(int((end - start).total_seconds()) for start, end in spans) // 60


def _figures(week: Week) -> tuple[int, int, int]:
    return (week.won, week.lost, week.narrowed)

"""What share of the open time is kept for urgent cases, week by week. Pure arithmetic (B7, B35)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from booking.availability.truth import Open


@dataclass(frozen=True)
class Share:
    """Counter minutes of weeks in a row; `first` and `last` are their Mondays."""

    first: date
    last: date
    open: int
    reserved: int

    @property
    def percent(self) -> int:
        """Return the share, rounded; a week that is not open reserves nothing."""
        return round(100 * self.reserved / self.open) if self.open else 0


def shares(opened: Iterable[Sequence[Open]], zone: ZoneInfo) -> list[Share]:
    """Return the weeks of the counters' open time; those in a row that are alike are one.

    Empty where nothing is reserved in any of them.
    """
    weeks: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for pieces in opened:
        for piece in pieces:
            day = piece.starts_at.astimezone(zone).date()
            minutes = (piece.ends_at - piece.starts_at) // timedelta(minutes=1)
            week = weeks[day - timedelta(days=day.weekday())]
            week[0] += minutes
            week[1] += minutes if piece.reserved_until else 0
    if not any(reserved for _open, reserved in weeks.values()):
        return []
    return _together([Share(monday, monday, *weeks[monday]) for monday in sorted(weeks)])


def _together(weeks: Iterable[Share]) -> list[Share]:
    found: list[Share] = []
    for week in weeks:
        last = found[-1] if found else None
        if last and week.first - last.last == timedelta(days=7) and _alike(last, week):
            found[-1] = Share(last.first, week.last, last.open, last.reserved)
        else:
            found.append(week)
    return found


def _alike(one: Share, other: Share) -> bool:
    return (one.open, one.reserved) == (other.open, other.reserved)

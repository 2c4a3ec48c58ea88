"""The nearest equal time for each stranded appointment; no two are offered the same (B11).

Time of the stranded themselves counts as taken, and so does every hold: a proposal is free
whatever is decided about the others.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from booking.availability.grid import fits, pitch, up_to_grid
from booking.availability.truth import Open, day_bounds
from booking.models import Service

Free = dict[int, list[Open]]  # by counter, on one local day
Candidate = tuple[timedelta, datetime, int]
Serves = Callable[[Open], bool]  # whether somebody may have a piece of free time
MOST_DAYS = 90  # how far from its time somebody is offered another


@dataclass(frozen=True)
class Proposal:
    counter: int
    starts_at: datetime


class FreeTimes:
    """Free time of one place, read a day at a time as it is asked for, cut as proposals take it."""

    def __init__(self, read: Callable[[date], Free], zone: ZoneInfo) -> None:
        self.read = read
        self.zone = zone
        self._days: dict[date, Free] = {}

    def nearest(
        self,
        service: Service,
        wanted: datetime,
        counters: Sequence[int],
        serves: Serves,
        not_before: datetime,
    ) -> Proposal | None:
        """Return the free start closest to `wanted`, and take its time; None if there is none.

        Of two as close the earlier one, at the counter that comes first.
        """
        best: Candidate | None = None
        for day, away in self._outward(wanted):
            if best is not None and best[0] < away:
                break
            if day_bounds(day, self.zone)[1] <= not_before:
                continue
            for order, counter in enumerate(counters):
                for piece in self._of(day, counter):
                    start = _start(piece, service.length, wanted, not_before)
                    if start is not None and serves(piece):
                        found = (abs(start - wanted), start, order)
                        best = found if best is None else min(best, found)
        if best is None:
            return None
        proposal = Proposal(counters[best[2]], best[1])
        self._take(proposal, service.length)
        return proposal

    def holds(self, proposal: Proposal, length: timedelta, serves: Serves) -> bool:
        """Take the time of `proposal` if it is free for it, and say whether it was."""
        pieces = self._of(self._day(proposal.starts_at), proposal.counter)
        for piece in pieces:
            if serves(piece) and fits(piece.interval, proposal.starts_at, length):
                self._take(proposal, length)
                return True
        return False

    def _outward(self, wanted: datetime) -> Iterator[tuple[date, timedelta]]:
        """Yield days and how far from `wanted` they begin or end: its own, then both sides."""
        here = self._day(wanted)
        yield here, timedelta()
        for number in range(1, MOST_DAYS + 1):
            before, after = here - timedelta(days=number), here + timedelta(days=number)
            sides = [
                (wanted - day_bounds(before, self.zone)[1], before),
                (day_bounds(after, self.zone)[0] - wanted, after),
            ]
            for away, day in sorted(sides):
                # The other side may be a day closer by the next round; only what is certain counts.
                yield day, min(away, sides[0][0], sides[1][0])

    def _of(self, day: date, counter: int) -> list[Open]:
        if day not in self._days:
            self._days[day] = self.read(day)
        return self._days[day].get(counter, [])

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _take(self, proposal: Proposal, length: timedelta) -> None:
        pieces = self._of(self._day(proposal.starts_at), proposal.counter)
        whole = next(p for p in pieces if p.starts_at <= proposal.starts_at < p.ends_at)
        pieces.remove(whole)
        for begins, ends in (
            (whole.starts_at, proposal.starts_at),
            (proposal.starts_at + length, whole.ends_at),
        ):
            if begins < ends:
                pieces.append(whole.part((begins, ends)))


def _start(
    piece: Open, length: timedelta, wanted: datetime, not_before: datetime
) -> datetime | None:
    """Return the start in `piece` closest to `wanted`: the same hour, or one a list offers.

    Starts a list offers lie one length apart from the beginning, so no crumbs are left.
    """
    if wanted >= not_before and fits(piece.interval, wanted, length):
        return wanted
    first, apart = up_to_grid(piece.starts_at), pitch(length)
    room = (piece.ends_at - length - first) // apart
    least = max(0, -((first - not_before) // apart))
    if room < least:
        return None
    steps = min(max(round((wanted - first) / apart), least), room)
    return first + steps * apart

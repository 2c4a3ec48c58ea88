"""The nearest equal time for each stranded appointment; no two are offered the same (B11).

Time of the stranded themselves counts as taken, and so does every hold: a proposal is free
whatever is decided about the others.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter

from booking.availability.grid import fits, pitch, up_to_grid
from booking.availability.truth import Moments
from booking.models import Service

Order = tuple[timedelta, datetime, int]


@dataclass(frozen=True)
class Proposal:
    counter: int
    starts_at: datetime


class FreeTimes:
    """Free time by counter, cut as proposals take it. A span carries the services it is for."""

    def __init__(self, free: Mapping[int, Iterable[tuple[datetime, datetime, int | None]]]) -> None:
        self.free = {counter: sorted(spans, key=itemgetter(0)) for counter, spans in free.items()}

    def nearest(
        self,
        service: Service,
        wanted: datetime,
        counters: Sequence[int],
        restrictions: frozenset[int | None],
        not_before: datetime,
    ) -> Proposal | None:
        """Return the free start closest to `wanted`, and take its time; None if there is none.

        Of two as close the earlier one, at the counter that comes first.
        """
        best: Order | None = None
        for order, counter in enumerate(counters):
            for span in self._outward(counter, wanted):
                away = max(span[0] - wanted, wanted - span[1], timedelta())
                if best is not None and away > best[0]:
                    break
                start = _start(span, service.length, wanted, not_before)
                if start is None or span[2] not in restrictions:
                    continue
                found = (abs(start - wanted), start, order)
                best = found if best is None else min(best, found)
        if best is None:
            return None
        proposal = Proposal(counters[best[2]], best[1])
        self._take(proposal, service.length)
        return proposal

    def holds(
        self, proposal: Proposal, length: timedelta, restrictions: frozenset[int | None]
    ) -> bool:
        """Take the time of `proposal` if it is free for it, and say whether it was."""
        index = self._index(proposal.counter, proposal.starts_at)
        if index is None:
            return False
        begin, end, restriction = self.free[proposal.counter][index]
        if restriction not in restrictions or not fits((begin, end), proposal.starts_at, length):
            return False
        self._take(proposal, length)
        return True

    def _outward(
        self, counter: int, wanted: datetime
    ) -> Iterator[tuple[datetime, datetime, int | None]]:
        """Yield the counter's spans, the closest to `wanted` first."""
        spans = self.free.get(counter, [])
        right = bisect_left(spans, wanted, key=itemgetter(0))
        left = right - 1
        while left >= 0 or right < len(spans):
            before = wanted - spans[left][1] if left >= 0 else timedelta.max
            after = spans[right][0] - wanted if right < len(spans) else timedelta.max
            if before <= after:
                yield spans[left]
                left -= 1
            else:
                yield spans[right]
                right += 1

    def _take(self, proposal: Proposal, length: timedelta) -> None:
        spans = self.free[proposal.counter]
        index = self._index(proposal.counter, proposal.starts_at)
        if index is None:
            raise ValueError("only free time can be taken")
        begin, end, restriction = spans.pop(index)
        ends_at = proposal.starts_at + length
        for part in ((begin, proposal.starts_at), (ends_at, end)):
            if part[0] < part[1]:
                insort(spans, (*part, restriction), key=itemgetter(0))

    def _index(self, counter: int, moment: datetime) -> int | None:
        spans = self.free.get(counter, [])
        index = bisect_right(spans, moment, key=itemgetter(0)) - 1
        return index if index >= 0 and moment < spans[index][1] else None


def _start(
    span: tuple[datetime, datetime, int | None],
    length: timedelta,
    wanted: datetime,
    not_before: datetime,
) -> datetime | None:
    """Return the start in `span` closest to `wanted`: the same hour, or one of those a list offers.

    Starts a list offers lie one length apart from the beginning, so no crumbs are left.
    """
    free: Moments = (span[0], span[1])
    if wanted >= not_before and fits(free, wanted, length):
        return wanted
    first, apart = up_to_grid(span[0]), pitch(length)
    room = (span[1] - length - first) // apart
    least = max(0, -((first - not_before) // apart)) if not_before > first else 0
    if room < least:
        return None
    steps = min(max(round((wanted - first) / apart), least), room)
    return first + steps * apart

"""Which starts a free time offers. Pure arithmetic on moments (DESIGN 4)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

STEP = timedelta(minutes=5)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def on_grid(moment: datetime) -> bool:
    """Say whether `moment` is a five-minute step of local wall time.

    Every zone's offset is a multiple of five minutes, so UTC tells it too.
    """
    return not (moment - _EPOCH) % STEP


def up_to_grid(moment: datetime) -> datetime:
    """Return the first step of the grid at or after `moment`."""
    return moment + (_EPOCH - moment) % STEP


def down_to_grid(moment: datetime) -> datetime:
    """Return the last step of the grid at or before `moment`."""
    return moment - (moment - _EPOCH) % STEP


def pitch(length: timedelta) -> timedelta:
    """Return how far apart two appointments of `length` start at one counter, on the grid."""
    return STEP * -(-length // STEP)


def listed_starts(
    free: tuple[datetime, datetime], length: timedelta, not_before: datetime, before: datetime
) -> Iterator[datetime]:
    """Yield the starts a list offers in `free`: one `length` apart from its beginning, no crumbs.

    Only those in [not_before, before) whose whole `length` fits.
    """
    start = up_to_grid(free[0])
    apart = pitch(length)
    if not_before > start:
        start += apart * -(-(not_before - start) // apart)
    while start < before and start + length <= free[1]:
        yield start
        start += apart


def fits(free: tuple[datetime, datetime], start: datetime, length: timedelta) -> bool:
    """Say whether an appointment of `length` can start at `start` inside `free`."""
    return free[0] <= start and start + length <= free[1] and on_grid(start)


def room(free: tuple[datetime, datetime], start: datetime, length: timedelta) -> int:
    """Return how many appointments of `length` follow each other from `start` inside `free`."""
    if not fits(free, start, length):
        return 0
    return 1 + (free[1] - start - length) // pitch(length)


def share(rooms: Sequence[int], people: int) -> list[int] | None:
    """Return how many of `people` each counter takes, or None where they do not fit.

    `rooms` says how many fit one after the other at each counter. All at one counter if one can
    take them; else side by side, so that nobody waits longer than needed (B21).
    """
    for index, capacity in enumerate(rooms):
        if capacity >= people:
            return [people if index == chosen else 0 for chosen in range(len(rooms))]
    for longest in range(1, people):
        capped = [min(capacity, longest) for capacity in rooms]
        if sum(capped) >= people:
            return _filled(capped, people)
    return None


def _filled(capped: list[int], people: int) -> list[int]:
    """Return `capped` cut down to `people` in all, from the last counter on."""
    taken, left = [], people
    for capacity in capped:
        taken.append(min(capacity, left))
        left -= taken[-1]
    return taken

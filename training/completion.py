"""Who has completed a training: a rule over the hours somebody was there (T15). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Presence:
    """A session of so many pedagogical hours; `was_there` is None where nobody has noted it."""

    hours: int
    was_there: bool | None


def unnoted(sessions: Sequence[Presence]) -> int:
    """Return for how many sessions attendance has not been noted."""
    return sum(one.was_there is None for one in sessions)


def has_completed(sessions: Sequence[Presence], *, percent: int) -> bool:
    """Say whether somebody was there for at least `percent` of the pedagogical hours.

    At 100 that is every session. Nobody completes a run without sessions. Raises ValueError where
    attendance is not noted: silence is neither presence nor absence.
    """
    if unnoted(sessions):
        raise ValueError("attendance is not noted for every session")
    whole = sum(one.hours for one in sessions)
    present = sum(one.hours for one in sessions if one.was_there)
    return whole > 0 and present * 100 >= whole * percent

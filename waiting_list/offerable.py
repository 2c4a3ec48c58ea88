"""What can be waited for is known to the app that has it, by its `Offerable` (DESIGN 2)."""

from datetime import datetime, timedelta
from typing import Protocol

from waiting_list.models import Entry


class Offerable(Protocol):
    """Places of one kind. Every call comes in a transaction that has called `lock` before."""

    name: str

    @property
    def holds_for(self) -> timedelta:
        """Return how long an offer stands."""

    def lock(self, subject: str) -> None:
        """Let nobody else take or give a place of `subject` until the transaction ends.

        It is taken before any row of the waiting list, and again in the same transaction.
        """

    def free(self, subject: str, at: datetime) -> int:
        """Return how many places may be offered at `at`: neither taken nor offered already."""

    def latest(self, subject: str, at: datetime) -> datetime | None:
        """Return the moment after which nobody can use an offer any more, None where now."""

    def on_offer(self, entry: Entry, at: datetime) -> None:
        """Keep a place for `entry.who` and tell them until when."""

    def on_accept(self, entry: Entry, at: datetime) -> None:
        """Let `entry.who` have the place kept for them."""

    def on_lapse(self, entry: Entry, at: datetime) -> None:
        """Take back the place kept; `entry.state` says whether it was declined, left or lapsed."""


_registered: dict[str, Offerable] = {}


def register(offerable: Offerable) -> None:
    """Make `offerable` known; called from the owner's AppConfig.ready()."""
    _registered[offerable.name] = offerable


def offerable_named(name: str) -> Offerable:
    """Return the registered offerable; KeyError if its app is not installed."""
    return _registered[name]

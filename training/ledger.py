"""What a contract has cost and how many runs it foresaw: sums that add up (T9, T10). Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class End(StrEnum):
    """The three ways a contract ends, the first that comes (T10)."""

    FUNDS = "funds"
    DATE = "date"
    PROGRAMME = "programme"


@dataclass(frozen=True)
class Ledger:
    """Money of a contract, all with VAT and in euros."""

    ceiling: Decimal
    held: Decimal
    scheduled: Decimal

    @property
    def spent(self) -> Decimal:
        return self.held + self.scheduled

    @property
    def remaining(self) -> Decimal:
        """Return what is left for runs yet to be scheduled; never below zero by the rules."""
        return self.ceiling - self.spent


@dataclass(frozen=True)
class Figure:
    """Runs of one training: planned by the contract against what became of them.

    planned + over = scheduled + held + remaining; cancelled ones cost nothing and count apart.
    """

    planned: int
    scheduled: int
    held: int
    cancelled: int

    @property
    def remaining(self) -> int:
        return max(0, self.planned - self.scheduled - self.held)

    @property
    def over(self) -> int:
        """Return how many are scheduled or held beyond the forecast, which is allowed."""
        return max(0, self.scheduled + self.held - self.planned)


def end_of(
    ledger: Ledger, *, ends_on: date, programme_ends_on: date | None, cheapest: Decimal, on: date
) -> End | None:
    """Return why a contract has ended on the day `on`, or None while it runs.

    Funds are used up when not even the cheapest run (`cheapest`, with VAT) can be paid any more.
    """
    if on > ends_on:
        return End.DATE
    if programme_ends_on is not None and on > programme_ends_on:
        return End.PROGRAMME
    if ledger.remaining < cheapest:
        return End.FUNDS
    return None

"""What a contract has cost and how many runs it foresaw: sums that add up (T9, T10). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
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
class Sum:
    """A sum in euros with VAT, and the VAT in it."""

    gross: Decimal = Decimal(0)
    vat: Decimal = Decimal(0)

    @property
    def net(self) -> Decimal:
        return self.gross - self.vat

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.gross + other.gross, self.vat + other.vat)

    def __sub__(self, other: "Sum") -> "Sum":
        return Sum(self.gross - other.gross, self.vat - other.vat)


@dataclass(frozen=True)
class Account:
    """A ledger with VAT apart.

    The VAT of runs is that of their invoices, rounded for each; of the remainder it is what is
    left of the ceiling's, so that every column adds up to the cent.
    """

    ceiling: Sum
    held: Sum
    scheduled: Sum

    @property
    def remaining(self) -> Sum:
        return self.ceiling - self.held - self.scheduled

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.ceiling.gross, self.held.gross, self.scheduled.gross)


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


@dataclass(frozen=True)
class Effort:
    """What a run of a training takes: pedagogical hours, and trainers present throughout."""

    hours: int
    trainers: int = 1

    @property
    def trainer_hours(self) -> int:
        return self.hours * self.trainers


@dataclass(frozen=True)
class Hours:
    """Pedagogical hours of so many runs, and those times the trainers present (T9)."""

    pedagogical: int = 0
    trainer: int = 0

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(self.pedagogical + other.pedagogical, self.trainer + other.trainer)


@dataclass(frozen=True)
class HoursFigure:
    """Hours of all trainings of a contract, as `Figure` counts their runs."""

    planned: Hours = field(default_factory=Hours)
    scheduled: Hours = field(default_factory=Hours)
    held: Hours = field(default_factory=Hours)
    cancelled: Hours = field(default_factory=Hours)
    remaining: Hours = field(default_factory=Hours)
    over: Hours = field(default_factory=Hours)


def hours_of(runs: int, effort: Effort) -> Hours:
    """Return the hours of `runs` runs."""
    return Hours(runs * effort.hours, runs * effort.trainer_hours)


def hours_figure(lines: Iterable[tuple[Figure, Effort]]) -> HoursFigure:
    """Return the hours of every figure, added up over the trainings."""
    kept = list(lines)
    names = ("planned", "scheduled", "held", "cancelled", "remaining", "over")
    return HoursFigure(
        **{
            name: sum((hours_of(getattr(line, name), effort) for line, effort in kept), Hours())
            for name in names
        }
    )


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

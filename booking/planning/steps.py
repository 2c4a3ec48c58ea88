"""One planned change as a value: which rows of hours, reserves and exceptions come, change and go.

A step names rows by key and writes itself; `reach` says which local days it may touch. Steps are
what a preview writes into a savepoint, what the confirmed form carries, and what is applied.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from booking.enums import BulkKind, ClosureKind, RestrictionMode
from booking.errors import BookingError
from booking.models import (
    BulkChange,
    Closure,
    Counter,
    ExtraOpening,
    Location,
    OpeningHours,
    ServiceRestriction,
    UrgentReserve,
)
from calendars.recurrence import validate_rule

Reach = tuple[date, date | None]  # first and last local day; None: for ever
TABLES: dict[str, type[Closure] | type[ExtraOpening]] = {
    "closure": Closure,
    "opening": ExtraOpening,
}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class AddHours:
    """Regular hours from now on open on `rule`; of one counter, or of the location."""

    counter: int | None
    rule: str
    opens: time
    closes: time
    valid_from: date
    valid_to: date | None = None

    def reach(self, location: Location) -> Reach:
        return (self.valid_from, self.valid_to)

    def counter_key(self, location: Location) -> int | None:
        return self.counter

    def write(self, location: Location, bulk: BulkChange) -> None:
        validate_rule(self.rule)
        OpeningHours.objects.create(
            **owner(location, self.counter),
            rule=self.rule,
            opens=self.opens,
            closes=self.closes,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )


@dataclass(frozen=True)
class AddReserve:
    """From now on open time on `rule` is kept for urgent cases (B35).

    What is left of it is for everybody `release_hours` before its beginning; None: never.
    """

    counter: int | None
    rule: str
    opens: time
    closes: time
    valid_from: date
    valid_to: date | None = None
    release_hours: int | None = None

    def reach(self, location: Location) -> Reach:
        return (self.valid_from, self.valid_to)

    def counter_key(self, location: Location) -> int | None:
        return self.counter

    def write(self, location: Location, bulk: BulkChange) -> None:
        validate_rule(self.rule)
        facts = {name: value for name, value in vars(self).items() if name != "counter"}
        UrgentReserve.objects.create(**owner(location, self.counter), **facts)


@dataclass(frozen=True)
class EndHours:
    """A row of hours holds up to `valid_to`, or, where that is None, never did."""

    table: ClassVar[type[OpeningHours] | type[UrgentReserve]] = OpeningHours
    row: int
    valid_to: date | None

    def reach(self, location: Location) -> Reach:
        row = owned(self.table, self.row, location)
        if self.valid_to is None:
            return (row.valid_from, row.valid_to)
        ends = (row.valid_to, self.valid_to)
        if ends[0] is None:
            return (self.valid_to + ONE_DAY, None)
        # mypy does not see that no end is None here.
        return (min(ends) + ONE_DAY, max(ends))  # type: ignore[type-var]  # both kinds of moments compare

    def counter_key(self, location: Location) -> int | None:
        return owned(self.table, self.row, location).counter_id

    def write(self, location: Location, bulk: BulkChange) -> None:
        row = owned(self.table, self.row, location)
        if self.valid_to is None:
            row.delete()
        else:
            row.valid_to = self.valid_to
            row.save(update_fields=["valid_to"])


@dataclass(frozen=True)
class EndReserve(EndHours):
    """The same of a row of reserved time."""

    table: ClassVar[type[OpeningHours] | type[UrgentReserve]] = UrgentReserve


@dataclass(frozen=True)
class AddException:
    """A closure or an extra opening, [starts_at, ends_at); `services` narrows it to those."""

    table: str
    counter: int | None
    starts_at: datetime
    ends_at: datetime
    reason_sl: str
    reason_sr: str = ""
    reason_en: str = ""
    kind: str = ClosureKind.CLOSED
    services: tuple[int, ...] = ()
    is_walk_in_only: bool = False
    is_booked_only: bool = False

    def reach(self, location: Location) -> Reach:
        return days_of(self.starts_at, self.ends_at, location)

    def counter_key(self, location: Location) -> int | None:
        return self.counter

    def write(self, location: Location, bulk: BulkChange) -> None:
        fields: dict[str, Any] = owner(location, self.counter)
        if self.table == "closure":
            fields |= {"kind": self.kind, "bulk": bulk}
        TABLES[self.table].objects.create(
            **fields,
            period=DateTimeTZRange(self.starts_at, self.ends_at),
            restriction=restriction(
                self.services,
                is_walk_in_only=self.is_walk_in_only,
                is_booked_only=self.is_booked_only,
            ),
            reason_sl=self.reason_sl,
            reason_sr=self.reason_sr,
            reason_en=self.reason_en,
        )


@dataclass(frozen=True)
class EndException:
    """A closure or extra opening ends at `ends_at`, or, where that is None, is removed."""

    table: str
    row: int
    ends_at: datetime | None

    def reach(self, location: Location) -> Reach:
        period = owned(TABLES[self.table], self.row, location).period
        if self.ends_at is None:
            return days_of(period.lower, period.upper, location)
        ends = sorted((period.upper, self.ends_at))
        return days_of(ends[0], ends[1], location)

    def counter_key(self, location: Location) -> int | None:
        return owned(TABLES[self.table], self.row, location).counter_id

    def write(self, location: Location, bulk: BulkChange) -> None:
        row = owned(TABLES[self.table], self.row, location)
        if self.ends_at is None:
            row.delete()
        else:
            row.period = DateTimeTZRange(row.period.lower, self.ends_at)
            row.save(update_fields=["period"])


@dataclass(frozen=True)
class TakeOut:
    """A counter is out of use from now on: all its appointments to come are stranded."""

    counter: int

    def reach(self, location: Location) -> Reach:
        return (date.min, None)

    def counter_key(self, location: Location) -> int | None:
        return self.counter

    def write(self, location: Location, bulk: BulkChange) -> None:
        own = Counter.objects.filter(location=location, pk=self.counter)
        if not own.update(is_active=False):
            raise BookingError("changed_meanwhile")


Step = AddHours | EndHours | AddReserve | EndReserve | AddException | EndException | TakeOut
KINDS = (AddHours, EndHours, AddReserve, EndReserve, AddException, EndException, TakeOut)
STEPS: dict[str, Callable[..., Step]] = {kind.__name__: kind for kind in KINDS}


@dataclass(frozen=True)
class Change:
    """What is done to one location in one go. `uid` is common to a change of several locations."""

    uid: str
    kind: str
    location: int
    steps: tuple[Step, ...]
    reason_sl: str = ""
    reason_sr: str = ""
    reason_en: str = ""

    def reach(self, location: Location) -> Reach:
        """Return the first and last local day any step may touch."""
        reaches = [step.reach(location) for step in self.steps]
        ends = [last for _first, last in reaches if last is not None]
        return (
            min(first for first, _last in reaches),
            max(ends) if len(ends) == len(reaches) else None,
        )

    def counter_keys(self, location: Location) -> set[int] | None:
        """Return the counters touched; None for all of the location."""
        keys = {step.counter_key(location) for step in self.steps}
        return None if None in keys else {key for key in keys if key is not None}

    def write(self, location: Location, *, by: int | None, at: datetime) -> BulkChange:
        """Write every step, and the row that says what was done."""
        bulk = BulkChange.objects.create(
            uid=self.uid,
            kind=BulkKind(self.kind),
            location=location,
            actor_id=by,
            reason_sl=self.reason_sl,
            reason_sr=self.reason_sr,
            reason_en=self.reason_en,
            at=at,
        )
        for step in self.steps:
            step.write(location, bulk)
        return bulk


def owner(location: Location, counter: int | None) -> dict[str, Any]:
    """Return the owner's fields; a counter must be one of the location's own."""
    if counter is None:
        return {"location": location}
    if not Counter.objects.filter(location=location, pk=counter).exists():
        raise BookingError("changed_meanwhile")
    return {"counter_id": counter}


def owned(model: Any, key: int, location: Location) -> Any:
    """Return the row of the location or one of its counters; changed_meanwhile if it is gone."""
    row = model.objects.filter(owned_by(location), pk=key).first()
    if row is None:
        raise BookingError("changed_meanwhile")
    return row


def owned_by(location: Location) -> Q:
    """Return the condition on rows of hours, reserves and exceptions of one location."""
    return Q(location=location) | Q(counter__location=location)


def days_of(starts_at: datetime, ends_at: datetime, location: Location) -> Reach:
    """Return the first and last local day of [starts_at, ends_at)."""
    last = ends_at - timedelta(microseconds=1)
    return (starts_at.astimezone(location.zone).date(), last.astimezone(location.zone).date())


def restriction(
    services: tuple[int, ...], *, is_walk_in_only: bool = False, is_booked_only: bool = False
) -> ServiceRestriction | None:
    """Return the restriction staff chose, made once; never one the engine has combined."""
    kind = {"is_walk_in_only": is_walk_in_only, "is_booked_only": is_booked_only}
    if any(kind.values()):
        services = ()
    elif not services:
        return None
    rows = ServiceRestriction.objects.filter(mode=RestrictionMode.ONLY, is_derived=False, **kind)
    for row in rows.order_by("pk").prefetch_related("services"):
        if {service.pk for service in row.services.all()} == set(services):
            return row
    row = ServiceRestriction.objects.create(mode=RestrictionMode.ONLY, **kind)
    row.services.set(services)
    return row

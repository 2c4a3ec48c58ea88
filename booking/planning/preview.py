"""What a change would do to one location: time won and lost, and whom it strands (B7, B11).

The rows are written into a savepoint and rolled back, so a preview reckons with the very code that
the change itself runs (docs/decisions/0010).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from booking.availability.derive import reach
from booking.availability.truth import Open, day_bounds, open_intervals
from booking.enums import LIVE
from booking.models import Appointment, BulkChange, Counter, Location
from booking.planning.basis import basis
from booking.planning.capacity import Week, weeks
from booking.planning.free_days import free_times
from booking.planning.offers import Offers
from booking.planning.proposals import Proposal
from booking.planning.reserved import Share, shares
from booking.planning.steps import Change
from booking.planning.stranded import (
    UNCONFIRMED,
    OpenFor,
    Standing,
    newly_outside,
)


@dataclass(frozen=True)
class Stranded:
    """An appointment with its booking, service and counter, and the nearest equal time."""

    appointment: Appointment
    proposal: Proposal | None


@dataclass(frozen=True)
class Effect:
    """All that a change does to one location, with its rows written.

    `everyone` are all counters of the location, `counters` those it touches; `opened` is their open
    time on `days` as it is then; `unconfirmed` are the keys of holds whose time is no longer open.
    """

    bulk: BulkChange
    everyone: list[Counter]
    counters: list[Counter]
    days: tuple[date, date]
    opened: Mapping[int, Sequence[Open]]
    weeks: list[Week]
    stranded: list[Stranded]
    unconfirmed: list[int]


@dataclass(frozen=True)
class Preview:
    """What staff are shown before they save. Nothing of it has been written.

    `reserved` is what the change leaves reserved of all counters' time, on the days it touches.
    """

    change: Change
    location: Location
    basis: str
    weeks: list[Week]
    stranded: list[Stranded]
    reserved: list[Share]


def preview(change: Change, *, at: datetime) -> Preview:
    """Return what `change` would do at `at`, without doing it.

    Raises BookingError: changed_meanwhile when a row it names is gone.
    """
    location = Location.objects.select_related("unit").get(pk=change.location)
    with transaction.atomic():
        known = basis(location, at)
        effect = write(change, location, by=None, at=at)
        reserved = _reserved(effect, location)
        transaction.set_rollback(True)
    return Preview(change, location, known, effect.weeks, effect.stranded, reserved)


def write(
    change: Change,
    location: Location,
    *,
    by: int | None,
    at: datetime,
    shown: Mapping[int, Proposal | None] | None = None,
) -> Effect:
    """Write the rows of `change` and return what that does. In the caller's transaction.

    With `shown`, the proposals that were shown, those still free are kept and no others sought;
    whoever is stranded and was not shown makes all be sought anew.
    """
    everyone = list(Counter.objects.filter(location=location).select_related("location"))
    keys = change.counter_keys(location)
    touched = [one for one in everyone if keys is None or one.pk in keys]
    days = _days(change, location, everyone, at)
    before = OpenFor(open_intervals(touched, *days))
    bulk = change.write(location, by=by, at=at)
    now_active = set(
        Counter.objects.in_use().filter(location=location).values_list("pk", flat=True)
    )
    for counter in everyone:
        counter.is_active = counter.pk in now_active
    after = OpenFor(open_intervals(touched, *days))
    within = (day_bounds(days[0], location.zone)[0], day_bounds(days[1], location.zone)[1])
    lost = newly_outside(before, after, within, LIVE, at)
    holds = newly_outside(before, after, within, UNCONFIRMED, at)
    free = free_times(everyone, location, [one.period for one in lost])
    return Effect(
        bulk,
        everyone,
        touched,
        days,
        after.opened,
        weeks([(before.opened[c.pk], after.opened[c.pk]) for c in touched], location.zone),
        _proposed(lost, Offers(free, everyone, at), _all_shown(lost, shown)),
        [one.key for one in holds],
    )


def _reserved(effect: Effect, location: Location) -> list[Share]:
    """Return the share reserved of all the location's time, the untouched counters' included."""
    touched = {counter.pk for counter in effect.counters}
    others = [one for one in effect.everyone if one.is_active and one.pk not in touched]
    opened = {**effect.opened, **(open_intervals(others, *effect.days) if others else {})}
    return shares(opened.values(), location.zone)


def _all_shown(
    lost: Sequence[Standing], shown: Mapping[int, Proposal | None] | None
) -> Mapping[int, Proposal | None] | None:
    return shown if shown is not None and all(one.key in shown for one in lost) else None


def _days(
    change: Change, location: Location, counters: Sequence[Counter], at: datetime
) -> tuple[date, date]:
    """Return the local days to look at: from today to the last that is derived or booked."""
    today = at.astimezone(location.zone).date()
    first, last = change.reach(location)
    latest = Appointment.objects.live().filter(counter__in=counters)
    booked = latest.aggregate(last=Max("period__endswith"))["last"]
    known = [counter.free_until for counter in counters if counter.free_until]
    known += [booked.astimezone(location.zone).date()] if booked else []
    until = max([reach(today), *known])
    return (max(first, today), until if last is None else min(last, until))


def _proposed(
    lost: Sequence[Standing], offers: Offers, shown: Mapping[int, Proposal | None] | None
) -> list[Stranded]:
    """Return the stranded in order of time, each with its proposal."""
    rows = Appointment.objects.select_related("booking", "service", "counter", "visitor")
    by_key = rows.in_bulk([one.key for one in lost])
    found: list[Stranded] = []
    shift: dict[int, timedelta] = {}
    for appointment in (by_key[one.key] for one in lost):
        if shown is not None:
            found.append(Stranded(appointment, offers.still(appointment, shown[appointment.pk])))
            continue
        # Those who come together are offered times that follow each other again.
        later = shift.get(appointment.booking_id, timedelta())
        proposal = offers.nearest(appointment, appointment.starts_at + later)
        if proposal:
            shift[appointment.booking_id] = proposal.starts_at - appointment.starts_at
        found.append(Stranded(appointment, proposal))
    return found

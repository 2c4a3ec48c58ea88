"""Adding, changing and retiring counters, and what they do (B7, B8).

A new counter follows hours that somebody may be changing this very moment, and has no row of its
own to be locked by yet: so whoever adds one, or puts one back, locks the row of the place first,
then the counters. Which services a counter does is a filter of the read: nothing is derived of it.
"""

from collections import Counter as Counts
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count

from booking.actions.locks import lock_counters, turn_expired, writer
from booking.availability.derive import extend, local_day, reach, rederive
from booking.enums import Status
from booking.errors import BookingError
from booking.models import Appointment, Counter, Location, Service
from booking.models.appointment import AppointmentQuerySet
from privacy.audit import Actor, record

_LABEL = "booking_counter_label"


@dataclass(frozen=True)
class Change:
    """What a change of services does to one counter; `kept` appointments stay as they are."""

    counter: Counter
    added: list[Service]
    removed: list[Service]
    kept: int = 0


@writer
def add_counter(
    place: Location,
    *,
    label: str,
    order: int,
    services: Collection[Service],
    by: Actor,
    at: datetime,
) -> Counter:
    """Add a counter with free time derived as far ahead as people may book, and return it (B8).

    Raises BookingError: label_taken, busy.
    """
    _lock_place(place)
    counter = Counter(location=place, label=label, order=order)
    _save(counter)
    counter.services.set(services)
    _derive(counter, at)
    record(by, "counter_added", "booking.counter", counter.pk, at=at)
    return counter


@writer
def change_counter(
    counter: Counter,
    *,
    label: str,
    order: int,
    services: Collection[Service],
    by: Actor,
    at: datetime,
) -> list[str]:
    """Set name, order and services; return what changed. Appointments stay as they are (B7).

    Raises BookingError: label_taken, busy.
    """
    (row,) = lock_counters([counter.pk])
    facts = {"label": label, "order": order}
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, facts[name])
    if changed:
        _save(row, changed)
    if {one.pk for one in services} != set(row.services.values_list("pk", flat=True)):
        row.services.set(services)
        changed.append("services")
    if changed:
        record(by, "counter_changed", "booking.counter", row.pk, at=at, changed=changed)
    return changed


@writer
def change_services(
    counters: Iterable[Counter],
    services: Iterable[Service],
    *,
    adding: bool,
    by: Actor,
    at: datetime,
) -> list[Change]:
    """Add `services` to all `counters`, or take them away; all or none (B7).

    Returns what changed, without the counters that were so already; each has its own entry in the
    audit trail. Raises BookingError busy.
    """
    locked = lock_counters(counter.pk for counter in counters)
    changes = planned(locked, services, adding=adding, at=at)
    for change in changes:
        change.counter.services.add(*change.added)
        change.counter.services.remove(*change.removed)
        key = change.counter.pk
        record(by, "counter_changed", "booking.counter", key, at=at, changed=["services"])
    return changes


def planned(
    counters: Iterable[Counter], services: Iterable[Service], *, adding: bool, at: datetime
) -> list[Change]:
    """Return what `change_services` would change; two queries for however many counters."""
    rows, wanted = list(counters), list(services)
    links = Counter.services.through.objects.filter(counter__in=rows, service__in=wanted)
    done = set(links.values_list("counter_id", "service_id"))
    touched = {
        counter: [one for one in wanted if ((counter.pk, one.pk) in done) != adding]
        for counter in rows
    }
    if adding:
        return [Change(counter, some, []) for counter, some in touched.items() if some]
    booked = _booked(rows, wanted, at)
    return [
        Change(counter, [], some, sum(booked[counter.pk, one.pk] for one in some))
        for counter, some in touched.items()
        if some
    ]


@writer
def retire(counter: Counter, *, by: Actor, at: datetime) -> None:
    """Take the counter out of use; its free time goes with it. Idempotent (B7).

    Raises BookingError: counter_needed while it has appointments to come or one is being made
    there right now, busy.
    """
    (row,) = lock_counters([counter.pk])
    if not row.is_active:
        return
    turn_expired([row], at)
    if needing(row, at).exists():
        raise BookingError("counter_needed")
    row.is_active = False
    if row.free_until is not None:
        # A day early: the daily job derives from the UTC day, which may still be yesterday's.
        rederive([row], local_day(at, row) - timedelta(days=1), row.free_until)
        row.free_until = None
    row.save(update_fields=["is_active", "free_until"])
    record(by, "counter_retired", "booking.counter", row.pk, at=at, changed=["is_active"])


@writer
def put_back(counter: Counter, *, by: Actor, at: datetime) -> None:
    """Take a retired counter into use again, with its free time. Idempotent (B7).

    Raises BookingError: label_taken if another counter has its name by now, busy.
    """
    _lock_place(counter.location)
    (row,) = lock_counters([counter.pk])
    if row.is_active:
        return
    row.is_active, row.free_until = True, None
    _save(row, ["is_active", "free_until"])
    _derive(row, at)
    record(by, "counter_put_back", "booking.counter", row.pk, at=at, changed=["is_active"])


def to_come(counter: Counter, at: datetime) -> AppointmentQuerySet:
    """Return the appointments of the counter that have not ended by `at`."""
    return Appointment.objects.live().filter(counter=counter, period__endswith__gt=at)


def needing(counter: Counter, at: datetime) -> AppointmentQuerySet:
    """Return what keeps a counter in use: appointments to come, and those being made right now."""
    being_made = Appointment.objects.filter(
        counter=counter, status__in=[Status.HELD, Status.OFFERED], expires_at__gt=at
    )
    return to_come(counter, at) | being_made


def _booked(
    counters: list[Counter], services: list[Service], at: datetime
) -> Counts[tuple[int, int]]:
    """Return how many appointments are to come, per counter and service."""
    rows = (
        Appointment.objects.live()
        .filter(counter__in=counters, service__in=services, period__endswith__gt=at)
        .order_by()
        .values_list("counter_id", "service_id")
        .annotate(number=Count("pk"))
    )
    return Counts({(counter, service): number for counter, service, number in rows})


def _lock_place(place: Location) -> None:
    Location.objects.select_for_update(no_key=True).get(pk=place.pk)


def _save(counter: Counter, changed: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            counter.save(update_fields=changed)
    except IntegrityError as error:
        if _LABEL not in str(error):
            raise
        raise BookingError("label_taken") from error


def _derive(counter: Counter, at: datetime) -> None:
    today = local_day(at, counter)
    extend([counter], today, reach(today))

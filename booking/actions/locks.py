"""How writers meet: locks in key order, a bounded wait, one retry (DESIGN 4)."""

import functools
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction

from booking.availability.derive import rederive_around
from booking.enums import Status
from booking.errors import BookingError
from booking.models import Appointment, Booking, Counter, Location
from database.statements import Columns, rows

EXCLUSION_VIOLATION = "23P01"
DEADLOCK = "40P01"
LOCK_NOT_AVAILABLE = "55P03"
LOCK_TIMEOUT = "3s"

# A plain FOR UPDATE would block the inserts of foreign keys.
NO_KEY_UPDATE = " FOR NO KEY UPDATE"
SKIP_LOCKED = f"{NO_KEY_UPDATE} SKIP LOCKED"
BOOKING = Columns(Booking)
BOOKINGS = f"""
SELECT {BOOKING} FROM booking_booking WHERE id = ANY(%(keys)s) ORDER BY id
"""  # noqa: S608 - our own column names
COUNTER = Columns(Counter)
COUNTERS = f"""
SELECT {COUNTER} FROM booking_counter WHERE id = ANY(%(keys)s) AND is_active ORDER BY id
"""  # noqa: S608 - our own column names
COUNTERS_OF = f"""
SELECT id FROM booking_counter WHERE id IN (
    SELECT counter_id FROM booking_appointment
    WHERE booking_id = %(booking)s AND status IN ('{Status.HELD}', '{Status.EXPIRED}'))
ORDER BY id
"""  # noqa: S608 - our own words

Params = ParamSpec("Params")
Result = TypeVar("Result")


def writer(action: Callable[Params, Result]) -> Callable[Params, Result]:
    """Run `action` in a transaction with a bounded wait for locks.

    An exclusion violation means the time is taken; a deadlock or a lock that could not be had in
    time is tried once more and then answered "busy".
    """

    @functools.wraps(action)
    def attempt(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        for last in (False, True):
            try:
                with transaction.atomic():
                    with connection.cursor() as cursor:
                        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
                    return action(*args, **kwargs)
            except IntegrityError as error:
                if _sqlstate(error) != EXCLUSION_VIOLATION:
                    raise
                raise BookingError("slot_taken") from error
            except OperationalError as error:
                if _sqlstate(error) not in (DEADLOCK, LOCK_NOT_AVAILABLE):
                    raise
                if last:
                    raise BookingError("busy") from error
        raise AssertionError("unreachable")

    return attempt


def _sqlstate(error: Exception) -> str:
    return getattr(error.__cause__, "sqlstate", "") or ""


def lock_bookings(*bookings: Booking) -> list[Booking]:
    """Lock the rows in key order, before any counter, and return them as they are now."""
    keys = [booking.pk for booking in bookings]
    by_key = {row.pk: row for row in rows(BOOKING, BOOKINGS + NO_KEY_UPDATE, {"keys": keys})}
    if len(by_key) < len(set(keys)):
        raise BookingError("hold_expired")
    for booking in bookings:
        _hand_on(booking, by_key[booking.pk])
    return [by_key[key] for key in keys]


def _hand_on(known: Booking, fresh: Booking) -> None:
    """Give the locked row the service and office the caller has read, if they are still its own."""
    cached = known._state.fields_cache
    if "service" in cached and known.service_id == fresh.service_id:
        fresh.service = known.service
    if "location" in cached and known.location_id == fresh.location_id:
        fresh.location = known.location


def lock_counters(keys: Iterable[int]) -> list[Counter]:
    """Lock the counters in key order, waiting; with their locations."""
    return list(Counter.objects.filter(pk__in=set(keys)).select_related("location").locked())


def lock_active(keys: Sequence[int], location: Location, *, skip: bool) -> list[Counter]:
    """Lock those of the location's counters that are in use, in key order.

    With `skip` those that somebody else has locked are left out, else they are waited for.
    """
    lock = SKIP_LOCKED if skip else NO_KEY_UPDATE
    locked = rows(COUNTER, COUNTERS + lock, {"keys": list(keys)})
    for counter in locked:
        counter.location = location
    return locked


def lock_counters_of(booking: Booking) -> None:
    """Lock, in key order, the counters whose time an unconfirmed booking holds or held."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTERS_OF + NO_KEY_UPDATE, {"booking": booking.pk})


def turn_expired(counters: Iterable[Counter], at: datetime) -> int:
    """Turn the expired holds of locked `counters` to `expired`; give their time back."""
    by_key = {counter.pk: counter for counter in counters}
    holds = list(Appointment.objects.expired_holds(at).filter(counter__in=by_key))
    if not holds:
        return 0
    Appointment.objects.filter(pk__in=[hold.pk for hold in holds]).update(
        status=Status.EXPIRED, changed_at=at
    )
    give_back(holds, by_key)
    return len(holds)


def give_back(appointments: Iterable[Appointment], counters: dict[int, Counter]) -> None:
    """Derive again the days of appointments that no longer occupy their locked counters."""
    periods: dict[int, list[tuple[datetime, datetime]]] = {}
    for gone in appointments:
        periods.setdefault(gone.counter_id, []).append((gone.period.lower, gone.period.upper))
    for key, spans in periods.items():
        rederive_around([counters[key]], spans)

"""Making sure that a hold's time is still its own (B27)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings

from booking.actions.locks import lock_counters, lock_counters_of, turn_expired
from booking.availability.derive import cut
from booking.availability.free import free_under_lock
from booking.enums import Status
from booking.errors import BookingError
from booking.models import Appointment, Booking, Counter, FreeInterval
from database.statements import Columns, rows

APPOINTMENT = Columns(Appointment)
UNFINISHED = f"""
SELECT {APPOINTMENT} FROM booking_appointment
WHERE booking_id = %(booking)s AND status IN ('{Status.HELD}', '{Status.EXPIRED}')
ORDER BY id
"""  # noqa: S608 - our own column names


def hold_time() -> timedelta:
    return timedelta(minutes=settings.HOLD_MINUTES)


def secure(booking: Booking, *, at: datetime) -> list[Appointment]:
    """Make sure, under the counters' locks, that the hold's time is its own; return its rows.

    A hold that has run out, or was turned to `expired`, is taken again if its time is still free.
    Expects the booking row to be locked. Raises hold_expired otherwise.
    """
    lock_counters_of(booking)
    unfinished = rows(APPOINTMENT, UNFINISHED, {"booking": booking.pk})
    if not unfinished:
        raise BookingError("hold_expired")
    if any(one.status == Status.EXPIRED for one in unfinished):
        counters = {c.pk: c for c in lock_counters(one.counter_id for one in unfinished)}
        # This turns the rest of the group over too, at counters nobody has written since.
        turn_expired(counters.values(), at)
        unfinished = rows(APPOINTMENT, UNFINISHED, {"booking": booking.pk})
        _take_again(booking, unfinished, counters, at)
    return unfinished


def _take_again(
    booking: Booking, group: Sequence[Appointment], counters: dict[int, Counter], at: datetime
) -> None:
    """Take the time of the group's expired rows once more; raises hold_expired if it is gone."""
    service = booking.service
    if not booking.location.is_bookable(booking.channel) or not service.is_by_appointment:
        raise BookingError("hold_expired")
    for one in group:
        if one.status != Status.EXPIRED:
            continue
        row = _free_row(counters[one.counter_id], booking, one, at)
        if row is None or one.starts_at <= at:
            raise BookingError("hold_expired")
        cut([row], [(one.counter_id, one.period)])
        one.status, one.expires_at, one.changed_at = Status.HELD, at + hold_time(), at
        one.save(update_fields=["status", "expires_at", "changed_at"])


def _free_row(
    counter: Counter, booking: Booking, wanted: Appointment, at: datetime
) -> FreeInterval | None:
    """Return the free interval of the locked counter that holds the whole of the old time."""
    if not counter.is_active:
        return None
    found, _has_expired = free_under_lock(
        [counter.pk], booking.service, wanted.period.lower, at, is_urgent=booking.is_urgent
    )
    return next((row for row in found if row.period.upper >= wanted.period.upper), None)

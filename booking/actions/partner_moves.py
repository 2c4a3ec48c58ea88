"""Moving a booking with a hold that was taken without saying what it is for."""

from datetime import datetime

from booking.actions.changing import reschedule
from booking.errors import BookingError
from booking.models import Booking
from privacy.audit import Actor


def reschedule_with(booking: Booking, *, hold: Booking, by: Actor, at: datetime) -> Booking:
    """Move `booking` to the time of `hold`, which from now on can serve nothing else.

    Idempotent. Raises BookingError as `reschedule` does, and not_confirmed where the hold is
    confirmed or meant for another booking; a hold that was not used stays free to be confirmed.
    """
    free = Booking.objects.unconfirmed().filter(pk=hold.pk, moves__isnull=True)
    is_ours = bool(free.update(moves=booking))
    try:
        return reschedule(booking, hold=hold, by=by, at=at)
    except BookingError:
        if is_ours:
            Booking.objects.unconfirmed().filter(pk=hold.pk, moves=booking).update(moves=None)
        raise

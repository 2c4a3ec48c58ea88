"""Cancelling and moving a confirmed booking (B25, B28). The reference never changes."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from booking.actions.locks import give_back, lock_bookings, lock_counters, writer
from booking.actions.securing import secure
from booking.actions.telling import tell_office
from booking.enums import Status, VisitEvent
from booking.errors import BookingError
from booking.messages import outgoing
from booking.models import Appointment, Booking, Visitor
from privacy.audit import Actor, record


@writer
def cancel(
    booking: Booking,
    *,
    by: Actor,
    at: datetime,
    visitor: Visitor | None = None,
    by_office: bool = False,
) -> Booking:
    """Cancel the whole booking, or one visitor's appointment, and tell the contact.

    `by_office`: not the customer's wish; the appointment is then revoked, and the message says so.

    Cancelling what is cancelled changes nothing and sends nothing. Raises BookingError:
    not_confirmed for a mere hold, past when the visit has begun, busy.
    """
    (booking,) = lock_bookings(booking)
    if not booking.is_confirmed:
        raise BookingError("not_confirmed")
    gone = _live(booking, visitor)
    if not gone:
        return booking
    if min(one.starts_at for one in gone) <= at:
        raise BookingError("past")
    counters = {c.pk: c for c in lock_counters(one.counter_id for one in gone)}
    _leave(gone, Status.REVOKED if by_office else Status.CANCELLED, at)
    give_back(gone, counters)
    _count_change(booking)
    record(
        by, "revoke" if by_office else "cancel", "booking", booking.pk, at=at, changed=["status"]
    )
    if booking.appointments.live().exists():
        outgoing.change(booking, at=at)
        event = VisitEvent.CHANGED
    else:
        outgoing.cancellation(booking, at=at)
        event = VisitEvent.CANCELLED
    _tell(booking, event, booking.location_id, gone, by, at)
    return booking


@writer
def reschedule(booking: Booking, *, hold: Booking, by: Actor, at: datetime) -> Booking:
    """Give `booking` the time that `hold` keeps for it; only then let the old time go (B28).

    Repeating it with the same hold changes nothing. Raises BookingError: hold_expired (the old
    appointment stays), already_cancelled, past, not_confirmed, busy; not_urgent where the hold is
    of an urgent case and the booking is not (B35).
    """
    booking, hold = lock_bookings(booking, hold)
    if not booking.is_confirmed or hold.moves_id != booking.pk or hold.is_confirmed:
        raise BookingError("not_confirmed")
    if hold.service_id != booking.service_id:
        raise BookingError("not_bookable")
    if hold.is_urgent and not booking.is_urgent:
        raise BookingError("not_urgent")
    old = _live(booking)
    if not hold.appointments.exists():
        return booking  # this very move has been made already
    if not old:
        raise BookingError("already_cancelled")
    if min(one.starts_at for one in old) <= at:
        raise BookingError("past")
    new = hold.appointments.filter(status__in=[Status.HELD, Status.EXPIRED])
    if new.count() != len(old):
        raise BookingError("hold_expired")
    # Both sides' counters in one go, in key order, before `secure` asks for its own again.
    keys = [one.counter_id for one in old] + list(new.values_list("counter_id", flat=True))
    counters = {c.pk: c for c in lock_counters(keys)}
    secured = sorted(secure(hold, at=at), key=lambda one: (one.starts_at, one.pk))
    _take_over(booking, old, secured, at)
    _leave(old, Status.MOVED, at)
    give_back(old, counters)
    before = booking.location_id
    booking.location, booking.municipality = hold.location, hold.municipality
    booking.override_reason = hold.override_reason or booking.override_reason
    booking.save(update_fields=["location", "municipality", "override_reason"])
    _count_change(booking)
    record(by, "reschedule", "booking", booking.pk, at=at, changed=["period", "counter"])
    outgoing.change(booking, at=at)
    _tell_of_move(booking, before, old, secured, by, at)
    return booking


def _tell_of_move(
    booking: Booking,
    before: int,
    old: Sequence[Appointment],
    new: Sequence[Appointment],
    by: Actor,
    at: datetime,
) -> None:
    """Tell the office of the new time; an office that is left hears of the old one."""
    if before == booking.location_id:
        _tell(booking, VisitEvent.CHANGED, before, new, by, at)
        return
    _tell(booking, VisitEvent.MOVED_AWAY, before, old, by, at)
    _tell(booking, VisitEvent.BOOKED, booking.location_id, new, by, at)


def _tell(
    booking: Booking,
    event: VisitEvent,
    location_id: int,
    about: Sequence[Appointment],
    by: Actor,
    at: datetime,
) -> None:
    starts_at = min(one.starts_at for one in about)
    tell_office(booking, event, location_id=location_id, starts_at=starts_at, by=by, at=at)


def _live(booking: Booking, visitor: Visitor | None = None) -> list[Appointment]:
    live = booking.appointments.filter(status=Status.BOOKED)
    if visitor is not None:
        live = live.filter(visitor=visitor)
    return sorted(live, key=lambda one: (one.starts_at, one.pk))


def _take_over(
    booking: Booking, old: Sequence[Appointment], new: Sequence[Appointment], at: datetime
) -> None:
    for before, after in zip(old, new, strict=True):
        after.booking = booking
        after.visitor_id = before.visitor_id
        after.status = Status.BOOKED
        after.expires_at = None
        after.changed_at = at
    Appointment.objects.bulk_update(
        new, ["booking", "visitor", "status", "expires_at", "changed_at"]
    )


def _leave(appointments: Sequence[Appointment], status: Status, at: datetime) -> None:
    keys = [one.pk for one in appointments]
    Appointment.objects.filter(pk__in=keys).update(status=status, changed_at=at)


def _count_change(booking: Booking) -> None:
    """Raise SEQUENCE, so that calendars replace what they have (I1, I2)."""
    Booking.objects.filter(pk=booking.pk).update(sequence=F("sequence") + 1)
    booking.refresh_from_db(fields=["sequence"])

"""Moving and cancelling many appointments by the office, and telling each person once (B11)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from psycopg.types.range import TimestamptzRange

from booking.actions.telling import tell_office
from booking.enums import Status, VisitEvent
from booking.messages import outgoing
from booking.models import Appointment, Booking, BulkChange
from booking.planning.preview import Stranded
from privacy.audit import Actor, record


def move(stranded: Sequence[Stranded], *, at: datetime) -> list[Appointment]:
    """Give each its proposed time and return the new appointments. Counters must be locked.

    The old ones all go first: one may be offered what another leaves.
    """
    _leave(stranded, Status.MOVED, at)
    return Appointment.objects.bulk_create(_elsewhere(one, at) for one in stranded)


def revoke(stranded: Sequence[Stranded], *, at: datetime) -> None:
    """Cancel each by the office."""
    _leave(stranded, Status.REVOKED, at)


def tell(booking: Booking, bulk: BulkChange, *, by: Actor, at: datetime) -> None:
    """Write the message and the audit row of a booking whose appointments the office changed."""
    rows = list(booking.appointments.all())
    live = [one for one in rows if one.status in (Status.BOOKED, Status.ARRIVED)]
    gone = [
        one for one in rows if one.status in (Status.MOVED, Status.REVOKED) and one.changed_at == at
    ]
    outgoing.by_office(booking, live=live, gone=gone, bulk=bulk, at=at)
    is_move = any(one.status == Status.MOVED for one in gone)
    event = VisitEvent.CHANGED if live else VisitEvent.CANCELLED
    starts_at = min(one.starts_at for one in live or gone)
    tell_office(booking, event, location_id=booking.location_id, starts_at=starts_at, by=by, at=at)
    verb, changed = ("move", ["period", "counter"]) if is_move else ("revoke", ["status"])
    record(by, verb, "booking", booking.pk, at=at, changed=changed)


def _leave(stranded: Sequence[Stranded], status: Status, at: datetime) -> None:
    keys = [one.appointment.pk for one in stranded]
    Appointment.objects.filter(pk__in=keys).update(status=status, changed_at=at)


def _elsewhere(one: Stranded, at: datetime) -> Appointment:
    old, to = one.appointment, one.proposal
    if to is None:
        raise ValueError("nobody is moved without a time")
    service = old.service
    return Appointment(
        booking_id=old.booking_id,
        counter_id=to.counter,
        service=service,
        visitor_id=old.visitor_id,
        period=TimestamptzRange(to.starts_at, to.starts_at + service.length),
        ends_at=to.starts_at + timedelta(minutes=service.minutes),
        status=old.status,
        created_at=at,
        changed_at=at,
    )

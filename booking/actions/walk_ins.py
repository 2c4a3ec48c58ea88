"""Somebody without an appointment is given the time that is free right now (B13)."""

from datetime import datetime, timedelta

from django.db import IntegrityError
from django.utils.translation import get_language
from psycopg.types.range import TimestamptzRange

from booking.actions.choosing import Busy, choose
from booking.actions.locks import writer
from booking.availability.derive import cut
from booking.availability.free import free_at
from booking.availability.grid import down_to_grid
from booking.availability.slots import Slot, offered
from booking.availability.truth import day_bounds
from booking.enums import Channel, Status
from booking.errors import BookingError
from booking.models import Appointment, Booking, Counter, Location, Service, Visitor
from booking.tokens import manage_token, new_reference, token_hash
from database.statements import insert
from languages.codes import SL
from privacy.audit import Actor, record

NEXT = 5
DRAWN = 4


def walk_in(
    service: Service,
    location: Location,
    *,
    counter: Counter | None = None,
    name: str = "",
    by: Actor,
    at: datetime,
    idempotency_key: str | None = None,
    is_urgent: bool = False,
) -> Appointment:
    """Give a time from the current step of the grid, at `counter` or any that does the service.

    The booking is confirmed, without contact or messages; its appointment has arrived. The same
    `idempotency_key` gives the same appointment. Where staff see that the case `is_urgent`, time
    reserved for such is theirs too (B35). Raises BookingError: not_bookable, no_urgent_path, busy,
    or slot_taken where the service does not fit in, with the next times today at which it does.
    """
    if not location.is_bookable(Channel.UNIT) or not service.is_active:
        raise BookingError("not_bookable")
    if counter is not None and not counter.services.filter(pk=service.pk).exists():
        raise BookingError("not_bookable")
    if is_urgent and not service.has_urgent_path:
        raise BookingError("no_urgent_path")
    if known := _known(idempotency_key):
        return known
    group = _group(service, location, at, idempotency_key, is_urgent)
    try:
        return _take(group, counter, name, by=by, at=at)
    except BookingError as error:
        if error.code != "slot_taken":
            raise
        # The same form sent twice: the other one may have taken the time for this very key.
        if known := _known(idempotency_key):
            return known
        found = next_today(service, location, counter, at, is_urgent=is_urgent)
        near = [(location, slot) for slot in found]
        raise BookingError("slot_taken", nearest=near) from error
    except IntegrityError:
        if known := _known(idempotency_key):
            return known
        raise


def next_today(
    service: Service,
    location: Location,
    counter: Counter | None,
    at: datetime,
    *,
    is_urgent: bool = False,
) -> list[Slot]:
    """Return up to five starts later today at which the service fits in; notice does not count."""
    end = day_bounds(at.astimezone(location.zone).date(), location.zone)[1]
    free = free_at(location.pk, service, (at, end), at, walk_in=True, is_urgent=is_urgent)
    if counter is not None:
        free = {key: spans for key, spans in free.items() if key == counter.pk}
    return offered(free, service, at, end)[:NEXT]


def _known(idempotency_key: str | None) -> Appointment | None:
    if not idempotency_key:
        return None
    return Appointment.objects.filter(booking__idempotency_key=idempotency_key).first()


def _group(
    service: Service,
    location: Location,
    at: datetime,
    idempotency_key: str | None,
    is_urgent: bool,
) -> Booking:
    group = Booking(
        service=service,
        location=location,
        language=get_language() or SL,
        channel=Channel.UNIT,
        is_walk_in=True,
        is_urgent=is_urgent,
        idempotency_key=idempotency_key,
        created_at=at,
        confirmed_at=at,
    )
    group.manage_hash = token_hash(manage_token(group.uid))
    return group


def _take(
    group: Booking, counter: Counter | None, name: str, *, by: Actor, at: datetime
) -> Appointment:
    """Choose a counter as a hold does: first among those nobody is writing, then waiting."""
    try:
        return _take_at(group, counter, name, by=by, at=at, skip=True)
    except Busy:
        return _take_at(group, counter, name, by=by, at=at, skip=False)


@writer
def _take_at(
    group: Booking, counter: Counter | None, name: str, *, by: Actor, at: datetime, skip: bool
) -> Appointment:
    starts_at = down_to_grid(at)
    (share,) = choose(group, starts_at, 1, at, skip=skip, counter=counter)
    drawn = (new_reference() for _draw in range(DRAWN))
    group.reference = next(one for one in drawn if not _is_used(one))
    insert(group)
    visitor = Visitor.objects.create(booking=group, name=name) if name else None
    appointment = Appointment.objects.create(
        booking=group,
        counter_id=share.row.counter_id,
        service=group.service,
        visitor=visitor,
        period=TimestamptzRange(starts_at, starts_at + group.service.length),
        ends_at=starts_at + timedelta(minutes=group.service.minutes),
        status=Status.ARRIVED,
        created_at=at,
        changed_at=at,
    )
    cut([share.row], [(appointment.counter_id, appointment.period)])
    record(by, "walk_in", "booking", group.pk, at=at)
    return appointment


def _is_used(reference: str) -> bool:
    return Booking.objects.filter(reference=reference).exists()

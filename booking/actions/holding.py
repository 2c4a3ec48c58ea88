"""Taking time for somebody while they fill in the rest (B27)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError
from psycopg.types.range import TimestamptzRange

from accounts.models import ApiToken
from booking.actions.choosing import Busy, Share, choose
from booking.actions.keys import forget_if_over
from booking.actions.locks import BOOKING, give_back, lock_bookings, lock_counters, writer
from booking.actions.rules import Rule, broken_rules
from booking.actions.securing import APPOINTMENT, hold_time, secure
from booking.availability.derive import cut
from booking.availability.grid import on_grid, pitch
from booking.availability.slots import Slot, slots
from booking.enums import Channel, Status
from booking.errors import BookingError
from booking.models import Appointment, Booking, Counter, Location, Municipality, Service
from booking.tokens import hold_token, keyed_hold_token, token_hash
from database.statements import insert, rows
from privacy.audit import Actor, record

NEAREST = 5


@dataclass(frozen=True)
class Held:
    """A group of held appointments and the token that finds it again."""

    booking: Booking
    token: str
    appointments: list[Appointment]


def hold(
    service: Service,
    location: Location,
    *,
    starts_at: datetime,
    people: int = 1,
    by: Actor,
    channel: str = Channel.WEB,
    language: str,
    at: datetime,
    municipality: Municipality | None = None,
    idempotency_key: str | None = None,
    moves: Booking | None = None,
    override_reason: str = "",
    partner: ApiToken | None = None,
    counter: Counter | None = None,
    is_urgent: bool = False,
    urgent_reason: str = "",
) -> Held:
    """Hold `people` appointments from `starts_at` (UTC) for HOLD_MINUTES and return them.

    The same `idempotency_key` gives the same hold while it lives and takes the time anew after
    that. With `moves` the time is meant for that confirmed booking; `partner` is the system it is
    made through. With `counter` the time is that counter's or nobody's. Unit staff set competence,
    notice and horizon aside with an `override_reason`, which is kept where it was needed.

    Where `is_urgent`, somebody says for the `urgent_reason` that the case meets the service's
    conditions, and time reserved for such cases may be had (B35); what is moved stays what it was.

    Raises BookingError: not_bookable, no_urgent_path, no_urgent_reason, too_many, not_competent,
    bad_start, slot_taken (with the nearest free times) or busy. B14, B21, B27, B28, B40, X6.
    """
    if known := _still_held(idempotency_key, at):
        return known
    reason = override_reason if channel == Channel.UNIT else ""
    broken = _check(service, location, starts_at, people, at, channel, municipality, reason)
    if moves is not None:
        is_urgent, urgent_reason = moves.is_urgent, ""
    elif is_urgent:
        _check_urgent(service, urgent_reason)
    group = Booking(
        service=service,
        location=location,
        municipality=municipality,
        moves=moves,
        language=language,
        channel=channel,
        created_at=at,
        idempotency_key=idempotency_key,
        override_reason=reason if broken else "",
        partner=partner,
        is_urgent=is_urgent,
        urgent_reason=urgent_reason if is_urgent else "",
    )
    token = keyed_hold_token(idempotency_key) if idempotency_key else hold_token()
    group.hold_hash = token_hash(token)
    try:
        held = _take(group, starts_at, people, by=by, at=at, counter=counter)
    except (BookingError, IntegrityError) as error:
        # The same form sent twice: the other one may have won the time for this very key.
        if known := _known(idempotency_key):
            return known
        if isinstance(error, BookingError) and error.code == "slot_taken":
            raise _taken(group, starts_at, people, at) from error
        raise
    return Held(group, token, held)


@writer
def extend(booking: Booking, *, at: datetime) -> Booking:
    """Give the holder ten minutes more from `at`, once; later calls change nothing (B27).

    Raises hold_expired when the time has gone to somebody else.
    """
    (booking,) = lock_bookings(booking)
    if booking.is_confirmed or booking.is_extended:
        return booking
    secure(booking, at=at)
    booking.appointments.held().update(expires_at=at + hold_time(), changed_at=at)
    booking.is_extended = True
    booking.save(update_fields=["is_extended"])
    return booking


@writer
def release(booking: Booking, *, by: Actor, at: datetime) -> None:
    """Give held time back at once; a confirmed or released booking stays as it is."""
    (booking,) = lock_bookings(booking)
    if booking.is_confirmed:
        return
    held = list(booking.appointments.held())
    if not booking.appointments.exclude(status=Status.CANCELLED).exists():
        return
    counters = {c.pk: c for c in lock_counters(hold.counter_id for hold in held)}
    # Cancelled, not expired: what was given back is not silently taken again by another tab.
    unused = booking.appointments.filter(status__in=[Status.HELD, Status.EXPIRED])
    unused.update(status=Status.CANCELLED, changed_at=at)
    give_back(held, counters)
    record(by, "release", "booking", booking.pk, at=at)


def nearest(
    service: Service,
    location: Location,
    wanted: datetime,
    *,
    people: int,
    channel: str,
    at: datetime,
    is_urgent: bool = False,
) -> list[tuple[Location, Slot]]:
    """Return up to five free times of the location closest to `wanted`, in order of time."""
    day = wanted.astimezone(location.zone).date()
    week = timedelta(days=7)
    found = slots(
        location,
        service,
        day - week,
        day + week,
        at=at,
        people=people,
        channel=channel,
        is_urgent=is_urgent,
    )
    close = sorted(found, key=lambda slot: abs(slot.starts_at - wanted))[:NEAREST]
    return [(location, slot) for slot in sorted(close, key=lambda slot: slot.starts_at)]


BY_KEY = f"SELECT {BOOKING} FROM booking_booking WHERE idempotency_key = %(key)s"  # noqa: S608 - our own column names


def _still_held(idempotency_key: str | None, at: datetime) -> Held | None:
    """Return the hold of the key while it lives; one that is over is forgotten."""
    if not idempotency_key or not _known(idempotency_key):
        return None
    forget_if_over(idempotency_key, at)
    return _known(idempotency_key)


def _taken(group: Booking, starts_at: datetime, people: int, at: datetime) -> BookingError:
    """Return that the time is somebody else's, with the free times nearest to it."""
    near = nearest(
        group.service,
        group.location,
        starts_at,
        people=people,
        channel=group.channel,
        at=at,
        is_urgent=group.is_urgent,
    )
    return BookingError("slot_taken", nearest=near)


def _known(idempotency_key: str | None) -> Held | None:
    if not idempotency_key:
        return None
    found = rows(BOOKING, BY_KEY, {"key": idempotency_key})
    if not found:
        return None
    row = found[0]
    return Held(row, keyed_hold_token(idempotency_key), list(row.appointments.all()))


def _check(
    service: Service,
    location: Location,
    starts_at: datetime,
    people: int,
    at: datetime,
    channel: str,
    municipality: Municipality | None,
    reason: str,
) -> list[Rule]:
    """Raise BookingError where a rule that needs no lock says no; return those set aside."""
    if not location.is_bookable(channel) or not service.is_by_appointment:
        raise BookingError("not_bookable")
    if not 1 <= people <= service.max_people:
        raise BookingError("too_many")
    broken = broken_rules(service, location, starts_at, municipality, at)
    if Rule.COMPETENCE in broken and not reason:
        raise BookingError("not_competent")
    if not on_grid(starts_at) or starts_at <= at or (broken and not reason):
        raise BookingError("bad_start")
    return broken


def _check_urgent(service: Service, reason: str) -> None:
    """Raise BookingError where the service has no urgent path, or nobody says why."""
    if not service.has_urgent_path:
        raise BookingError("no_urgent_path")
    if not reason:
        raise BookingError("no_urgent_reason")


def _take(
    group: Booking,
    starts_at: datetime,
    people: int,
    *,
    by: Actor,
    at: datetime,
    counter: Counter | None,
) -> list[Appointment]:
    """Choose counters, lock them, write the held appointments and return them."""
    wanted = (group, starts_at, people)
    try:
        return _take_at(*wanted, by=by, at=at, counter=counter, skip=True)
    except Busy:
        # The end of its transaction gave back what pass 1 had locked; pass 2 waits, in key order.
        return _take_at(*wanted, by=by, at=at, counter=counter, skip=False)


@writer
def _take_at(
    group: Booking,
    starts_at: datetime,
    people: int,
    *,
    by: Actor,
    at: datetime,
    counter: Counter | None,
    skip: bool,
) -> list[Appointment]:
    shares = choose(group, starts_at, people, at, skip=skip, counter=counter)
    insert(group)
    held = _write(group, starts_at, shares, at)
    record(by, "hold", "booking", group.pk, at=at)
    if group.override_reason:
        record(by, "override", "booking", group.pk, at=at, changed=["override_reason"])
    if group.urgent_reason:
        record(by, "urgent", "booking", group.pk, at=at, changed=["is_urgent", "urgent_reason"])
    return held


WRITE = f"""
INSERT INTO booking_appointment (booking_id, counter_id, service_id, period, ends_at, status,
                                 expires_at, created_at, changed_at)
SELECT %(booking)s, seat.counter, %(service)s, seat.period, lower(seat.period) + %(visit)s,
       '{Status.HELD}', %(expires_at)s, %(at)s, %(at)s
FROM unnest(%(counters)s::bigint[], %(periods)s::tstzrange[]) AS seat (counter, period)
RETURNING {APPOINTMENT}
"""  # noqa: S608 - our own column names


def _write(
    group: Booking, starts_at: datetime, shares: list[Share], at: datetime
) -> list[Appointment]:
    """Write one appointment a person, one after the other at each counter, and take its time."""
    length = group.service.length
    seats = [
        (one.row.counter_id, TimestamptzRange(begin, begin + length))
        for one in shares
        for begin in (starts_at + pitch(length) * person for person in range(one.people))
    ]
    values = {
        "booking": group.pk,
        "service": group.service_id,
        "visit": timedelta(minutes=group.service.minutes),
        "expires_at": at + hold_time(),
        "at": at,
        "counters": [counter for counter, _period in seats],
        "periods": [period for _counter, period in seats],
    }
    held = rows(APPOINTMENT, WRITE, values)
    cut([one.row for one in shares], seats)
    return held

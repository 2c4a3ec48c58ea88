"""Taking time for somebody while they fill in the rest (B27)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError
from psycopg.types.range import TimestamptzRange

from accounts.models import ApiToken
from booking.actions.keys import forget_if_over
from booking.actions.locks import give_back, lock_bookings, lock_counters, turn_expired, writer
from booking.availability import derive
from booking.availability.derive import cut, local_day, reach
from booking.availability.free import free_at, free_under_lock, serving
from booking.availability.grid import on_grid, pitch, room, share
from booking.availability.slots import Slot, slots
from booking.availability.window import start_window
from booking.enums import Channel, Status
from booking.errors import BookingError
from booking.models import (
    Appointment,
    Booking,
    Counter,
    FreeInterval,
    Location,
    Municipality,
    Service,
)
from booking.tokens import hold_token, keyed_hold_token, token_hash
from privacy.audit import Actor, record

NEAREST = 5


@dataclass(frozen=True)
class Held:
    """A group of held appointments and the token that finds it again."""

    booking: Booking
    token: str


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
) -> Held:
    """Hold `people` appointments from `starts_at` (UTC) for HOLD_MINUTES and return them.

    The same `idempotency_key` gives the same hold while it lives and takes the time anew after
    that. With `moves` the time is meant for that confirmed booking; `partner` is the system it is
    made through. Raises BookingError: not_bookable, too_many, not_competent, bad_start, slot_taken
    (with the nearest free times) or busy. B14, B21, B27, B28, X6.
    """
    if idempotency_key and _known(idempotency_key):
        forget_if_over(idempotency_key, at)
        if known := _known(idempotency_key):
            return known
    _check(service, location, starts_at, people, at, channel, municipality, override_reason)
    group = Booking(
        service=service,
        location=location,
        municipality=municipality,
        moves=moves,
        language=language,
        channel=channel,
        created_at=at,
        idempotency_key=idempotency_key,
        override_reason=override_reason,
        partner=partner,
    )
    token = keyed_hold_token(idempotency_key) if idempotency_key else hold_token()
    group.hold_hash = token_hash(token)
    try:
        _take(group, starts_at, people, by=by, at=at)
    except BookingError as error:
        # The same form sent twice: the other one may have won the time for this very key.
        if idempotency_key and (known := _known(idempotency_key)):
            return known
        if error.code != "slot_taken":
            raise
        near = nearest(service, location, starts_at, people=people, channel=channel, at=at)
        raise BookingError("slot_taken", nearest=near) from error
    except IntegrityError:
        known = _known(idempotency_key) if idempotency_key else None
        if known is None:
            raise
        return known
    return Held(group, token)


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


def hold_time() -> timedelta:
    return timedelta(minutes=settings.HOLD_MINUTES)


def secure(booking: Booking, *, at: datetime) -> list[Appointment]:
    """Make sure, under the counters' locks, that the hold's time is its own; return its rows.

    A hold that has run out, or was turned to `expired`, is taken again if its time is still free.
    Expects the booking row to be locked. Raises hold_expired otherwise.
    """
    unfinished = booking.appointments.filter(status__in=[Status.HELD, Status.EXPIRED])
    counters = {c.pk: c for c in lock_counters(unfinished.values("counter"))}
    rows = list(unfinished.order_by("pk"))
    if not rows:
        raise BookingError("hold_expired")
    if any(one.status == Status.EXPIRED for one in rows):
        # This turns the rest of the group over too, at counters nobody has written since.
        turn_expired(counters.values(), at)
        _take_again(booking, unfinished.filter(status=Status.EXPIRED), counters, at)
        rows = list(unfinished.order_by("pk"))
    return rows


def _take_again(
    booking: Booking, lost: Iterable[Appointment], counters: dict[int, Counter], at: datetime
) -> None:
    """Take the time of `lost` once more; raises hold_expired where it is not to be had."""
    service = booking.service
    if not booking.location.is_bookable(booking.channel) or not service.is_by_appointment:
        raise BookingError("hold_expired")
    for one in lost:
        period = (one.period.lower, one.period.upper)
        counter = counters[one.counter_id]
        row = _free_row(counter.pk, service, period) if counter.is_active else None
        if row is None or one.starts_at <= at:
            raise BookingError("hold_expired")
        cut(row, period)
        one.status, one.expires_at, one.changed_at = Status.HELD, at + hold_time(), at
        one.save(update_fields=["status", "expires_at", "changed_at"])


def nearest(
    service: Service,
    location: Location,
    wanted: datetime,
    *,
    people: int,
    channel: str,
    at: datetime,
) -> list[tuple[Location, Slot]]:
    """Return up to five free times of the location closest to `wanted`, in order of time."""
    day = wanted.astimezone(location.zone).date()
    week = timedelta(days=7)
    found = slots(location, service, day - week, day + week, at=at, people=people, channel=channel)
    close = sorted(found, key=lambda slot: abs(slot.starts_at - wanted))[:NEAREST]
    return [(location, slot) for slot in sorted(close, key=lambda slot: slot.starts_at)]


def _known(idempotency_key: str) -> Held | None:
    row = Booking.objects.filter(idempotency_key=idempotency_key).first()
    return Held(row, keyed_hold_token(idempotency_key)) if row else None


def _check(
    service: Service,
    location: Location,
    starts_at: datetime,
    people: int,
    at: datetime,
    channel: str,
    municipality: Municipality | None,
    override_reason: str,
) -> None:
    """Raise BookingError where a rule that needs no lock says no."""
    if not location.is_bookable(channel) or not service.is_by_appointment:
        raise BookingError("not_bookable")
    if not 1 <= people <= service.max_people:
        raise BookingError("too_many")
    may_override = channel == Channel.UNIT and override_reason
    competent = location.unit_id if service.has_any_unit else municipality and municipality.unit_id
    if competent != location.unit_id and not may_override:
        raise BookingError("not_competent")
    opens, closes = start_window(service, at, location.zone)
    if not on_grid(starts_at) or starts_at <= at:
        raise BookingError("bad_start")
    if not may_override and not opens <= starts_at < closes:
        raise BookingError("bad_start")


def _take(group: Booking, starts_at: datetime, people: int, *, by: Actor, at: datetime) -> None:
    """Choose counters, lock them, and write the held appointments."""
    try:
        _take_at(group, starts_at, people, by=by, at=at, skip=True)
    except _Busy:
        # The end of its transaction gave back what pass 1 had locked; pass 2 waits, in key order.
        _take_at(group, starts_at, people, by=by, at=at, skip=False)


@writer
def _take_at(
    group: Booking, starts_at: datetime, people: int, *, by: Actor, at: datetime, skip: bool
) -> None:
    shares = _choose(group, starts_at, people, at, skip=skip)
    group.save(force_insert=True)
    _write(group, starts_at, shares, at)
    record(by, "hold", "booking", group.pk, at=at)


@dataclass(frozen=True)
class Share:
    """What one locked counter takes of a group: so many people, out of this free interval."""

    counter: Counter
    people: int
    row: FreeInterval


class _Busy(Exception):
    """Pass 1 found too little among the counters nobody else was writing."""


def _choose(
    group: Booking, starts_at: datetime, people: int, at: datetime, *, skip: bool
) -> list[Share]:
    """Return locked counters, how many people each takes, and the free interval they take it of.

    Pass 1 skips locked counters and raises _Busy when the rest do not suffice; only pass 2, which
    waits for them, may say that the time is taken.
    """
    candidates = _candidates(group, starts_at, people, at)
    counters = Counter.objects.filter(is_active=True).select_related("location")
    if people == 1 and skip:
        for key, _room in candidates:
            locked = list(counters.filter(pk=key).locked(skip=True))
            if locked and (found := _rooms(locked, group, starts_at, at)):
                return [Share(locked[0], 1, found[0][1])]
        raise _Busy
    keys = [key for key, _room in candidates]
    locked = list(counters.filter(pk__in=keys).locked(skip=skip))
    found = sorted(_rooms(locked, group, starts_at, at), key=lambda pair: -pair[0])
    shares = share([capacity for capacity, _row in found], people)
    if shares is None:
        raise _Busy if skip else BookingError("slot_taken")
    by_key = {counter.pk: counter for counter in locked}
    return [
        Share(by_key[row.counter_id], taken, row)
        for (_capacity, row), taken in zip(found, shares, strict=True)
        if taken
    ]


def _candidates(
    group: Booking, starts_at: datetime, people: int, at: datetime
) -> list[tuple[int, int]]:
    """Return (counter key, room) of the counters free at `starts_at`, snuggest fit first."""
    service = group.service
    window = (starts_at, starts_at + service.length)
    free = free_at(group.location_id, service, window, at)
    fitting = [
        (span[0] != starts_at, key, capacity)
        for key, spans in free.items()
        for span in spans
        if (capacity := room(span, starts_at, service.length))
    ]
    if sum(capacity for _loose, _key, capacity in fitting) < people:
        fitting += _underived(group, starts_at, at)
    return [(key, capacity) for _loose, key, capacity in sorted(fitting)]


def _underived(group: Booking, starts_at: datetime, at: datetime) -> list[tuple[bool, int, int]]:
    """Return the counters whose derived days end before `starts_at`; a late job loses nobody."""
    day = starts_at.astimezone(group.location.zone).date()
    counters = Counter.objects.doing(group.service_id).filter(location=group.location_id)
    short = counters.exclude(free_until__gte=day).values_list("pk", flat=True)
    return [(True, key, 1) for key in short]


def _rooms(
    locked: list[Counter], group: Booking, starts_at: datetime, at: datetime
) -> list[tuple[int, FreeInterval]]:
    """Return how many fit from `starts_at` into each locked counter's interval around it.

    Read again after the locks; a counter where none fits is left out.
    """
    service = group.service
    keys = [counter.pk for counter in locked]
    rows, has_expired = free_under_lock(keys, service, starts_at, at)
    if _refresh(locked, starts_at, at, has_expired=has_expired):
        rows, _turned = free_under_lock(keys, service, starts_at, at)
    return [
        (capacity, row)
        for row in rows
        if (capacity := room((row.period.lower, row.period.upper), starts_at, service.length))
    ]


def _refresh(
    locked: list[Counter], starts_at: datetime, at: datetime, *, has_expired: bool
) -> bool:
    """Turn over expired holds and derive missing days of locked counters; say if any was there."""
    if has_expired:
        turn_expired(locked, at)
    short = [c for c in locked if c.free_until is None or c.free_until < local_day(starts_at, c)]
    if short:
        derive.extend(short, at.date() - timedelta(days=1), reach(at.date()))
    return has_expired or bool(short)


def _write(group: Booking, starts_at: datetime, shares: list[Share], at: datetime) -> None:
    service = group.service
    for one in shares:
        begin = starts_at
        for person in range(one.people):
            period = (begin, begin + service.length)
            # What the first person leaves of the interval is read again for the next.
            row = one.row if person == 0 else _free_row(one.counter.pk, service, period)
            if row is None:
                raise BookingError("slot_taken")
            Appointment.objects.create(
                booking=group,
                counter=one.counter,
                service=service,
                period=TimestamptzRange(*period),
                ends_at=begin + timedelta(minutes=service.minutes),
                status=Status.HELD,
                expires_at=at + hold_time(),
                created_at=at,
                changed_at=at,
            )
            cut(row, period)
            begin += pitch(service.length)


def _free_row(
    counter_id: int, service: Service, period: tuple[datetime, datetime]
) -> FreeInterval | None:
    rows = serving(FreeInterval.objects.all(), service.pk)
    return rows.filter(counter=counter_id, period__contains=TimestamptzRange(*period)).first()

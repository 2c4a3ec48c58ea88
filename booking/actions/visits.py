"""A visit with several services as a whole: a service more, all cancelled, all moved (B13)."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from hashlib import sha256

from django.forms.models import model_to_dict

from booking.actions.changing import cancel, reschedule
from booking.actions.confirming import ContactDetails, VisitorDetails, confirm
from booking.actions.holding import Held, hold, release
from booking.actions.linking import join, lock_visits
from booking.actions.locks import lock_bookings, lock_counters, writer
from booking.enums import LIVE, Channel, Status
from booking.errors import BookingError
from booking.models import (
    Appointment,
    Booking,
    Contact,
    Counter,
    Location,
    Municipality,
    Service,
    Visitor,
)
from booking.models.booking import BookingQuerySet
from booking.planning.adjoining import Anchor, adjoining_times
from privacy.audit import Actor, record
from privacy.models import Notice

# Of a contact; why its case was urgent is said of that booking alone (B35).
REACHED = [one.name for one in fields(ContactDetails)]


def add_service(
    to: Appointment,
    service: Service,
    *,
    starts_at: datetime,
    counter: Counter,
    acknowledgement: Notice | None,
    by: Actor,
    at: datetime,
    idempotency_key: str,
    municipality: Municipality | None = None,
    override_reason: str = "",
) -> Booking:
    """Book `service` at `counter` from `starts_at` (UTC) for the visitor of `to`, and link both.

    Contact, visitor, language and the privacy notice are those of `to`. That its case is urgent is
    not handed on: each service has conditions of its own, so the added one takes everybody's time
    (B35). The confirmation names both. The same key gives the same booking.

    Raises BookingError as `hold` and `confirm` do, and no_contact, changed_meanwhile where `to` is
    no longer where it was; then nothing is held.
    """
    first = to.booking
    held = hold(
        service,
        first.location,
        starts_at=starts_at,
        by=by,
        channel=Channel.UNIT,
        language=first.language,
        at=at,
        municipality=municipality,
        idempotency_key=idempotency_key,
        override_reason=override_reason,
        counter=counter,
    )
    try:
        return _confirm_beside(to, held.booking, acknowledgement, by=by, at=at)
    except BookingError:
        release(held.booking, by=by, at=at)
        raise


@writer
def _confirm_beside(
    to: Appointment, held: Booking, acknowledgement: Notice | None, *, by: Actor, at: datetime
) -> Booking:
    rows = {row.pk: row for row in lock_visits(to.booking, held)}
    first, added = rows[to.booking_id], rows[held.pk]
    if added.is_confirmed:
        return added
    contact = Contact.objects.filter(booking=first).first()
    if contact is None or first.privacy_notice is None:
        raise BookingError("no_contact")
    now = Appointment.objects.select_related("visitor").get(pk=to.pk)
    if now.status not in LIVE or (now.counter_id, now.period) != (to.counter_id, to.period):
        raise BookingError("changed_meanwhile")
    join(added, first)
    record(by, "link", "booking", first.pk, at=at, changed=["linked_to"])
    return confirm(
        added,
        contact=ContactDetails(**model_to_dict(contact, fields=REACHED)),
        visitors=None if now.visitor is None else [_details(now.visitor)],
        acknowledgement=acknowledgement,
        privacy_notice=first.privacy_notice,
        language=first.language,
        by=by,
        at=at,
    )


def _details(visitor: Visitor) -> VisitorDetails:
    return VisitorDetails(**model_to_dict(visitor, exclude=["id", "booking"]))


@writer
def cancel_visit(
    booking: Booking,
    *,
    by: Actor,
    at: datetime,
    visitor: Visitor | None = None,
    by_office: bool = False,
    among: BookingQuerySet | None = None,
) -> None:
    """Cancel `booking`, or one visitor's part of it, and all others of its visit to come.

    With `among` only those others that are among these: one that was moved may be at another unit
    by now, where whoever cancels has no say (X2). Raises BookingError as `cancel` does; then none
    of them is cancelled.
    """
    rows = lock_visits(booking)
    booked = Appointment.objects.filter(booking__in=rows, status=Status.BOOKED)
    lock_counters(booked.values_list("counter_id", flat=True))
    cancel(booking, visitor=visitor, by_office=by_office, by=by, at=at)
    others = _within(among, [row for row in rows if row.pk != booking.pk])
    for other in to_come(others, at):
        cancel(other, by_office=by_office, by=by, at=at)


def move_visit(
    booking: Booking,
    *,
    held: Booking,
    by: Actor,
    at: datetime,
    key: str,
    override_reason: str = "",
    among: BookingQuerySet | None = None,
) -> None:
    """Give `booking` the time `held` for it, and all others of its visit times that adjoin it.

    With `among` only those others that are among these, as in `cancel_visit`. All of them or none:
    raises BookingError nothing_adjoins where one finds no place beside, and whatever `hold` and
    `reschedule` raise; then every hold but `held` has been given back.
    """
    taken = list(held.appointments.all())
    if not taken:  # this very move has been made already
        reschedule(booking, hold=held, by=by, at=at)
        return
    others = to_come(_within(among, list(Booking.objects.same_visit(booking))), at)
    holds: list[Held] = []
    try:
        anchor = Anchor.of(taken)
        for other in others:
            # A key of its own for each, as long as any.
            own = sha256(f"{key} {other.pk}".encode()).hexdigest()
            more = {"key": own, "override_reason": override_reason}
            holds.append(_hold_beside(anchor, other, held.location, by=by, at=at, **more))
            anchor = _wider(anchor, Anchor.of(holds[-1].appointments))
        pairs = [(booking, held), *zip(others, [one.booking for one in holds], strict=True)]
        _move_all(pairs, by=by, at=at)
    except BookingError:
        for one in holds:
            release(one.booking, by=by, at=at)
        raise


def _hold_beside(
    anchor: Anchor,
    booking: Booking,
    location: Location,
    *,
    by: Actor,
    at: datetime,
    key: str,
    override_reason: str,
) -> Held:
    people = booking.appointments.filter(status=Status.BOOKED).count()
    times = adjoining_times(
        anchor, location, booking.service, at=at, people=people, is_urgent=booking.is_urgent
    )
    if not times:
        raise BookingError("nothing_adjoins")
    return hold(
        booking.service,
        location,
        starts_at=times[0].starts_at,
        people=people,
        by=by,
        channel=Channel.UNIT,
        language=booking.language,
        at=at,
        municipality=booking.municipality,
        idempotency_key=key,
        moves=booking,
        override_reason=override_reason,
        counter=Counter(pk=times[0].counter),
    )


@writer
def _move_all(pairs: Sequence[tuple[Booking, Booking]], *, by: Actor, at: datetime) -> None:
    everybody = [booking for pair in pairs for booking in pair]
    lock_bookings(*everybody)
    taken = Appointment.objects.occupying().filter(booking__in=everybody)
    lock_counters(taken.values_list("counter_id", flat=True))
    for booking, hold_for_it in pairs:
        reschedule(booking, hold=hold_for_it, by=by, at=at)


def _within(among: BookingQuerySet | None, bookings: list[Booking]) -> list[Booking]:
    """Keep the bookings that are `among` these; None keeps all."""
    if among is None:
        return bookings
    keys = set(among.filter(pk__in=[one.pk for one in bookings]).values_list("pk", flat=True))
    return [one for one in bookings if one.pk in keys]


def to_come(bookings: Sequence[Booking], at: datetime) -> list[Booking]:
    """Keep those that can still be cancelled or moved, in order of time."""
    starts = {}
    for booking in bookings:
        booked = booking.appointments.filter(status=Status.BOOKED).first()
        if booked is not None and booked.starts_at > at:
            starts[booking.pk] = booked.starts_at
    return sorted(
        (one for one in bookings if one.pk in starts), key=lambda one: (starts[one.pk], one.pk)
    )


def _wider(one: Anchor, other: Anchor) -> Anchor:
    """Return the anchor of both together, at the counter of the later one."""
    last = max(one, other, key=lambda anchor: anchor.period[1])
    return Anchor(
        last.counter,
        (min(one.period[0], other.period[0]), last.period[1]),
        max(one.ends_at, other.ends_at),
    )

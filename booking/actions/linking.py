"""Bookings of one visit with several services: put together and taken apart (B13).

The bookings of a visit are the first one and all that point to it. Whoever changes that holds the
rows of all of them.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from booking.actions.locks import lock_bookings, writer
from booking.availability.truth import day_bounds
from booking.errors import BookingError
from booking.models import Appointment, Booking, Contact
from privacy.audit import Actor, record


@writer
def link(first: Booking, second: Booking, *, by: Actor, at: datetime) -> None:
    """Make `second` part of the visit of `first`; nobody is written to.

    Doing it twice changes nothing. Raises BookingError: not_confirmed, already_cancelled,
    another_contact, another_day (or place), linked_already where `second` is part of another
    visit, changed_meanwhile, busy.
    """
    rows = {row.pk: row for row in lock_visits(first, second)}
    one, other = rows[first.pk], rows[second.pk]
    if one.visit_key == other.visit_key:
        return
    if other.linked_to_id or other.linked.exists():
        raise BookingError("linked_already")
    if not (one.is_confirmed and other.is_confirmed):
        raise BookingError("not_confirmed")
    if code := refusal(one, other):
        raise BookingError(code)
    join(other, one)
    for booking in (one, other):
        record(by, "link", "booking", booking.pk, at=at, changed=["linked_to"])


@writer
def unlink(booking: Booking, *, by: Actor, at: datetime) -> None:
    """Take `booking` out of its visit; whatever it stands alone in already stays.

    Raises BookingError: changed_meanwhile, busy.
    """
    rows = lock_visits(booking)
    others = [row for row in rows if row.pk != booking.pk]
    if not others:
        return
    Booking.objects.filter(pk=booking.pk).update(linked_to=None)
    if any(row.linked_to_id == booking.pk for row in others):
        first, *rest = others
        Booking.objects.filter(pk=first.pk).update(linked_to=None)
        Booking.objects.filter(pk__in=[row.pk for row in rest]).update(linked_to=first)
    record(by, "unlink", "booking", booking.pk, at=at, changed=["linked_to"])


def join(booking: Booking, to: Booking) -> None:
    """Point a locked booking that stands alone to the first one of the locked visit of `to`."""
    Booking.objects.filter(pk=booking.pk).update(linked_to=to.visit_key)


def lock_visits(*bookings: Booking) -> list[Booking]:
    """Lock `bookings` and all others of their visits, in key order, and return them.

    Raises changed_meanwhile where somebody has just put one of them elsewhere.
    """
    keys = _visit_keys(bookings)
    rows = lock_bookings(*Booking.objects.filter(pk__in=keys).order_by("pk"))
    if _visit_keys(rows) != keys:
        raise BookingError("changed_meanwhile")
    return rows


def refusal(one: Booking, other: Booking) -> str:
    """Return the code of the rule against one visit of both, "" when there is none."""
    days = [_day(booking) for booking in (one, other)]
    if None in days:
        return "already_cancelled"
    if days[0] != days[1] or one.location_id != other.location_id:
        return "another_day"
    return "" if _is_of_one_contact(one, other) else "another_contact"


def linkable(booking: Booking) -> list[Booking]:
    """Return the bookings that could be linked with `booking`: same contact, day and place."""
    contact, day = Contact.objects.filter(booking=booking).first(), _day(booking)
    if contact is None or day is None:
        return []
    bounds = day_bounds(day, booking.location.zone)
    here = Appointment.objects.live().filter(
        counter__location=booking.location_id, period__startswith__range=bounds
    )
    rows = Booking.objects.confirmed().filter(
        pk__in=here.values("booking"), linked_to__isnull=True, linked__isnull=True
    )
    others = rows.exclude(pk__in=_visit_keys([booking])).select_related("service", "location")
    found = others.filter(_reached_as(contact)).order_by("pk")
    return [one for one in found if not refusal(booking, one)]


def _reached_as(contact: Contact) -> Q:
    if contact.email:
        return Q(contact__email__iexact=contact.email)
    if contact.phone:
        return Q(contact__phone=contact.phone)
    return Q(contact__name__iexact=contact.name)


def _visit_keys(bookings: Sequence[Booking]) -> set[int]:
    keys = {booking.pk for booking in bookings}
    for booking in Booking.objects.filter(pk__in=keys):
        keys |= set(Booking.objects.same_visit(booking).values_list("pk", flat=True))
    return keys


def _day(booking: Booking) -> date | None:
    first = booking.appointments.live().first()
    return first.starts_at.astimezone(booking.location.zone).date() if first else None


def _is_of_one_contact(one: Booking, other: Booking) -> bool:
    """Say whether both are reached alike; those who cannot be reached, whether they are named so.

    A shared telephone is not enough where the addresses differ.
    """
    contacts = [Contact.objects.filter(booking=booking).first() for booking in (one, other)]
    return None not in contacts and _reach(contacts[0]) == _reach(contacts[1])


def _reach(contact: Contact | None) -> str:
    if contact is None:
        return ""
    return contact.email.lower() or contact.phone or contact.name.casefold()

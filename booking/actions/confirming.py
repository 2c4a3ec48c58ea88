"""From held to booked: an UPDATE of the same rows, never delete-then-insert (DESIGN 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from booking.actions.holding import secure
from booking.actions.locks import lock_bookings, writer
from booking.enums import Status
from booking.errors import BookingError
from booking.messages import outgoing
from booking.models import Appointment, Booking, Contact, Visitor
from booking.tokens import manage_token, new_reference, token_hash
from privacy.audit import Actor, record
from privacy.models import Notice


@dataclass(frozen=True)
class ContactDetails:
    """Whom we write to. `phone` in E.164; at least one of e-mail and phone on the web."""

    name: str
    email: str = ""
    phone: str = ""
    wants_email: bool = False
    wants_sms: bool = False


@dataclass(frozen=True)
class VisitorDetails:
    """Who comes; `needs` at the visit in their own words."""

    name: str
    is_child: bool = False
    is_represented: bool = False
    needs: str = ""


@writer
def confirm(
    booking: Booking,
    *,
    contact: ContactDetails,
    visitors: Sequence[VisitorDetails] | None,
    acknowledgement: Notice | None,
    privacy_notice: Notice,
    language: str,
    by: Actor,
    at: datetime,
) -> Booking:
    """Turn a hold into a confirmed booking with a reference and queue its messages (B20–B26).

    One visitor per held appointment, in order of time; with None all come under the contact's
    name. A second confirmation of the same booking
    returns it unchanged. Raises BookingError: hold_expired when the time has gone to somebody
    else, too_many when visitors and appointments do not match, busy.
    """
    (booking,) = lock_bookings(booking)
    if booking.is_confirmed:
        return booking
    if booking.moves_id is not None:
        raise BookingError("not_confirmed")
    appointments = sorted(secure(booking, at=at), key=lambda one: (one.starts_at, one.pk))
    if visitors is None:
        visitors = [VisitorDetails(name=contact.name)] * len(appointments)
    if len(visitors) != len(appointments):
        raise BookingError("too_many")
    _complete(booking, acknowledgement, privacy_notice, language, at)
    Contact.objects.create(booking=booking, **vars(contact))
    _seat(booking, appointments, visitors, at)
    record(by, "confirm", "booking", booking.pk, at=at)
    outgoing.confirmation(booking, at=at, appointments=appointments)
    return booking


def _complete(
    booking: Booking,
    acknowledgement: Notice | None,
    privacy_notice: Notice,
    language: str,
    at: datetime,
) -> None:
    booking.reference = _unused_reference()
    booking.manage_hash = token_hash(manage_token(booking.uid))
    booking.acknowledgement = acknowledgement
    booking.privacy_notice = privacy_notice
    booking.language = language
    booking.confirmed_at = at
    booking.save(
        update_fields=[
            "reference",
            "manage_hash",
            "acknowledgement",
            "privacy_notice",
            "language",
            "confirmed_at",
        ]
    )


def _unused_reference() -> str:
    reference = new_reference()
    while Booking.objects.filter(reference=reference).exists():
        reference = new_reference()
    return reference


def _seat(
    booking: Booking,
    appointments: Sequence[Appointment],
    visitors: Sequence[VisitorDetails],
    at: datetime,
) -> None:
    people = Visitor.objects.bulk_create(
        Visitor(booking=booking, **vars(visitor)) for visitor in visitors
    )
    for appointment, person in zip(appointments, people, strict=True):
        Appointment.objects.filter(pk=appointment.pk).update(
            visitor=person, status=Status.BOOKED, expires_at=None, changed_at=at
        )

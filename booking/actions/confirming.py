"""From held to booked: an UPDATE of the same rows, never delete-then-insert (DESIGN 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from booking.actions.locks import lock_bookings, writer
from booking.actions.securing import secure
from booking.actions.telling import tell_office
from booking.enums import Status, VisitEvent
from booking.errors import BookingError
from booking.messages import outgoing
from booking.models import Appointment, Booking, Contact
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
    cases: Sequence[str] = (),
) -> Booking:
    """Turn a hold into a confirmed booking with a reference and queue its messages (B20–B26).

    One visitor per held appointment, in order of time; with None all come under the contact's
    name. `cases` are the conditions for documents they said are theirs. A second confirmation of
    the same booking returns it unchanged. Raises BookingError: hold_expired when the time has gone
    to somebody else, too_many when visitors and appointments do not match, busy.
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
    booking.manage_hash = token_hash(manage_token(booking.uid))
    booking.acknowledgement = acknowledgement
    booking.privacy_notice = privacy_notice
    booking.language = language
    booking.cases = list(cases)
    booking.confirmed_at = at
    booking.contact = Contact(booking=booking, urgent_reason=booking.urgent_reason, **vars(contact))
    booking.urgent_reason = ""
    _write(booking, appointments, visitors, at)
    record(by, "confirm", "booking", booking.pk, at=at)
    outgoing.confirmation(booking, at=at, appointments=appointments)
    starts_at = appointments[0].starts_at
    tell_office(
        booking,
        VisitEvent.BOOKED,
        location_id=booking.location_id,
        starts_at=starts_at,
        by=by,
        at=at,
    )
    return booking


# Visitors get their keys first, so that each appointment knows its own. Of the references drawn
# the first that nobody has is taken; the table refuses a confirmed booking without one.
WRITE = f"""
WITH seat AS MATERIALIZED (
    SELECT nextval(pg_get_serial_sequence('booking_visitor', 'id')) AS visitor, seat.*
    FROM unnest(%(appointments)s::bigint[], %(names)s::text[], %(children)s::boolean[],
                %(represented)s::boolean[], %(needs)s::text[])
      AS seat (appointment, name, is_child, is_represented, needs)
), people AS (
    INSERT INTO booking_visitor (id, booking_id, name, is_child, is_represented, needs)
    SELECT visitor, %(booking)s, name, is_child, is_represented, needs FROM seat
), told AS (
    INSERT INTO booking_contact (booking_id, name, email, phone, wants_email, wants_sms,
                                 urgent_reason)
    VALUES (%(booking)s, %(name)s, %(email)s, %(phone)s, %(wants_email)s, %(wants_sms)s,
            %(urgent_reason)s)
    RETURNING id
), seated AS (
    UPDATE booking_appointment SET visitor_id = seat.visitor, status = '{Status.BOOKED}',
           expires_at = NULL, changed_at = %(confirmed_at)s
    FROM seat WHERE id = seat.appointment
)
UPDATE booking_booking SET manage_hash = %(manage_hash)s, language = %(language)s,
       acknowledgement_id = %(acknowledgement)s, privacy_notice_id = %(privacy_notice)s,
       confirmed_at = %(confirmed_at)s, urgent_reason = '', cases = %(cases)s::text[],
       reference = (SELECT drawn FROM unnest(%(references)s::text[]) AS drawn WHERE NOT EXISTS (
           SELECT 1 FROM booking_booking other WHERE other.reference = drawn) LIMIT 1)
FROM told WHERE booking_booking.id = %(booking)s
RETURNING reference, told.id, ARRAY(SELECT visitor FROM seat)
"""  # noqa: S608 - our own words
DRAWN = 4


def _write(
    booking: Booking,
    appointments: Sequence[Appointment],
    visitors: Sequence[VisitorDetails],
    at: datetime,
) -> None:
    """Write the confirmed booking, its contact and who comes to which appointment."""
    contact = booking.contact
    values = {
        "booking": booking.pk,
        "manage_hash": booking.manage_hash,
        "language": booking.language,
        "acknowledgement": booking.acknowledgement_id,
        "privacy_notice": booking.privacy_notice_id,
        "confirmed_at": at,
        "cases": booking.cases,
        "references": [new_reference() for _drawn in range(DRAWN)],
        "name": contact.name,
        "email": contact.email,
        "phone": contact.phone,
        "wants_email": contact.wants_email,
        "wants_sms": contact.wants_sms,
        "urgent_reason": contact.urgent_reason,
        "appointments": [one.pk for one in appointments],
        "names": [one.name for one in visitors],
        "children": [one.is_child for one in visitors],
        "represented": [one.is_represented for one in visitors],
        "needs": [one.needs for one in visitors],
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE, values)
        booking.reference, contact.pk, people = cursor.fetchone()
    for appointment, person in zip(appointments, people, strict=True):
        appointment.visitor_id = person
        appointment.status, appointment.expires_at = Status.BOOKED, None
        appointment.changed_at = at

"""What the API tells a partner of its holds and bookings."""

from typing import Any

from django.utils import translation

from api.addresses import page
from api.moments import stamp
from api.notices import Notices
from booking.actions.holding import Held
from booking.actions.securing import hold_time
from booking.enums import Status
from booking.errors import BookingError
from booking.models import Appointment, Booking, RequiredDocument
from booking.tokens import manage_token
from database.statements import Columns, rows

APPOINTMENT = Columns(Appointment)
APPOINTMENTS = f"""
SELECT {APPOINTMENT} FROM booking_appointment WHERE booking_id = %(booking)s ORDER BY period, id
"""  # noqa: S608 - our own column names
DOCUMENT = Columns(RequiredDocument)
DOCUMENTS = f"""
SELECT {DOCUMENT} FROM booking_requireddocument WHERE service_id = %(service)s ORDER BY "order", id
"""  # noqa: S608 - our own column names


def hold_facts(held: Held, notices: Notices) -> dict[str, Any]:
    """Return the answer to a hold; it is the same whenever the same key asks again."""
    booking = held.booking
    zone = booking.location.zone
    appointments = held.appointments
    if not appointments:
        raise BookingError("hold_expired")
    expiries = [one.expires_at for one in appointments if one.expires_at is not None]
    if booking.service_id != notices.service.pk:  # the same key with another body
        notices = Notices(booking.service)
    notice = notices.acknowledgement(booking.created_at)
    consent = notices.privacy(booking.created_at)
    return {
        "id": held.token,
        "starts_at": stamp(min(one.starts_at for one in appointments), zone),
        "ends_at": stamp(max(one.ends_at for one in appointments), zone),
        "expires_at": stamp(min(expiries, default=booking.created_at + hold_time()), zone),
        "acknowledgement": {"version": notice.version, "text": notice.text} if notice else None,
        "consent": {"version": consent.version, "url": page("privacy_notice")},
    }


def confirmed_facts(booking: Booking) -> dict[str, Any]:
    """Return the answer to a confirmation, in the language the visitor is written to."""
    token = manage_token(booking.uid)
    with translation.override(booking.language):
        return {
            "reference": booking.reference,
            **when_and_where(booking),
            "manage_url": page("manage", token),
            "ics_url": page("manage_ics", token),
            "documents": [
                {"case": one.case, "text": one.text}
                for one in rows(DOCUMENT, DOCUMENTS, {"service": booking.service_id})
            ],
        }


def when_and_where(booking: Booking) -> dict[str, Any]:
    """Return when the first appointment starts and the last ends.

    Of a cancelled booking: those it had last.
    """
    appointments = rows(APPOINTMENT, APPOINTMENTS, {"booking": booking.pk})
    live = [one for one in appointments if one.status in (Status.BOOKED, Status.ARRIVED)]
    shown = live or [one for one in appointments if one.status != Status.MOVED] or appointments
    zone = booking.location.zone
    return {
        "starts_at": stamp(min(one.starts_at for one in shown), zone),
        "ends_at": stamp(max(one.ends_at for one in shown), zone),
        "location": booking.location.slug,
    }


def is_live(booking: Booking) -> bool:
    return booking.appointments.live().exists()


def appointment_facts(booking: Booking) -> dict[str, Any]:
    """Return a booking as it now stands."""
    return {
        "reference": booking.reference,
        "status": "booked" if is_live(booking) else "cancelled",
        **when_and_where(booking),
    }

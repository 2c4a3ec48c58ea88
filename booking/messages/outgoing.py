"""Telling the person who booked, by e-mail, SMS or both, as they wished (B25, B26).

Called in the transaction of the action itself: the message exists if and only if the action does.
Messages of one booking and medium leave in the order they were queued. A confirmation that is
still waiting when its booking is cancelled or moved goes out first, as it was then, and the
cancellation or change follows; its calendar part has the higher SEQUENCE, so the calendar ends up
right even where mails overtake each other on their way. Somebody with neither e-mail nor a mobile
number gets nothing here: the reference is read out to them or printed.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from booking.enums import Status
from booking.ics import last_left
from booking.messages.kinds import CANCELLATION, CHANGE, CONFIRMATION
from booking.models import Appointment, Booking, BulkChange, Contact, Visitor
from messaging.actions import queue
from messaging.enums import Medium
from messaging.phones import can_receive_sms

_GONE = (Status.CANCELLED, Status.REVOKED, Status.COOLING, Status.MOVED)


def confirmation(
    booking: Booking, *, at: datetime, appointments: Sequence[Appointment] | None = None
) -> None:
    """Say that the booking is made: place, time, reference, what to bring, how to cancel.

    `appointments` are those just booked, where the caller has them at hand.
    """
    _tell(CONFIRMATION, booking, appointments=appointments or _live(booking), gone=[], at=at)


def change(booking: Booking, *, at: datetime) -> None:
    """Say what changed at `at`: another time or place, or fewer people."""
    gone = list(booking.appointments.filter(status__in=_GONE, changed_at=at))
    _tell(CHANGE, booking, appointments=_live(booking), gone=gone, at=at)


def cancellation(
    booking: Booking, *, at: datetime, visitors: Iterable[Visitor] | None = None
) -> None:
    """Say that the booking is cancelled, or, while somebody still comes, only for `visitors`."""
    live = _live(booking)
    if live:
        keys = [visitor.pk for visitor in visitors or []]
        gone = list(booking.appointments.filter(status__in=_GONE, visitor__in=keys))
        _tell(CHANGE, booking, appointments=live, gone=gone, at=at)
    else:
        _tell(CANCELLATION, booking, appointments=[], gone=last_left(booking), at=at)


def by_office(
    booking: Booking,
    *,
    live: Sequence[Appointment],
    gone: Sequence[Appointment],
    bulk: BulkChange,
    at: datetime,
) -> None:
    """Say that the office moved or cancelled, with the reason of the bulk change (B11, B12).

    The caller knows the rows already: a bulk change tells hundreds in one transaction.
    """
    kind = CHANGE if live else CANCELLATION
    _tell(kind, booking, appointments=live, gone=gone, at=at, bulk=bulk)


def _tell(
    kind: str,
    booking: Booking,
    *,
    appointments: Sequence[Appointment],
    gone: Sequence[Appointment],
    at: datetime,
    bulk: BulkChange | None = None,
) -> None:
    contact = getattr(booking, "contact", None)
    if contact is None:
        return
    context = {
        "booking": booking.pk,
        "sequence": booking.sequence,
        "appointments": [one.pk for one in appointments],
        "gone": [one.pk for one in gone],
        "is_move": any(one.status == Status.MOVED for one in gone),
        "by_office": bulk is not None or any(one.status == Status.REVOKED for one in gone),
    }
    if bulk is not None:
        context["bulk"] = bulk.pk
    for medium, recipient in _targets(contact):
        queue(
            kind,
            medium,
            recipient,
            language=booking.language,
            context=context,
            at=at,
            turn=f"booking:{booking.uid}:{medium}",
        )


def _targets(contact: Contact) -> list[tuple[Medium, str]]:
    """Return where to write: a landline is a contact, but no target of an SMS (B26)."""
    targets = []
    if contact.wants_email:
        targets.append((Medium.EMAIL, contact.email))
    if contact.wants_sms and can_receive_sms(contact.phone):
        targets.append((Medium.SMS, contact.phone))
    return targets


def _live(booking: Booking) -> list[Appointment]:
    return list(booking.appointments.live())

"""The kinds of message booking sends; registered with `messaging` when the app is ready."""

from abc import ABC, abstractmethod
from datetime import datetime

from booking.ics import visit_ics
from booking.messages import wording
from booking.messages.letter import Letter
from booking.models import Appointment, Booking, BulkChange
from booking.visit import Visit, linked_visits, visit
from calendars.ical import Method, Status
from messaging import kinds
from messaging.enums import Medium
from messaging.kinds import Content
from messaging.models import Message

CONFIRMATION = "booking.confirmation"
CHANGE = "booking.change"
CANCELLATION = "booking.cancellation"


class _BookingKind(ABC):
    """The facts are those of the moment it was queued; texts are made when it is sent."""

    name = ""
    subject_of_it = "appointments"
    method: Method = "REQUEST"
    status: Status = "CONFIRMED"

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether the visit it tells of is still to come, and the contact not yet erased."""
        keys = message.context[self.subject_of_it]
        return Appointment.objects.filter(
            pk__in=keys, ends_at__gt=at, booking__contact__isnull=False
        ).exists()

    def render(self, message: Message) -> Content:
        booking = Booking.objects.select_related("service", "contact").get(
            pk=message.context["booking"]
        )
        told = _visit(booking, message.context[self.subject_of_it])
        if message.medium == Medium.SMS:
            return Content(text=self.sms(message, told))
        letter = self.letter(message, told)
        calendar = visit_ics(
            told,
            sequence=message.context["sequence"],
            stamp=message.created_at,
            language=message.language,
            method=self.method,
            status=self.status,
        )
        return Content(letter.text(), letter.subject, letter.html(), calendar, self.method)

    @abstractmethod
    def letter(self, message: Message, told: Visit) -> Letter:
        """Return what the mail says."""

    @abstractmethod
    def sms(self, message: Message, told: Visit) -> str:
        """Return what the SMS says."""


class Confirmation(_BookingKind):
    """What else belongs to the visit is told as it is when the message is sent (B13)."""

    name = CONFIRMATION

    def letter(self, message: Message, told: Visit) -> Letter:
        return wording.with_linked(wording.confirmation(told), linked_visits(told.booking))

    def sms(self, message: Message, told: Visit) -> str:
        return wording.sms_confirmation(told, linked_visits(told.booking))


class Change(_BookingKind):
    """A move, or some of several people cancelled."""

    name = CHANGE

    def letter(self, message: Message, told: Visit) -> Letter:
        return wording.with_linked(self._changed(message, told), linked_visits(told.booking))

    def _changed(self, message: Message, told: Visit) -> Letter:
        gone = message.context["gone"]
        if not gone:
            return wording.changed(told)
        other = _visit(told.booking, gone)
        if message.context["is_move"]:
            letter = wording.moved(told, other)
        else:
            letter = wording.fewer(told, other, by_office=message.context["by_office"])
        return wording.with_reason(letter, _reasons(message))

    def sms(self, message: Message, told: Visit) -> str:
        is_move = message.context["is_move"] or not message.context["gone"]
        return wording.sms_change(told) if is_move else wording.sms_fewer(told)


class Cancellation(_BookingKind):
    name = CANCELLATION
    subject_of_it = "gone"
    method: Method = "CANCEL"
    status: Status = "CANCELLED"

    def letter(self, message: Message, told: Visit) -> Letter:
        letter = wording.cancellation(told, by_office=message.context["by_office"])
        letter = wording.with_staying(letter, linked_visits(told.booking))
        return wording.with_reason(letter, _reasons(message))

    def sms(self, message: Message, told: Visit) -> str:
        return wording.sms_cancellation(told, by_office=message.context["by_office"])


def register() -> None:
    for kind in (Confirmation(), Change(), Cancellation()):
        kinds.register(kind)


def _reasons(message: Message) -> dict[str, str]:
    """Return why the office did it, by language; nothing where it was no bulk change."""
    bulk = BulkChange.objects.filter(pk=message.context.get("bulk")).first()
    return bulk.reasons if bulk else {}


def _visit(booking: Booking, keys: list[int]) -> Visit:
    return visit(booking, Appointment.objects.filter(pk__in=keys))

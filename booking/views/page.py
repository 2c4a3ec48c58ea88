"""A confirmed booking as its own pages show it: what stands of it, and what may still be done."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from booking.cases import CONDITIONS
from booking.enums import LIVE, DocumentCase, Status
from booking.information.service_facts import checklist
from booking.models import Appointment, Booking, Contact
from booking.models.booking import BookingQuerySet
from booking.tokens import manage_token
from booking.visit import Visit, linked_visits, visit

_KNOWN = (DocumentCase.CHILD, DocumentCase.REPRESENTATIVE)


@dataclass(frozen=True)
class BookingPage:
    """`booking` is confirmed; `at` is when the page is shown.

    `among` are the bookings its reader may see, None for whoever booked (X2).
    """

    booking: Booking
    at: datetime
    among: BookingQuerySet | None = None

    @cached_property
    def visit(self) -> Visit | None:
        """Return the visit that stands; None when all of it is cancelled."""
        live = self.booking.appointments.filter(status__in=LIVE)
        return visit(self.booking, live) if live else None

    @cached_property
    def linked(self) -> list[Visit]:
        """Return the other appointments of the same visit, as far as they may be seen (B13)."""
        return linked_visits(self.booking, self.among)

    @cached_property
    def hides_linked(self) -> bool:
        """Say whether another appointment of the visit is where the reader may not see it."""
        return len(linked_visits(self.booking)) > len(self.linked)

    @property
    def linked_to_come(self) -> list[Visit]:
        """Return those of them that can still be cancelled or moved."""
        return [
            one
            for one in self.linked
            if one.starts_at > self.at
            and all(part.status == Status.BOOKED for part in one.appointments)
        ]

    @property
    def appointments(self) -> list[Appointment]:
        return list(self.visit.appointments) if self.visit else []

    @property
    def is_past(self) -> bool:
        return self.visit is not None and self.visit.starts_at <= self.at

    @property
    def can_change(self) -> bool:
        return self.visit is not None and not self.is_past

    @property
    def token(self) -> str:
        return manage_token(self.booking.uid)

    @property
    def contact(self) -> Contact | None:
        return Contact.objects.filter(booking=self.booking).first()

    @property
    def to_bring(self) -> list[dict[str, Any]]:
        """Return the groups of components/checklist.html that concern these visitors (B25, B36).

        That a child comes, or a representative, is known: those groups need no tick to be shown,
        and none does where they have told their cases.
        """
        known = CONDITIONS if self.booking.cases else _KNOWN
        groups = self.visit.documents() if self.visit else []
        shown = checklist(document for _case, group in groups for document in group)
        return [{**group, "code": ""} if group["code"] in known else group for group in shown]

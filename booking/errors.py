"""The one error of booking: a code for machines and a sentence for people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from booking.availability.slots import Slot
    from booking.models import Location

MESSAGES = {
    "slot_taken": _("Somebody else has just taken this time. The nearest free ones are below."),
    "busy": _("Many people are booking right now. Please try again in a moment."),
    "hold_expired": _("Your time was no longer held and somebody else has taken it."),
    "not_bookable": _("This service cannot be booked here yet."),
    "bad_start": _("This is not a time that can be booked. Choose one from the list."),
    "too_many": _("That is more people than one booking can take for this service."),
    "not_competent": _("This unit is not competent for the municipality you have chosen."),
    "already_cancelled": _("This appointment has already been cancelled."),
    "not_confirmed": _("This booking has not been confirmed yet."),
    "changed_meanwhile": _(
        "Somebody else has changed this meanwhile. Look at it as it is now, then decide."
    ),
    "preview_stale": _(
        "Something has changed since you saw this preview. Nothing has been saved. "
        "Look at it as it is now, then confirm."
    ),
    "undecided": _("Choose for every appointment whether it is moved, cancelled or kept."),
    "past": _("This appointment is already in the past."),
}


class BookingError(Exception):
    """A rule of booking said no.

    `code` is one of MESSAGES; `nearest` lists free times close to the wanted one, as
    (location, slot), where that helps.
    """

    def __init__(self, code: str, *, nearest: "Sequence[tuple[Location, Slot]]" = ()) -> None:
        super().__init__(code)
        self.code = code
        self.message = MESSAGES[code]
        self.nearest = list(nearest)

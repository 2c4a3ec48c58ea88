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
    "no_urgent_path": _("This service has no time kept for urgent cases."),
    "no_urgent_reason": _("Write in a few words why your case is urgent."),
    "not_urgent": _("This time is for urgent cases; an ordinary appointment cannot move to it."),
    "bad_start": _("This is not a time that can be booked. Choose one from the list."),
    "too_many": _("That is more people than one booking can take for this service."),
    "not_competent": _("This unit is not competent for the municipality you have chosen."),
    "already_cancelled": _("This appointment has already been cancelled."),
    "not_confirmed": _("This booking has not been confirmed yet."),
    "too_many_codes": _("We have mailed several codes already. Try again in an hour."),
    "code_over": _("This code no longer works. Have a new one sent."),
    "changed_meanwhile": _(
        "Somebody else has changed this meanwhile. Look at it as it is now, then decide."
    ),
    "preview_stale": _(
        "Something has changed since you saw this preview. Nothing has been saved. "
        "Look at it as it is now, then confirm."
    ),
    "undecided": _("Choose for every appointment whether it is moved, cancelled or kept."),
    "past": _("This appointment is already in the past."),
    "own_part": _("A place cannot become a part of itself. Choose another place."),
    "label_taken": _("This location already has a counter of that name."),
    "not_yourself": _("You cannot give a role to yourself. Ask another manager."),
    "unknown_person": _(
        "There is no account of this username and name. Check both with the person, or open a new"
        " account."
    ),
    "added_already": _("This person has just been added. You can see them in the list."),
    "not_new": _("This person has already signed in or works elsewhere: the password is theirs."),
    "counter_needed": _(
        "The counter still has appointments. Move or cancel them first, then take it out of use."
    ),
    "fee_in_the_past": _("A new fee begins tomorrow at the earliest. Choose a later day."),
    "bad_workbook": _("The workbook was not imported. Nothing has changed."),
    "catalogue_changed": _(
        "The catalogue has changed meanwhile. Nothing was imported. Look again, then confirm."
    ),
    "wrong_state": _("Somebody has changed this appointment meanwhile. See how it stands now."),
    "not_today": _("This can be noted only on the day of the appointment."),
    "not_begun": _("This appointment has not begun yet. Wait until its time."),
    "no_contact": _(
        "Nobody's contact is kept with this appointment. Book the service as a new one."
    ),
    "another_contact": _("These appointments are of different people. They are not one visit."),
    "another_day": _("Only appointments of one day at one place make one visit."),
    "linked_already": _("This appointment is part of another visit. Unlink it there first."),
    "nothing_adjoins": _(
        "No free time adjoins the new one for the linked appointment. Nothing has been moved. "
        "Choose another time, or move this appointment alone."
    ),
    "too_late": _("This can be taken back only on the day it was noted."),
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

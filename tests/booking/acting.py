"""What somebody does at an office, in one call each: hold, book, look at what is free."""

import pytest

from booking.actions.confirming import ContactDetails, VisitorDetails, confirm
from booking.actions.holding import hold
from booking.availability.slots import slots
from booking.errors import BookingError
from tests.booking.offices import AT, CITIZEN, EIGHT, TUESDAY, ZONE, privacy_notice


def take(place, service, starts_at=EIGHT, **more):
    fields = {"by": CITIZEN, "language": "sl", "at": AT} | more
    return hold(service, place, starts_at=starts_at, **fields)


def confirm_hold(booking, people=1, at=AT):
    return confirm(
        booking,
        contact=ContactDetails(name="Ana Preizkus", email="ana@example.org", wants_email=True),
        visitors=[VisitorDetails(name=f"Oseba {n}") for n in range(people)],
        acknowledgement=None,
        privacy_notice=privacy_notice(),
        language="sl",
        by=CITIZEN,
        at=at,
    )


def book(place, service, starts_at=EIGHT, people=1, **more):
    held = take(place, service, starts_at, people=people, **more)
    return confirm_hold(held.booking, people)


def starts(place, service, day=TUESDAY, **more):
    return [
        f"{slot.starts_at.astimezone(ZONE):%H:%M}"
        for slot in slots(place, service, day, day, at=AT, **more)
    ]


def refusal(action, *args, **kwargs):
    with pytest.raises(BookingError) as refused:
        action(*args, **kwargs)
    return refused.value.code

"""A hold becomes a booking: its reference, its trail, its visitors."""

from itertools import chain, repeat

import pytest

from booking.actions import confirming
from booking.actions.changing import cancel
from booking.enums import Channel, Status
from booking.tokens import manage_token, token_hash
from privacy.models import AuditEntry
from tests.booking.acting import book, confirm_hold, refusal, take
from tests.booking.offices import AT, CITIZEN, NINE, office

pytestmark = pytest.mark.django_db


@pytest.mark.req("B20", "B25", "B40", "X3")
def test_confirm_keeps_reference_channel_and_trail():
    place, service = office(1)

    booking = book(place, service, channel=Channel.PARTNER)

    assert len(booking.reference) == 9
    assert booking.channel == Channel.PARTNER
    assert booking.manage_hash == token_hash(manage_token(booking.uid))
    assert booking.appointments.get().status == Status.BOOKED
    trail = AuditEntry.objects.filter(object_id=str(booking.pk))
    assert list(trail.order_by("pk").values_list("verb", flat=True)) == ["hold", "confirm"]


def test_reference_that_exists_is_drawn_again(monkeypatch):
    place, service = office(1)
    first = book(place, service)
    drawn = chain([first.reference], repeat("NEWW-REFF"))
    monkeypatch.setattr(confirming, "new_reference", lambda: next(drawn))

    assert book(place, service, NINE).reference == "NEWW-REFF"


def test_confirm_wants_one_visitor_for_each_appointment():
    place, service = office(1)
    hold = take(place, service, people=2).booking

    assert refusal(confirm_hold, hold, people=1) == "too_many"


def test_mere_hold_is_neither_cancelled_nor_confirmed_where_it_is_for_a_move():
    place, service = office(1)
    booking = book(place, service)
    hold = take(place, service, NINE, moves=booking).booking

    assert refusal(cancel, hold, by=CITIZEN, at=AT) == "not_confirmed"
    assert refusal(confirm_hold, hold) == "not_confirmed"

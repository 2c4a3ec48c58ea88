"""The same button pressed many times at once, through the pages, on real connections (B27, X6)."""

import copy

import pytest
from django.test import Client

from booking.enums import Status
from booking.models import Appointment, Booking
from messaging.models import Message
from tests.booking.racing import race
from tests.booking.walking import Walker, address, stage
from tests.factories.booking import ServiceFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

PRESSES = 8


@pytest.fixture
def walker():
    return Walker(*stage(counters=1, service=ServiceFactory(max_people=1)))


def pressing(cookies, url, data):
    """Return a press of a button from the browser with these cookies."""

    def press():
        client = Client()
        client.cookies = copy.deepcopy(cookies)
        response = client.post(url, data)
        return response.status_code, response.headers.get("Location")

    return press


@pytest.mark.req("B27")
def test_pressing_a_time_many_times_is_one_hold(walker):
    url = address("book_hold", walker.service.slug, walker.place.slug)
    data = {"starts_at": walker.free().isoformat(), "key": walker.key()}

    outcomes = race(*[pressing(walker.client.cookies, url, data)] * PRESSES)

    assert outcomes == [(302, address("book_know"))] * PRESSES
    assert Appointment.objects.filter(status=Status.HELD).count() == 1


@pytest.mark.req("X6")
def test_pressing_book_many_times_is_one_booking_and_one_mail(walker):
    walker.to_check()
    data = {"seen": str(walker.held().uid)}

    outcomes = race(*[pressing(walker.client.cookies, address("book_check"), data)] * PRESSES)

    # Who comes after the first finds nothing typed any more; the next page leads on.
    leads_on = {address("book_done"), address("book_people") + "?again=1"}
    assert {status for status, _url in outcomes} == {302}
    assert {url for _status, url in outcomes} <= leads_on
    assert walker.client.get(address("book_people")).url == address("book_done")
    assert Booking.objects.confirmed().count() == 1
    assert Message.objects.count() == 1


@pytest.mark.req("B28")
def test_pressing_move_many_times_is_one_move(walker):
    booking = walker.book()
    walker.client.post(walker.manage(booking, "manage_move"), {"to": "here"})
    walker.hold(walker.free(2), moves="1")

    outcomes = race(*[pressing(walker.client.cookies, address("book_move"), {})] * PRESSES)

    booking.refresh_from_db()
    assert outcomes == [(302, walker.manage(booking))] * PRESSES
    assert booking.appointments.live().count() == 1
    assert booking.sequence == 1

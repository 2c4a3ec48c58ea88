"""A clerk adds a service to a visit, links, unlinks, cancels and moves it (B13)."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from booking.enums import Status
from booking.models import Appointment, Booking
from privacy.enums import NoticeKind
from privacy.models import Notice
from tests.booking.staff.desk import Desk
from tests.factories.booking import ServiceFactory, booked

pytestmark = [pytest.mark.django_db, pytest.mark.req("B13")]


@pytest.fixture
def desk(client):
    desk = Desk(client, 2)
    desk.other = ServiceFactory(minutes=20)
    for counter in desk.place.counters.all():
        counter.services.add(desk.other)
    return desk


def adding(desk, booking, service=None):
    path = desk.url("visit_add", desk.key_of(booking))
    return desk.client.get(path, {"service": (service or desk.other).slug})


def buttons(response):
    return re.findall(r'name="time" value="([^"]+)"', response.content.decode())


def add(desk, booking, time, **typed):
    path = desk.url("visit_add", desk.key_of(booking))
    return desk.client.post(path, {"service": desk.other.slug, "key": "k", "time": time, **typed})


def linked(desk):
    """Return a booking and one that was added to its visit."""
    booking = desk.book(desk.free(8))
    response = add(desk, booking, buttons(adding(desk, booking))[0])
    assert response.status_code == 302
    return booking, Booking.objects.get(linked_to=booking)


def starts(booking):
    return [one.starts_at for one in booking.appointments.live()]


def test_one_press_adds_a_service_beside_and_the_page_shows_both(desk):
    booking, added = linked(desk)

    one, other = (each.appointments.get() for each in (booking, added))
    assert other.starts_at == one.period.upper
    assert other.counter == one.counter
    assert added.contact.email == booking.contact.email
    page = desk.client.get(desk.url("appointment", one.pk)).content.decode()
    assert desk.url("appointment", other.pk) in page


@pytest.mark.req("B35")
def test_page_says_that_what_is_added_to_an_urgent_case_is_none(desk):
    booking = desk.book(desk.free(8))
    with translation.override("sl"):
        said = gettext(
            "The first service is an urgent case; what is added is not. It is offered no time kept "
            "for urgent cases."
        )

    ordinary = adding(desk, booking).content.decode()
    Booking.objects.filter(pk=booking.pk).update(is_urgent=True)
    urgent = adding(desk, booking).content.decode()

    assert (said in ordinary, said in urgent) == (False, True)


def test_service_at_another_counter_is_named_so(desk):
    booking = desk.book(desk.free(8))
    booking.appointments.get().counter.services.remove(desk.other)

    response = adding(desk, booking)

    assert {one.is_same_counter for one, _label, _value in response.context["times"]} == {False}
    assert len(buttons(response)) == 2


def test_what_must_be_told_is_asked_before_it_is_booked(desk):
    Notice.objects.create(
        kind=NoticeKind.ACKNOWLEDGEMENT,
        object_key=desk.other.slug,
        version=1,
        effective_from="2026-01-01T00:00Z",
        text_sl="Vedeti",
        text_sr="Знати",
        text_en="Know",
    )
    booking = desk.book(desk.free(8))
    time = buttons(adding(desk, booking))[0]

    refused = add(desk, booking, time)
    told = add(
        desk,
        booking,
        time,
        **{"told-is_acknowledged": "on", "told-notice": Notice.objects.latest("pk").pk},
    )

    assert (refused.status_code, told.status_code) == (422, 302)
    assert Booking.objects.get(linked_to=booking).acknowledgement == Notice.objects.latest("pk")


def test_time_taken_meanwhile_is_said_and_other_times_are_shown(desk):
    booking = desk.book(desk.free(8))
    time = buttons(adding(desk, booking))[0]
    start, counter = time.split()
    desk.book(start, counter=counter)

    response = add(desk, booking, time)

    assert response.status_code == 409
    assert time not in buttons(response)
    assert buttons(response)
    assert Booking.objects.filter(linked_to=booking).count() == 0


@pytest.mark.parametrize("time", ["", "x", "2026-11-17T08:00", "2026-13-40T99:99 1", " 1", "1 2 3"])
def test_nonsense_for_a_time_books_nothing(desk, time):
    booking = desk.book(desk.free(8))

    assert add(desk, booking, time).status_code in (404, 409)
    assert Booking.objects.count() == 1


def test_counter_of_another_office_is_not_found(desk):
    booking = desk.book(desk.free(8))
    foreign = booked().appointments.get().counter

    start = buttons(adding(desk, booking))[0].split()[0]

    assert add(desk, booking, f"{start} {foreign.pk}").status_code == 404


def test_appointments_of_one_contact_are_linked_and_unlinked(desk):
    one, other = desk.book(desk.free(4)), desk.book(desk.free(8), key="another")
    path = desk.url("visit_link", desk.key_of(one))

    page = desk.client.get(path)
    assert [each.booking for each in page.context["others"]] == [other]
    assert desk.client.post(path, {"booking": other.reference}).status_code == 302
    other.refresh_from_db()
    assert other.linked_to == one
    assert desk.client.get(path).context["others"] == []

    desk.client.post(desk.url("visit_unlink", desk.key_of(one)))
    other.refresh_from_db()
    assert other.linked_to is None


def test_appointment_of_another_contact_is_neither_shown_nor_linked(desk):
    one = desk.book(desk.free(4))
    other = desk.book(desk.free(8), key="another", **{"contact-email": "drugi@example.org"})
    path = desk.url("visit_link", desk.key_of(one))

    assert desk.client.get(path).context["others"] == []
    desk.client.post(path, {"booking": other.reference})
    other.refresh_from_db()
    assert other.linked_to is None


@pytest.mark.req("X2")
def test_booking_of_another_unit_cannot_be_linked(desk):
    one, foreign = desk.book(desk.free(4)), booked()
    path = desk.url("visit_link", desk.key_of(one))

    assert desk.client.post(path, {"booking": foreign.reference}).status_code == 404


def test_cancelling_asks_about_the_others_and_does_what_was_chosen(desk):
    booking, added = linked(desk)

    assert desk.cancel(booking).status_code == 200
    assert starts(booking) != []
    desk.cancel(booking, together="one")
    assert (starts(booking), len(starts(added))) == ([], 1)


def test_all_of_a_visit_are_cancelled_at_once(desk):
    booking, added = linked(desk)

    desk.cancel(added, together="all", by="office")

    assert starts(booking) == starts(added) == []
    assert set(Appointment.objects.values_list("status", flat=True)) == {Status.REVOKED}


def test_moving_asks_about_the_others_and_says_that_they_stay(desk):
    booking, added = linked(desk)
    before, time = starts(added), desk.free(40)

    asked = desk.move(booking, time)
    moved = desk.move(booking, time, together="one")

    assert (asked.status_code, moved.status_code) == (200, 302)
    assert starts(added) == before
    said = desk.client.get(moved["Location"])
    assert [str(one) for one in said.context["messages"]][-1] != ""
    assert [one.booking for one in said.context["page"].linked] == [added]


def test_all_of_a_visit_move_and_adjoin_again(desk):
    booking, added = linked(desk)

    assert desk.move(booking, desk.free(40, people=2), together="all").status_code == 302

    (one,), (other,) = (each.appointments.live() for each in (booking, added))
    assert other.starts_at == one.period.upper
    assert other.counter == one.counter


def test_appointment_page_tells_what_is_now_at_an_office_out_of_sight(desk):
    booking, added = linked(desk)
    elsewhere = booked(service=desk.other)
    added.appointments.update(counter=elsewhere.appointments.get().counter)
    Booking.objects.filter(pk=added.pk).update(location=elsewhere.location)

    page = desk.client.get(desk.url("appointment", desk.key_of(booking)))

    assert (page.context["linked"], page.context["hidden_linked"]) == ([], True)
    assert elsewhere.location.name not in page.content.decode()


def out_of_sight(desk):
    """Return two bookings of one visit, the second moved to an office the clerk may not see."""
    booking, added = linked(desk)
    elsewhere = booked(service=desk.other)
    added.appointments.update(counter=elsewhere.appointments.get().counter)
    Booking.objects.filter(pk=added.pk).update(location=elsewhere.location)
    return booking, added, elsewhere.location


@pytest.mark.req("X2")
def test_cancelling_the_visit_leaves_what_is_out_of_sight(desk):
    booking, added, place = out_of_sight(desk)

    asked = desk.client.get(desk.url("cancel", desk.key_of(booking)))
    desk.cancel(booking, together="all", by="office")

    assert place.name not in asked.content.decode()
    assert asked.context["page"].hides_linked
    assert (starts(booking), len(starts(added))) == ([], 1)


@pytest.mark.req("X2")
def test_moving_the_visit_leaves_what_is_out_of_sight(desk):
    booking, added, place = out_of_sight(desk)
    before, time = starts(added), desk.free(40)

    asked = desk.move(booking, time)
    desk.move(booking, time, together="all")

    assert place.name not in asked.content.decode()
    assert starts(added) == before
    assert Booking.objects.get(pk=added.pk).location == place


def test_no_service_is_added_where_the_contact_was_erased(desk):
    booking = desk.book(desk.free(8))
    booking.contact.delete()

    page = adding(desk, booking)

    assert page.status_code == 200
    assert buttons(page) == []
    link = reverse("calendar:visit_add", args=[desk.place.slug, desk.key_of(booking)])
    shown = desk.client.get(desk.url("appointment", desk.key_of(booking))).content.decode()
    assert link not in shown

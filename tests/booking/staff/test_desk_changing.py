"""Moving and cancelling by unit staff, whatever channel it was booked in (B28, B40)."""

import pytest
from django.test import Client
from django.utils import timezone

from booking.actions.changing import cancel
from booking.enums import Channel, Competence, Status
from booking.messages.kinds import CANCELLATION, CHANGE
from booking.models import Booking, Counter
from messaging.models import Message
from privacy.audit import Actor
from privacy.models import AuditEntry
from tests.booking.offices import derive
from tests.booking.racing import race
from tests.booking.staff.desk import Desk, value_of
from tests.booking.walking import Walker, address, stage
from tests.factories.accounts import staff
from tests.factories.booking import (
    CounterFactory,
    LocationFactory,
    MunicipalityFactory,
    OpeningHoursFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    return Desk(client, service=ServiceFactory(max_people=1))


@pytest.fixture
def walker(desk):
    return Walker(desk.place, desk.service)


def sister(desk):
    """Return another office of the same unit that does the service, with free times."""
    place = LocationFactory(parent=desk.place.unit, name="Krajevni urad")
    OpeningHoursFactory(location=place)
    CounterFactory(location=place, services=[desk.service])
    derive(place, at=timezone.now(), days=70)
    return place


def state(booking):
    booking.refresh_from_db()
    return sorted(booking.appointments.values_list("status", flat=True))


@pytest.mark.req("B28", "B40")
def test_booked_on_the_web_is_moved_at_the_desk(desk, walker):
    booking = walker.book()
    reference, start = booking.reference, desk.free(2)

    response = desk.move(booking, start)

    booking.refresh_from_db()
    assert response["Location"] == desk.url("booked", desk.key_of(booking))
    assert (booking.reference, booking.sequence, booking.channel) == (reference, 1, Channel.WEB)
    assert state(booking) == ["booked", "moved"]
    assert Message.objects.get(kind=CHANGE).recipient == "maja.zupan@example.org"
    assert AuditEntry.objects.get(verb="reschedule").channel == "unit"


@pytest.mark.req("B28", "B40")
def test_booked_at_the_desk_is_moved_and_cancelled_on_the_web(desk, walker):
    booking = desk.book()
    reference = booking.reference

    walker.client.post(walker.manage(booking, "manage_move"), {"to": "here"})
    walker.hold(walker.free(3), moves="1")
    walker.client.post(address("book_move"))
    moved = state(booking)
    walker.client.post(walker.manage(booking, "manage_cancel"), {"who": "all"})

    assert moved == ["booked", "moved"]
    assert state(booking) == ["cancelled", "moved"]
    assert (booking.reference, booking.channel) == (reference, Channel.UNIT)


@pytest.mark.req("B25", "B40")
def test_booked_on_the_web_is_cancelled_at_the_desk_as_the_customer_wishes(desk, walker):
    booking = walker.book()

    response = desk.cancel(booking)

    assert response.status_code == 302
    assert state(booking) == ["cancelled"]
    assert Message.objects.get(kind=CANCELLATION).context["by_office"] is False
    assert not Client().get(walker.manage(booking)).context["page"].can_change


@pytest.mark.req("B25", "B40")
def test_cancelled_for_the_office_is_revoked_and_the_message_says_so(desk, walker):
    booking = walker.book()

    desk.cancel(booking, by="office")

    assert state(booking) == ["revoked"]
    assert Message.objects.get(kind=CANCELLATION).context["by_office"] is True


@pytest.mark.req("B25")
def test_cancel_wants_to_know_why_and_a_look_changes_nothing(desk):
    booking = desk.book()

    shown = desk.client.get(desk.url("cancel", desk.key_of(booking)))
    page = desk.cancel(booking, by="")

    assert shown.status_code == page.status_code == 200
    assert page.context["form"].errors["by"]
    assert state(booking) == ["booked"]


@pytest.mark.req("B21", "B25")
def test_one_person_of_a_family_is_cancelled(client):
    desk = Desk(client, service=ServiceFactory(max_people=2))
    booking = desk.book(people="2", **{"visitor-1-name": "Bor Zupan"})
    bor = booking.visitors.get(name="Bor Zupan")

    desk.cancel(booking, who=str(bor.pk))

    assert state(booking) == ["booked", "cancelled"]
    assert booking.appointments.get(status=Status.BOOKED).visitor.name == "Maja Zupan"


def test_what_is_cancelled_can_be_neither_cancelled_nor_moved_again(desk):
    booking = desk.book()
    key, start = desk.key_of(booking), desk.free(1)
    cancel(booking, by=Actor(), at=timezone.now())

    page = desk.client.get(desk.url("cancel", key))
    desk.client.post(desk.url("cancel", key), {"by": "office"})
    moved = desk.client.post(desk.url("move", key), {"start": start, "key": "one"})

    assert "okence-warning" in page.content.decode()
    assert moved.status_code == 409
    assert state(booking) == ["cancelled"]


@pytest.mark.req("B28")
def test_move_chooses_a_time_then_shows_old_and_new(client, desk):
    booking = desk.book()
    path = desk.url("move", desk.key_of(booking))

    times = client.get(path)
    check = client.get(times.context["soon"][1]["url"])

    assert check.context["wish"].start_text == times.context["soon"][1]["url"].rsplit("=")[
        -1
    ].replace("%3A", ":")
    assert state(booking) == ["booked"]


@pytest.mark.req("B28")
def test_move_to_another_office_of_the_unit(client, desk):
    booking, place = desk.book(), sister(desk)
    times = client.get(desk.url("move", desk.key_of(booking)), {"kje": place.slug})
    start = desk.free(place=place)

    first = desk.move(booking, start, kje=place.slug)
    booking.refresh_from_db()

    assert times.context["wish"].location == place
    assert booking.location == place
    assert first["Location"] == desk.url("booked", desk.key_of(booking), place=place)
    assert client.get(first["Location"]).status_code == 200


@pytest.mark.req("B28")
def test_second_press_of_a_move_is_the_same_move(client, desk):
    booking, place = desk.book(), sister(desk)
    path, start = desk.url("move", desk.key_of(booking)), desk.free(place=place)
    pressed = {"start": start, "kje": place.slug, "key": "one-rendering"}

    first, second = client.post(path, pressed), client.post(path, pressed)

    booking.refresh_from_db()
    assert first["Location"] == second["Location"]
    assert booking.sequence == 1
    assert Message.objects.filter(kind=CHANGE).count() == 1


@pytest.mark.req("B28", "X6")
def test_move_to_a_taken_time_keeps_the_old_one_and_offers_others(desk):
    booking, start = desk.book(), desk.free(1)
    desk.book(start, key="somebody-else")

    page = desk.move(booking, start)

    assert page.status_code == 409
    assert page.context["near"]
    assert value_of(page, "around") == start
    assert state(booking) == ["booked"]
    assert Booking.objects.unconfirmed().count() == 0


@pytest.mark.req("B28", "X6")
@pytest.mark.django_db(transaction=True)
def test_two_clerks_move_two_customers_to_one_cell_and_one_keeps_the_old_time(client):
    desk = Desk(client)
    ana = desk.book(key="one", **{"visitor-0-name": "Ana"})
    bor = desk.book(key="two", **{"visitor-0-name": "Bor"})
    start, other = desk.free(3), Client()
    staff(other, "clerk", scope=desk.place.unit)
    paths = [desk.url("move", desk.key_of(one)) for one in (ana, bor)]

    outcomes = race(
        lambda: client.post(paths[0], {"start": start, "key": "one"}),
        lambda: other.post(paths[1], {"start": start, "key": "two"}),
    )

    assert sorted(one.status_code for one in outcomes) == [302, 409]
    assert sorted([state(ana), state(bor)]) == [["booked"], ["booked", "moved"]]


@pytest.mark.req("B40")
def test_move_honours_a_wanted_counter(client):
    desk = Desk(client, counters=2)
    booking, wanted = desk.book(), Counter.objects.order_by("pk").last()

    desk.move(booking, desk.free(1), counter=wanted.pk)

    assert booking.appointments.get(status=Status.BOOKED).counter == wanted


@pytest.mark.req("B14", "B28")
def test_move_to_a_unit_that_is_not_competent_needs_a_reason(client):
    service = ServiceFactory(competence=Competence.RESIDENCE)
    desk = Desk(client, service=service)
    away, _service = stage(1, service=service)
    staff(client, "clerk")  # of every unit
    home = MunicipalityFactory(unit=desk.place.unit)
    booking = desk.book(municipality=home.slug)
    start = desk.free(place=away)

    refused = desk.move(booking, start, kje=away.slug)
    desk.move(booking, start, kje=away.slug, override_reason="bolnišnica je tam")

    booking.refresh_from_db()
    assert refused.context["override"].errors
    assert (booking.location, booking.override_reason) == (away, "bolnišnica je tam")


@pytest.mark.req("B1", "X2")
def test_move_to_a_foreign_unit_or_counter_is_not_there(client, desk):
    booking = desk.book()
    stranger, _service = stage(1, service=desk.service)
    start, foreign = desk.free(1), stranger.counters.get()
    path = desk.url("move", desk.key_of(booking))

    assert client.get(path, {"kje": stranger.slug}).status_code == 404
    assert client.get(path, {"counter": foreign.pk}).status_code == 404
    assert desk.move(booking, start, kje=stranger.slug).status_code == 404
    assert desk.move(booking, start, counter=foreign.pk).status_code == 404
    assert state(booking) == ["booked"]


@pytest.mark.req("B1", "X2")
def test_booking_that_has_moved_out_of_sight_is_not_there(client, desk):
    booking = desk.book()
    key = desk.key_of(booking)
    stranger, _service = stage(1, service=desk.service)
    Booking.objects.filter(pk=booking.pk).update(location=stranger)

    for name in ("booked", "slip", "move", "cancel"):
        assert client.get(desk.url(name, key)).status_code == 404


@pytest.mark.req("X3")
def test_every_look_at_a_customer_is_noted(client, desk):
    booking = desk.book()

    for name in ("booked", "slip", "move", "cancel"):
        client.get(desk.url(name, desk.key_of(booking)))

    looks = AuditEntry.objects.filter(verb="viewed", object_id=str(booking.pk))
    assert [one.actor_role for one in looks] == ["clerk"] * 4

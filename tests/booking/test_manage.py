"""The pages behind the link of a confirmation (B25, B28, X2)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from booking.enums import Status
from booking.models import Appointment, Booking
from booking.tokens import manage_token
from booking.views.misses import LIMIT
from tests.booking.walking import Walker, address, stage
from tests.factories.booking import AppointmentFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_missed():
    cache.clear()


@pytest.fixture
def walker():
    return Walker(*stage(counters=1, service=ServiceFactory(max_people=1)))


@pytest.fixture
def booking(walker):
    return walker.book()


def live(booking):
    return booking.appointments.live()


def move_to(walker, starts_at, place=None):
    """Press a time on the page of times while a move is under way."""
    return walker.hold(starts_at, place=place, moves="1")


@pytest.mark.req("B25")
def test_link_shows_the_appointment_to_whoever_has_it(walker, booking):
    page = Client().get(walker.manage(booking))

    text = page.content.decode()
    assert booking.reference in text
    assert walker.place.name in text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    assert "noindex" in page.headers["X-Robots-Tag"]


@pytest.mark.req("B25")
def test_get_cancels_and_moves_nothing(walker, booking):
    before = list(Appointment.objects.values())

    codes = [
        Client().get(walker.manage(booking, name)).status_code
        for name in ("manage", "manage_cancel", "manage_move", "manage_ics")
    ]

    assert codes == [200] * 4
    assert list(Appointment.objects.values()) == before


def test_page_with_a_form_tells_its_origin_to_the_check_against_forgery(walker, booking):
    for name in ("manage_cancel", "manage_move"):
        page = Client().get(walker.manage(booking, name))
        assert page.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.req("B25")
def test_cancel_frees_the_time_and_is_idempotent(walker, booking):
    starts_at = live(booking).get().starts_at
    client, url = Client(), walker.manage(booking, "manage_cancel")

    first, second = client.post(url), client.post(url)

    assert [first.url, second.url] == [walker.manage(booking)] * 2
    assert booking.appointments.get().status == Status.CANCELLED
    assert walker.free() == starts_at
    page = client.get(walker.manage(booking)).content.decode()
    assert "This appointment has been cancelled" in page
    assert address("manage_cancel", manage_token(booking.uid)) not in page


@pytest.mark.req("B25", "B21")
def test_one_of_a_family_is_cancelled_and_the_others_stay():
    walker = Walker(*stage(), people="2")
    booking = walker.book(**{"visitor-0-name": "Ana", "visitor-1-name": "Bor"})
    bor = booking.visitors.get(name="Bor")
    url = walker.manage(booking, "manage_cancel")

    unsaid = Client().post(url)
    Client().post(url, {"who": str(bor.pk)})

    assert "Choose whose visit you want to cancel." in unsaid.content.decode()
    assert [one.visitor.name for one in live(booking)] == ["Ana"]


@pytest.mark.req("X2")
def test_visitor_of_another_booking_cannot_be_cancelled():
    walker = Walker(*stage(), people="2")
    names = {"visitor-0-name": "Ana", "visitor-1-name": "Bor"}
    mine = walker.book(**names)
    theirs = Walker(walker.place, walker.service, people="2").book(**names)
    stranger = theirs.visitors.first()

    response = Client().post(walker.manage(mine, "manage_cancel"), {"who": str(stranger.pk)})

    assert response.status_code == 200
    assert [live(one).count() for one in (mine, theirs)] == [2, 2]


@pytest.mark.req("B28")
def test_move_to_another_time_keeps_the_reference(walker, booking):
    old, reference = live(booking).get(), booking.reference
    wanted = walker.free(3)

    begun = walker.client.post(walker.manage(booking, "manage_move"), {"to": "here"})
    when = walker.client.get(begun.url)
    held = move_to(walker, wanted)
    check = walker.client.get(held.url)
    still = live(booking).get()
    moved = walker.client.post(held.url)

    assert "You are moving the appointment" in when.content.decode()
    assert held.url == address("book_move")
    assert reference in check.content.decode()
    assert still == old
    assert moved.url == walker.manage(booking)
    booking.refresh_from_db()
    assert [live(booking).get().starts_at, booking.reference] == [wanted, reference]
    assert walker.free() == old.starts_at


@pytest.mark.req("B28")
def test_move_sent_twice_is_one_move(walker, booking):
    walker.client.post(walker.manage(booking, "manage_move"), {"to": "here"})
    move_to(walker, walker.free(3))
    cookie = walker.client.cookies["hold"].value

    walker.client.post(address("book_move"))
    walker.client.cookies["hold"] = cookie
    again = walker.client.post(address("book_move"))

    assert again.url == walker.manage(booking)
    assert live(booking).count() == 1
    booking.refresh_from_db()
    assert booking.sequence == 1


@pytest.mark.req("B28")
def test_move_to_another_office(walker, booking):
    other, _service = stage(service=walker.service, name="Urad Litija")

    begun = walker.client.post(walker.manage(booking, "manage_move"), {"to": "elsewhere"})
    where = walker.client.get(begun.url)
    move_to(walker, Walker(other, walker.service).free(), place=other)
    walker.client.post(address("book_move"))

    booking.refresh_from_db()
    assert begun.url.startswith(address("book_where", walker.service.slug))
    assert "moves=1" in where.content.decode()
    assert booking.location == other


@pytest.mark.req("B28")
def test_whole_family_is_moved_together():
    walker = Walker(*stage(), people="2")
    booking = walker.book(**{"visitor-0-name": "Ana", "visitor-1-name": "Bor"})
    wanted = walker.free(4, people=2)

    walker.client.post(walker.manage(booking, "manage_move"), {"to": "here"})
    walker.query = {}
    move_to(walker, wanted)
    walker.client.post(address("book_move"))

    moved = live(booking).order_by("period")
    assert [one.visitor.name for one in moved] == ["Ana", "Bor"]
    assert moved[0].starts_at == wanted


@pytest.mark.req("B28")
def test_lost_new_time_leaves_the_old_one(walker, booking):
    old, wanted = live(booking).get().starts_at, walker.free(3)
    walker.client.post(walker.manage(booking, "manage_move"), {"to": "here"})
    move_to(walker, wanted)
    hold = Booking.objects.get(moves=booking)
    hold.appointments.update(expires_at=timezone.now() - timedelta(minutes=1))
    Walker(walker.place, walker.service).hold(wanted)

    lost = walker.client.post(address("book_move"))

    assert "moves=1" in lost.url
    assert "somebody else has taken it" in walker.client.get(lost.url).content.decode()
    assert live(booking).get().starts_at == old


@pytest.mark.req("B28")
def test_move_given_up_releases_the_new_time(walker, booking):
    old, wanted = live(booking).get().starts_at, walker.free(0)
    walker.client.post(walker.manage(booking, "manage_move"), {"to": "here"})
    move_to(walker, wanted)

    response = walker.client.post(address("book_keep_old"))

    assert response.url == walker.manage(booking)
    assert live(booking).get().starts_at == old
    assert walker.free() == wanted


@pytest.mark.req("B28")
def test_new_time_given_back_in_another_window_moves_nothing(walker, booking):
    old = live(booking).get()
    walker.client.post(walker.manage(booking, "manage_move"), {"to": "here"})
    move_to(walker, walker.free(3))
    cookie = walker.client.cookies["hold"].value
    walker.client.post(address("book_give_up"))
    walker.client.cookies["hold"] = cookie

    response = walker.client.post(address("book_move"))

    assert response.status_code == 404
    assert "has been moved" not in response.content.decode()
    assert live(booking).get() == old


def test_fresh_booking_of_the_same_service_is_no_move(walker, booking):
    walker.client.post(walker.manage(booking, "manage_move"), {"to": "here"})

    second = walker.book()

    assert second.pk != booking.pk
    assert [live(one).count() for one in (booking, second)] == [1, 1]


def test_move_forgotten_too_long_ago_makes_no_second_booking(walker, booking):
    stranger = Walker(walker.place, walker.service)

    response = stranger.client.get(
        address("book_when", walker.service.slug, walker.place.slug), {"moves": "1"}
    )

    assert response.url == address("find_booking")
    assert "Open the link" in stranger.client.get(response.url).content.decode()


def test_past_appointment_is_shown_but_stays(walker, booking):
    Appointment.objects.filter(booking=booking).delete()
    AppointmentFactory(booking=booking, starts_at=timezone.now() - timedelta(hours=1))

    page = Client().get(walker.manage(booking)).content.decode()
    response = Client().post(walker.manage(booking, "manage_cancel"))

    assert "already in the past" in page
    assert response.url == walker.manage(booking)
    assert live(booking).count() == 1


def test_calendar_file_is_of_this_appointment(walker, booking):
    response = Client().get(walker.manage(booking, "manage_ics"))

    text = response.content.decode()
    assert response.headers["Content-Type"].startswith("text/calendar")
    assert f"{booking.reference}.ics" in response.headers["Content-Disposition"]
    assert str(booking.uid) in text
    assert f"{live(booking).get().starts_at:%Y}" in text


@pytest.mark.req("X2")
@pytest.mark.parametrize("name", ["manage", "manage_cancel", "manage_move", "manage_ics"])
def test_unknown_token_is_a_page_that_tells_nothing(walker, booking, name):
    unknown = address(name, "x" * 43)

    got, posted = Client().get(unknown), Client().post(unknown)

    assert got.status_code == 404
    assert posted.status_code in (404, 405)
    text = got.content.decode()
    assert "This page is not here" in text
    assert booking.reference not in text


@pytest.mark.req("X2")
def test_hold_token_and_reference_open_no_booking(walker, booking):
    walker.hold()
    hold_token = walker.client.cookies["hold"].value

    codes = [
        Client().get(address("manage", token)).status_code
        for token in (hold_token, booking.reference, booking.manage_hash, str(booking.uid))
    ]

    assert codes == [404] * 4


@pytest.mark.req("B31")
def test_many_wrong_tokens_are_stopped_for_all_processes(walker, booking):
    for number in range(LIMIT):
        Client().get(address("manage", f"{number:043d}"))

    stopped = Client().get(address("manage", "x" * 43))
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").get(walker.manage(booking))
    neighbour = Client().get(walker.manage(booking))

    assert [stopped.status_code, elsewhere.status_code] == [429, 200]
    assert neighbour.status_code == 200  # a right token is not guessed: nobody is locked out
    assert stopped.headers["Retry-After"] == "600"
    assert "Too many attempts" in stopped.content.decode()


def test_pasted_link_opens_the_appointment(walker, booking):
    token = manage_token(booking.uid)
    links = [token, f"https://okence.example.org/sl/termin/{token}/",
             f"  https://okence.example.org/sr/termin/{token}/odpoved/ "]  # fmt: skip

    urls = [Client().post(address("find_booking"), {"link": link}).url for link in links]

    assert urls == [address("manage", token)] * 3


@pytest.mark.parametrize("link", ["", "7KQ4-MZ82", "https://example.org/", "\0", "x" * 500, "😀"])
def test_what_is_no_link_says_how_it_looks(link):
    page = Client().post(address("find_booking"), {"link": link})

    assert page.status_code == 200
    assert page.context["form"].errors["link"]


def test_find_page_says_where_the_link_is_and_whom_to_call(settings):
    page = Client().get(address("find_booking")).content.decode()

    assert settings.CALL_CENTRE_PHONE in page
    assert 'name="reference"' not in page

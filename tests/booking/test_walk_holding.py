"""When, and the hold: never locked out, never two, nothing typed is lost (B27, X6)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from booking.enums import Status
from booking.models import Appointment, Booking, FreeInterval
from tests.booking.walking import Walker, address, stage
from tests.factories.booking import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_counter():
    return stage(counters=1, service=ServiceFactory(max_people=1))


@pytest.fixture
def walker(one_counter):
    return Walker(*one_counter)


def expire(booking):
    """Let the hold run out, as ten minutes would."""
    booking.appointments.update(expires_at=timezone.now() - timedelta(minutes=1))


def held():
    return Appointment.objects.filter(status=Status.HELD)


def test_page_of_times_is_in_no_shared_cache(walker):
    """The key in it leads to a hold, and two people must never press the same one."""
    assert walker.when().headers["Cache-Control"] == "private"


@pytest.mark.req("B20")
def test_next_five_times_come_first(walker):
    page = walker.when()

    [group] = page.context["next_groups"]
    assert len(group["slots"]) == 5
    assert group["slots"][0]["value"] == walker.free().isoformat()


def test_days_tell_their_free_times_and_the_chosen_one_opens(walker):
    page = walker.when()
    day = next(day for day in page.context["days"] if day["count"])

    chosen = walker.client.get(day["url"].split("#")[0])

    [opened] = [day for day in chosen.context["days"] if day["is_chosen"]]
    assert sum(len(group["slots"]) for group in opened["groups"]) == day["count"]
    assert {group["label"] for group in opened["groups"]} <= {"Morning", "Midday", "Afternoon"}


def test_days_begin_where_something_is_free(walker):
    first = timezone.now() + timedelta(days=30)
    FreeInterval.objects.filter(period__startswith__lt=first).delete()

    page = walker.when()
    earlier = walker.client.get(page.context["earlier_url"])

    assert page.context["days"][0]["count"] > 0
    assert not any(day["count"] for day in earlier.context["days"])


@pytest.mark.parametrize("od", ["yesterday", "2026-13-45", "0000-00-00", "\0", "9" * 9999])
def test_malformed_date_shows_the_first_days_and_says_so(walker, od):
    page = walker.when(od=od, dan=od)

    assert page.status_code == 200
    assert "This is not a date." in page.content.decode()
    assert any(day["count"] for day in page.context["days"])


@pytest.mark.parametrize("od", ["0001-01-01", "9999-12-31"])
def test_far_away_date_stays_within_the_bookable_days(walker, od):
    assert walker.when(od=od, dan=od).status_code == 200


def test_nothing_free_names_the_next_place(one_counter):
    place, service = one_counter
    elsewhere, _service = stage(service=service, name="Urad Litija")
    FreeInterval.objects.filter(counter__location=place).delete()

    page = Walker(place, service).when().content.decode()

    assert "Nothing is free here at the moment" in page
    assert "The first free time elsewhere is" in page
    assert elsewhere.name in page


def test_unknown_office_or_service_is_not_found(walker):
    slugs = [("no-service", walker.place.slug), (walker.service.slug, "no-office"),
             (walker.service.slug, walker.place.unit.slug)]  # fmt: skip

    codes = [walker.client.get(address("book_when", *pair)).status_code for pair in slugs]

    assert codes == [404, 404, 404]


@pytest.mark.req("B8")
def test_office_that_takes_no_bookings_is_never_an_empty_calendar(walker):
    walker.place.unit.open_channels = []
    walker.place.unit.save()

    page = walker.when()

    assert "Cannot be booked here yet" in page.content.decode()
    assert address("location", walker.place.slug) in page.content.decode()


@pytest.mark.req("B27")
def test_hold_lasts_ten_minutes_and_is_seen(walker):
    walker.hold()
    page = walker.client.get(address("book_know")).content.decode()

    left = held().get().expires_at - timezone.now()
    assert timedelta(minutes=9) < left <= timedelta(minutes=10)
    assert "This time is held for you until" in page


@pytest.mark.req("B27")
def test_hold_is_extended_once(walker):
    walker.hold()
    first = held().get().expires_at
    url = address("book_extend") + "?na=book_people"

    response = walker.client.post(url)
    second = held().get().expires_at
    walker.client.post(url)

    assert response.url == address("book_people")
    assert first < second == held().get().expires_at
    assert "book_extend" not in walker.client.get(address("book_know")).content.decode()


def test_extension_leads_nowhere_but_to_a_step(walker):
    walker.hold()

    response = walker.client.post(address("book_extend") + "?na=https://example.org")

    assert response.url == address("book_know")


@pytest.mark.req("B27")
def test_given_up_time_is_free_at_once(walker):
    starts_at = walker.free()
    walker.hold(starts_at)

    response = walker.client.post(address("book_give_up"))

    assert response.url == address("book_when", walker.service.slug, walker.place.slug)
    assert not held().exists()
    assert walker.free() == starts_at
    assert walker.client.get(address("book_know")).status_code == 404


@pytest.mark.req("B27")
def test_double_click_is_one_hold(walker):
    starts_at, key = walker.free(), walker.key()

    first = walker.hold(starts_at, key=key)
    del walker.client.cookies["hold"]  # the second press left before the first answer came
    second = walker.hold(starts_at, key=key)

    assert [first.url, second.url] == [address("book_know")] * 2
    assert Booking.objects.count() == 1


@pytest.mark.req("B27")
def test_holder_choosing_the_same_time_again_is_not_locked_out(walker):
    starts_at = walker.free()
    walker.hold(starts_at)
    mine = walker.held()

    again = walker.hold(starts_at, key="another-rendering-1234")

    assert again.url == address("book_know")
    assert walker.held() == mine
    assert held().count() == 1


@pytest.mark.req("B27")
def test_another_time_gives_the_first_one_back(walker):
    first, second = walker.free(0), walker.free(1)
    walker.hold(first)

    walker.hold(second)

    assert held().get().starts_at == second
    assert walker.free() == first


def test_back_button_and_another_press_of_the_same_page_is_another_time(walker):
    first, second, key = walker.free(0), walker.free(1), walker.key()
    walker.hold(first, key=key)
    walker.hold(second, key=key)
    third = walker.hold(first, key=key)

    assert third.url == address("book_know")
    assert held().get().starts_at == first
    assert walker.held().appointments.get().starts_at == first


def test_pressing_again_after_giving_up_holds_again(walker):
    starts_at, key = walker.free(), walker.key()
    walker.hold(starts_at, key=key)
    walker.client.post(address("book_give_up"))

    walker.hold(starts_at, key=key)

    assert held().get().starts_at == starts_at


@pytest.mark.req("B27")
def test_longer_visit_over_one_s_own_hold_is_possible():
    place, service = stage(counters=1)
    walker = Walker(place, service)
    starts_at = walker.free()
    walker.hold(starts_at)

    family = walker.hold(starts_at, people="2")

    assert family.url == address("book_know")
    assert held().count() == 2
    assert walker.held().appointments.count() == 2


@pytest.mark.req("B27")
def test_refused_exchange_keeps_the_old_hold(walker):
    first, second = walker.free(0), walker.free(1)
    walker.hold(first)
    other = Walker(walker.place, walker.service)
    other.hold(second)

    refused = walker.hold(second)

    assert refused.status_code == 409
    assert walker.held().appointments.get().starts_at == first
    assert set(held().values_list("booking", flat=True)) == {walker.held().pk, other.held().pk}


@pytest.mark.req("X6")
def test_taken_time_is_said_with_the_nearest_free_ones(walker):
    starts_at = walker.free()
    Walker(walker.place, walker.service).hold(starts_at)

    refused = walker.hold(starts_at)

    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Somebody else has just taken this time. The nearest free ones are below." in page
    [near] = refused.context["near"]
    assert near["groups"][0]["slots"][0]["value"] == walker.free().isoformat()
    assert refused.context["next_groups"]


def test_reload_of_a_refused_hold_in_another_language_shows_the_times(walker):
    url = address("book_hold", walker.service.slug, walker.place.slug, language="sl")

    response = walker.client.get(url)

    assert response.url == address(
        "book_when", walker.service.slug, walker.place.slug, language="sl"
    )


@pytest.mark.req("B27")
def test_expired_hold_whose_time_is_free_is_silently_taken_again(walker):
    walker.to_check()
    booking = walker.held()
    expire(booking)

    page = walker.client.get(address("book_check")).content.decode()
    done = walker.check()

    booking.refresh_from_db()
    assert "The time is no longer held for you." in page
    assert done.url == address("book_done")
    assert booking.is_confirmed


@pytest.mark.req("B27")
def test_expired_hold_whose_time_is_gone_loses_nothing_typed(walker):
    starts_at = walker.free()
    walker.hold(starts_at)
    walker.know()
    walker.people()
    expire(walker.held())
    Walker(walker.place, walker.service).hold(starts_at)

    lost = walker.check()
    when = walker.client.get(lost.url)
    walker.hold()
    people = walker.client.get(address("book_people")).content.decode()

    assert lost.url == address("book_when", walker.service.slug, walker.place.slug)
    assert "somebody else has taken it" in when.content.decode()
    assert 'value="Maja Zupan"' in people
    assert 'value="maja.zupan@example.org"' in people


@pytest.mark.req("X6")
def test_booking_twice_is_one_booking(walker):
    walker.to_check()
    cookie, seen = walker.client.cookies["hold"].value, walker.held().uid

    first = walker.check()
    walker.client.cookies["hold"] = cookie  # both presses left with it
    second = walker.client.post(address("book_check"), {"seen": seen})
    third = walker.client.post(address("book_check"), {"seen": seen})

    assert [one.url for one in (first, second, third)] == [address("book_done")] * 3
    assert Booking.objects.confirmed().count() == 1
    assert Appointment.objects.filter(status=Status.BOOKED).count() == 1


def test_two_windows_book_only_what_was_seen(walker):
    walker.to_check()
    seen = walker.held().uid
    walker.hold(walker.free(1))  # in the other window

    page = walker.client.post(address("book_check"), {"seen": seen})

    assert "You have chosen another time in another window" in page.content.decode()
    assert not Booking.objects.confirmed().exists()
    assert walker.check().url == address("book_done")


def test_foreign_hold_cookie_opens_nothing(walker):
    walker.hold()
    stranger = Walker(walker.place, walker.service)
    stranger.client.cookies["hold"] = "x" * 43

    codes = [
        stranger.client.get(address(name)).status_code
        for name in ("book_know", "book_people", "book_check", "book_move")
    ]

    assert codes == [404] * 4


def test_typed_data_stay_on_the_server(walker):
    walker.to_check()

    cookies = " ".join(str(cookie) for cookie in walker.client.cookies.values())
    assert "Maja" not in cookies
    assert "maja" not in cookies
    assert 0 < walker.client.session.get_expiry_age() <= 2 * 3600


def test_typed_data_are_forgotten_once_booked(walker):
    walker.book()

    assert not re.search("maja", str(dict(walker.client.session.items())), re.IGNORECASE)


def test_step_of_nothing_held_says_what_to_do(walker):
    page = walker.client.get(address("book_check"))

    assert page.status_code == 404
    assert "No time is held for you" in page.content.decode()

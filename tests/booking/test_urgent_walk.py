"""The web walk of an urgent case: conditions, tick, reason, then the kept times (B35)."""

import pytest
from django.utils import timezone

from booking.models import Booking, Contact
from tests.booking.offices import office
from tests.booking.urgent import CONDITIONS, REASON, all_day, urgent_service
from tests.booking.walking import Walker, acknowledgement, address, privacy_notice
from tests.factories.booking import MunicipalityFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("B35")]

TOLD = {"meets_conditions": "on", "reason": REASON}


@pytest.fixture
def walker():
    """All the time of this office is kept for urgent cases."""
    now = timezone.now()
    privacy_notice(now)
    return Walker(*all_day(now))


def declare(walker, **data):
    url = address("book_urgent", walker.service.slug)
    return walker.client.post(url, {**TOLD, "office": walker.place.slug, **data})


def first_value(page):
    return page.context["next_groups"][0]["slots"][0]["value"]


def test_page_of_times_offers_the_urgent_path_with_its_conditions(walker):
    page = walker.when()

    assert page.context["urgent_url"].startswith(address("book_urgent", walker.service.slug))
    assert CONDITIONS["urgent_en"] in page.content.decode()
    assert not page.context.get("next_groups")


def test_service_without_conditions_offers_none():
    now = timezone.now()
    walker = Walker(*office(1, service=ServiceFactory(max_people=1), at=now, days=70))

    page = walker.when()
    answer = walker.client.get(address("book_urgent", walker.service.slug))
    asked = walker.when(urgent="1")

    assert page.context["urgent_url"] == ""
    assert (answer.status_code, answer.url) == (302, address("book", walker.service.slug))
    assert first_value(asked) == first_value(page)


def test_conditions_are_stated_and_both_answers_are_needed(walker):
    page = declare(walker, meets_conditions="", reason=" ")

    assert page.status_code == 200
    assert sorted(page.context["form"].errors) == ["meets_conditions", "reason"]
    assert CONDITIONS["urgent_en"] in page.content.decode()
    assert "booking_draft" not in walker.client.session


def test_what_was_typed_stays_when_the_tick_is_missing(walker):
    page = declare(walker, meets_conditions="")

    assert page.context["form"]["reason"].value() == REASON


def test_reason_that_is_too_long_is_named(walker):
    page = declare(walker, reason="x" * 201)

    assert list(page.context["form"].errors) == ["reason"]


def test_declared_case_sees_the_kept_times_and_no_address_tells_the_reason(walker):
    answer = declare(walker)
    page = walker.client.get(answer.url)

    where = address("book_when", walker.service.slug, walker.place.slug)
    assert answer.url == f"{where}?urgent=1"
    assert page.context["choice"].is_urgent
    assert len(page.context["next_groups"][0]["slots"]) == 5
    assert page.context["hidden"]["urgent"] == "1"
    assert REASON not in page.content.decode()


def test_address_alone_makes_nobody_urgent(walker):
    """Somebody's link, opened by another browser, asks for the conditions first."""
    asking = address("book_urgent", walker.service.slug)
    page = walker.when(urgent="1")
    where = walker.client.get(address("book_where", walker.service.slug), {"urgent": "1"})
    start = walker.client.get(address("book", walker.service.slug), {"urgent": "1"})
    hold = walker.client.post(
        address("book_hold", walker.service.slug, walker.place.slug),
        {"urgent": "1", "starts_at": "2026-11-17T08:00:00Z", "key": "k" * 20},
    )

    assert page.url == f"{asking}?urgent=1&office={walker.place.slug}"
    assert {where.url, start.url} == {f"{asking}?urgent=1"}
    assert hold.url == f"{asking}?urgent=1&office={walker.place.slug}"
    assert Booking.objects.count() == 0


def test_declaring_without_an_office_leads_to_the_places_with_their_kept_times(walker):
    answer = declare(walker, office="", people="1")
    where = walker.client.get(answer.url, follow=True)

    assert answer.url == f"{address('book', walker.service.slug)}?people=1&urgent=1"
    assert where.context["is_any_free"]
    [group] = where.context["groups"]
    assert group["rows"][0]["url"].endswith("?urgent=1")


@pytest.mark.req("B14")
def test_municipality_is_asked_after_the_reason_and_keeps_it():
    now = timezone.now()
    service = urgent_service(competence="residence")
    place, service = all_day(now, service=service)
    municipality = MunicipalityFactory(unit=place.unit)
    walker = Walker(place, service)

    asked = walker.client.get(declare(walker, office="").url)
    answer = walker.client.get(
        address("book", service.slug),
        {"people": "1", "municipality": municipality.slug, **asked.context["travelling"]},
    )

    assert asked.context["travelling"]["urgent"] == "1"
    assert "urgent=1" in answer.url


def test_urgent_visit_is_booked_without_script_to_the_end(walker):
    acknowledgement(walker.service)
    page = walker.client.get(declare(walker).url)

    walker.hold(_moment(first_value(page)), key=page.context["hidden"]["key"], urgent="1")
    walker.know()
    walker.people()
    check = walker.client.get(address("book_check"))
    held = walker.held()
    walker.check()

    held.refresh_from_db()
    assert {"Urgent because", REASON} <= {
        text for row in check.context["rows"] for text in (row["key"], row["value"])
    }
    assert (held.is_confirmed, held.is_urgent) == (True, True)
    assert Contact.objects.get().urgent_reason == REASON
    assert "booking_draft" not in walker.client.session


def test_ordinary_press_of_a_kept_time_is_refused_and_offered_the_path(walker):
    page = walker.client.get(declare(walker).url)

    refused = walker.hold(_moment(first_value(page)), key=page.context["hidden"]["key"])

    assert refused.status_code == 409
    assert refused.context["urgent_url"]
    assert Booking.objects.count() == 0


def test_changed_reason_is_taken_with_the_same_time(walker):
    page = walker.client.get(declare(walker).url)
    start = _moment(first_value(page))
    walker.hold(start, key=page.context["hidden"]["key"], urgent="1")

    declare(walker, reason="kraja denarnice")
    walker.hold(start, key="another-key-of-a-page", urgent="1")

    held = Booking.objects.filter(appointments__status="held").get()
    assert held.urgent_reason == "kraja denarnice"


@pytest.mark.req("B28")
def test_urgent_booking_is_moved_among_the_kept_times_without_asking_again(walker):
    page = walker.client.get(declare(walker).url)
    walker.hold(_moment(first_value(page)), key=page.context["hidden"]["key"], urgent="1")
    walker.know()
    walker.people()
    booking = walker.held()
    walker.check()
    walker.client.post(walker.manage(booking, "manage_move"), {"to": "here"})

    times = walker.when(moves="1")
    value = times.context["next_groups"][0]["slots"][2]["value"]
    walker.hold(_moment(value), key=times.context["hidden"]["key"], moves="1")
    walker.client.post(address("book_move"))

    booking.refresh_from_db()
    assert times.context["urgent_url"] == ""
    assert booking.is_urgent
    assert booking.appointments.live().get().starts_at == _moment(value)


def test_page_of_the_reason_is_kept_by_no_cache(walker):
    page = walker.client.get(address("book_urgent", walker.service.slug))

    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("office", ["nobody-knows-this", "a/b", "x" * 300])
def test_unknown_office_is_not_found(walker, office):
    assert declare(walker, office=office).status_code == 404


def _moment(text):
    return timezone.datetime.fromisoformat(text)

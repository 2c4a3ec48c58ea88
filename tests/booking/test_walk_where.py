"""Where: the question of competence, the list of offices, its order (B8, B14, B23)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from booking.enums import Competence
from booking.models import Booking, Place
from tests.booking.offices import office
from tests.booking.walking import Walker, address, stage
from tests.factories.booking import MunicipalityFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def where(service, **query):
    return Client().get(address("book_where", service.slug), query)


def places(response):
    groups = response.context["groups"] + response.context["further_groups"]
    return [row["place"] for group in groups for row in group["rows"]]


@pytest.fixture
def two_offices():
    """A near one in Ljubljana and one 25 km away, for the same service."""
    near, service = stage(name="Ljubljana", town="Ljubljana")
    far, _service = stage(
        service=service, name="Litija", town="Litija", latitude=46.0572, longitude=14.8249
    )
    return near, far, service


@pytest.mark.req("B23")
def test_offices_are_ordered_by_distance_or_wait(two_offices):
    _near, _far, service = two_offices
    litija = {"lat": "46.06", "lon": "14.82"}

    by_distance = where(service, **litija)
    by_wait = where(service, sort="wait", **litija)

    assert places(by_distance) == ["Litija", "Ljubljana"]
    assert sorted(places(by_wait)) == ["Litija", "Ljubljana"]
    assert [tab["is_current"] for tab in by_wait.context["tabs"]] == [True, False]
    assert [tab["is_current"] for tab in by_distance.context["tabs"]] == [False, True]


@pytest.mark.req("B23")
def test_place_name_tells_where_distances_start(two_offices):
    Place.objects.create(
        name="Litija", plain_name="litija", postcode="1270", latitude=46.0572, longitude=14.8249
    )

    page = where(two_offices[2], near="1270")

    assert places(page) == ["Litija", "Ljubljana"]
    assert "Distances are from 1270 Litija." in page.content.decode()
    assert "26 km" in page.content.decode()


@pytest.mark.req("B23")
def test_longer_way_with_an_earlier_day_is_said(two_offices):
    near, _far, service = two_offices
    walker = Walker(near, service)
    first = walker.free()
    while walker.free().date() == first.date():  # take the whole first day of the nearer office
        walker.hold()
        walker = Walker(near, service)

    page = where(service, lat="46.05", lon="14.49").content.decode()

    assert "Litija has a free time" in page
    assert "earlier than the nearest, 26 km away." in page


@pytest.mark.parametrize(
    "query",
    [
        {"lat": "91", "lon": "14"},
        {"lat": "nan", "lon": "14"},
        {"lat": "46", "lon": "1e400"},
        {"lat": "46"},
        {"lat": "here", "lon": "there"},
        {"lat": "46\0", "lon": "14"},
    ],
)
def test_impossible_coordinates_get_a_clear_word(two_offices, query):
    page = where(two_offices[2], **query)

    assert page.status_code == 200
    assert "This is not a place on Earth." in page.content.decode()
    assert len(places(page)) == 2


@pytest.mark.parametrize(
    "near", ["Atlantida", "' OR 1=1; --", "{{ 7|add:7 }}", "<script>", "\0", "é" * 5000]
)
def test_unknown_place_keeps_what_was_typed(two_offices, near):
    page = where(two_offices[2], near=near)

    assert page.status_code == 200
    assert page.context["form"].errors["near"]
    assert len(places(page)) == 2


@pytest.mark.req("B8")
def test_unit_that_takes_no_bookings_is_listed_apart(two_offices):
    near, _far, service = two_offices
    near.unit.open_channels = []
    near.unit.save()

    page = where(service)

    assert places(page) == ["Litija"]
    assert page.context["closed"] == [near]
    assert "Cannot be booked here yet" in page.content.decode()


def test_nothing_free_anywhere_says_so():
    _place, service = office(0)

    page = where(service)

    assert "Nothing is free at the moment" in page.content.decode()


def test_number_of_queries_does_not_grow_with_the_offices(two_offices):
    service = two_offices[2]
    where(service)
    with CaptureQueriesContext(connection) as few:
        where(service, lat="46.05", lon="14.49")
    for _number in range(8):
        stage(counters=1, service=service)

    with CaptureQueriesContext(connection) as many:
        page = where(service, lat="46.05", lon="14.49")

    assert len(places(page)) == 10
    assert len(many) == len(few)


@pytest.fixture
def competent():
    """A service for the municipality of the property, and the municipality of one unit."""
    service = ServiceFactory(competence=Competence.PROPERTY, max_people=1)
    place, _service = stage(service=service, name="Urad Litija")
    stage(service=service, name="Urad Celje")
    municipality = MunicipalityFactory(slug="litija", name="Litija", unit=place.unit)
    return place, service, municipality


@pytest.mark.req("B14")
def test_competence_asks_one_question_and_offers_one_unit(competent):
    place, service, _municipality = competent
    client = Client()

    question = client.get(address("book", service.slug))
    answered = client.get(address("book", service.slug), {"municipality": "LITIJA"})
    page = client.get(answered.url)

    assert "In which municipality is the property?" in question.content.decode()
    assert answered.url == address("book_where", service.slug) + "?municipality=litija"
    assert places(page) == ["Urad Litija"]
    text = page.content.decode()
    assert "The municipality of the property decides where you go" in text
    assert f"Municipality Litija: {place.unit.name}." in text
    assert "For a good reason the staff can book you elsewhere" in text


@pytest.mark.req("B14")
def test_competence_cannot_be_walked_around(competent):
    place, service, _municipality = competent
    walker = Walker(place, service)
    elsewhere = Walker(place, service, municipality="litija")
    other_place, _service = stage(service=service)

    unasked = walker.client.get(address("book_where", service.slug))
    unasked_times = walker.client.get(address("book_when", service.slug, place.slug))
    refused = elsewhere.hold(walker.free(), place=other_place)

    assert [unasked.url, unasked_times.url] == [address("book", service.slug)] * 2
    assert refused.status_code == 409
    assert "not competent" in refused.content.decode()
    assert not Booking.objects.exists()


@pytest.mark.req("B14")
def test_unknown_municipality_is_asked_again(competent):
    page = Client().get(address("book", competent[1].slug), {"municipality": "Atlantida"})

    assert "We do not know this municipality." in page.content.decode()
    assert 'value="Atlantida"' in page.content.decode()


@pytest.mark.req("B14")
def test_municipality_is_kept_with_the_booking(competent):
    place, service, municipality = competent

    booking = Walker(place, service, municipality="litija").book()

    assert booking.municipality == municipality

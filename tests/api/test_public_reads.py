"""What anybody reads: catalogue, free times, waiting times."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from api.moments import stamp
from booking.availability.earliest import earliest
from booking.availability.slots import slots
from booking.enums import AppointmentNeed, Channel, Competence
from booking.models import Location, Place, Service
from calendars.work_free_days import WorkFreeDays
from learning_cluster.feeds import ClusterEvents
from tests.booking.offices import ZONE
from tests.booking.offices import office as open_office
from tests.factories.booking import (
    LocationFactory,
    MunicipalityFactory,
    ServiceFactory,
    UnitFactory,
)
from training.feeds import TrainingRuns

pytestmark = pytest.mark.django_db


def get(client, path, **query):
    return client.get(f"/api/v1/{path}", query)


def test_root_lists_addresses(client, settings):
    answer = get(client, "").json()

    assert answer["services"] == f"{settings.BASE_URL}/api/v1/services/"
    assert answer["waiting_times"] == f"{settings.BASE_URL}/api/v1/waiting-times.csv"
    assert answer["catalogue"] == f"{settings.BASE_URL}/api/v1/catalogue/"
    assert answer["datasets"] == f"{settings.BASE_URL}/api/v1/datasets/"


def test_services_tell_what_a_partner_needs(client, settings):
    service = ServiceFactory(
        slug="osebna-izkaznica",
        competence=Competence.RESIDENCE,
        appointment_note_en="Only to apply.",
    )
    ServiceFactory(is_active=False)

    answer = get(client, "services/", lang="en").json()

    assert answer == [
        {
            "slug": "osebna-izkaznica",
            "name": "Identity card – issue",
            "minutes": 15,
            "max_people": 4,
            "any_unit": False,
            "competence": "residence",
            "category": service.category.slug,
            "category_name": "Personal documents",
            "appointment": "required",
            "appointment_note": "Only to apply.",
            "urgent": None,
            "page_url": settings.BASE_URL + answer[0]["page_url"].removeprefix(settings.BASE_URL),
            "booking_url": settings.BASE_URL
            + answer[0]["booking_url"].removeprefix(settings.BASE_URL),
        }
    ]
    assert "/en/" in answer[0]["page_url"]
    assert "/en/" in answer[0]["booking_url"]


def test_a_service_without_appointments_has_no_booking_address(client):
    ServiceFactory(appointment_need=AppointmentNeed.NOT_NEEDED)

    assert get(client, "services/").json()[0]["booking_url"] is None


@pytest.mark.req("M3")
@pytest.mark.parametrize(
    ("query", "header", "name", "tag"),
    [
        ({}, "", "Osebna izkaznica – izdaja", "sl"),
        ({"lang": "sr"}, "en", "Лична карта – издавање", "sr-Cyrl"),
        ({"lang": "sr-latn"}, "", "Lična karta – izdavanje", "sr-Latn"),
        ({}, "en-GB,en;q=0.8", "Identity card – issue", "en"),
        ({}, "hr", "Lična karta – izdavanje", "sr-Latn"),
    ],
)
def test_names_come_in_the_language_asked_for(client, query, header, name, tag):
    ServiceFactory()

    response = client.get("/api/v1/services/", query, headers={"Accept-Language": header})

    assert response.json()[0]["name"] == name
    assert response.headers["Content-Language"] == tag
    assert "Accept-Language" in response.headers["Vary"]


def test_locations_are_the_places_one_can_go_to(client):
    unit = UnitFactory(slug="litija", open_channels=[])
    LocationFactory(parent=unit, slug="litija-sedez", name="Upravna enota Litija")

    answer = get(client, "locations/").json()

    assert [(row["slug"], row["unit"], row["kind"]) for row in answer] == [
        ("litija-sedez", "litija", "seat")
    ]
    assert answer[0]["address"] == "Tobačna ulica 5, 1000 Ljubljana"
    assert answer[0]["lat"] == 46.0489
    assert answer[0]["bookable"] is False


def test_municipalities_name_their_unit_in_slovene_order(client):
    unit = UnitFactory(slug="litija")
    for name in ("Žiri", "Cerkno", "Črnomelj"):
        MunicipalityFactory(
            name=name, slug=name.lower().replace("č", "c").replace("ž", "z"), unit=unit
        )

    answer = get(client, "municipalities/").json()

    assert [row["name"] for row in answer] == ["Cerkno", "Črnomelj", "Žiri"]
    assert answer[0] == {"slug": "cerkno", "name": "Cerkno", "unit": "litija"}


FEEDS = ("cluster-events", "dela-prosti-dnevi", "usposabljanja")


@pytest.mark.req("I1")
@pytest.mark.parametrize(("lang", "query"), [("sl", ""), ("en", "?lang=en"), ("sr", "?lang=sr")])
def test_feeds_are_listed_in_the_language_asked_for(client, settings, lang, query):
    with translation.override(lang):
        names = [feed.title() for feed in (ClusterEvents(), WorkFreeDays(), TrainingRuns())]

    answer = get(client, "feeds/", lang=lang).json()

    folder = f"{settings.BASE_URL}/koledarji"
    urls = [f"{folder}/{name}.ics{query}" for name in FEEDS]
    assert answer == [{"name": name, "url": url} for name, url in zip(names, urls, strict=True)]
    for name, url in zip(names, urls, strict=True):
        served = client.get(url.removeprefix(settings.BASE_URL))
        assert f"NAME:{name}" in served.content.decode().split("\r\n")


@pytest.mark.req("B23", "B33")
def test_earliest_has_a_row_for_every_place_that_offers_the_service(client, office, now):
    full = LocationFactory(parent=UnitFactory(open_channels=[]))
    full.counters.create(label="Okence").services.add(office.service)
    LocationFactory()  # does not offer it

    answer = get(client, f"services/{office.service.slug}/earliest/").json()

    start = earliest(office.service, at=now)[office.place.pk]
    assert answer["competence"] == "any"
    assert answer["results"] == [
        {
            "location": office.place.slug,
            "unit": office.place.unit.slug,
            "starts_at": start.astimezone(ZONE).isoformat(),
            "waiting_days": (start.astimezone(ZONE).date() - now.astimezone(ZONE).date()).days,
            "distance_km": None,
        },
        {
            "location": full.slug,
            "unit": full.unit.slug,
            "starts_at": None,
            "waiting_days": None,
            "distance_km": None,
        },
    ]


@pytest.mark.req("B23")
@pytest.mark.parametrize("near", ["46.2397,15.2677", "3000", "Celje", "  cELJE ", "Цеље"])
def test_earliest_sorts_by_distance_from_wherever_one_is(client, office, near):
    Place.objects.create(
        name="Celje", plain_name="celje", postcode="3000", latitude=46.2397, longitude=15.2677
    )
    celje = LocationFactory(latitude=46.2294, longitude=15.2609)
    celje.counters.create(label="Okence").services.add(office.service)

    rows = get(
        client, f"services/{office.service.slug}/earliest/", sort="distance", near=near
    ).json()["results"]

    assert [(row["location"], row["distance_km"]) for row in rows] == [
        (celje.slug, 1.3),
        (office.place.slug, 63.3),
    ]


def test_earliest_limits_its_rows(client, office):
    more = LocationFactory()
    more.counters.create(label="Okence").services.add(office.service)

    rows = get(client, f"services/{office.service.slug}/earliest/", limit=1).json()["results"]

    assert [row["location"] for row in rows] == [office.place.slug]


@pytest.mark.req("B14")
def test_earliest_narrows_to_the_competent_unit(client, now):
    service = ServiceFactory(competence=Competence.PROPERTY)
    competent, _ = open_office(service=service, at=now)
    open_office(service=service, at=now)
    MunicipalityFactory(slug="litija", unit=competent.unit)
    address = f"services/{service.slug}/earliest/"

    everywhere = get(client, address).json()
    narrowed = get(client, address, municipality="litija").json()

    assert (everywhere["competence"], everywhere["unit"]) == ("property", None)
    assert len(everywhere["results"]) == 2
    assert (narrowed["competence"], narrowed["unit"]) == ("property", competent.unit.slug)
    assert [row["location"] for row in narrowed["results"]] == [competent.slug]


def test_earliest_ignores_the_municipality_where_any_unit_will_do(client, office):
    MunicipalityFactory(slug="litija")

    answer = get(client, f"services/{office.service.slug}/earliest/", municipality="litija").json()

    assert [row["location"] for row in answer["results"]] == [office.place.slug]


@pytest.mark.req("B3", "B33")
def test_slots_are_those_of_the_engine(client, office, now):
    today = now.astimezone(ZONE).date()
    last = today + timedelta(days=6)

    answer = get(
        client,
        f"locations/{office.place.slug}/slots/",
        **{"service": office.service.slug, "from": today, "to": last},
    ).json()

    assert answer == [
        {
            "starts_at": slot.starts_at.astimezone(ZONE).isoformat(),
            "ends_at": slot.ends_at.astimezone(ZONE).isoformat(),
            "free": 2,
        }
        for slot in slots(office.place, office.service, today, last, at=now)
    ]
    assert answer


def test_slots_default_to_a_week_from_today(client, office, now):
    path = f"locations/{office.place.slug}/slots/"
    today = now.astimezone(ZONE).date()
    week = {"from": today, "to": today + timedelta(days=6)}

    assert (
        get(client, path, service=office.service.slug).json()
        == get(client, path, service=office.service.slug, **week).json()
    )


@pytest.mark.parametrize("day", ["0001-01-01", "1900-02-28", "9999-12-31"])
def test_slots_of_days_out_of_reach_are_none(client, office, day):
    query = {"service": office.service.slug, "from": day, "to": day}

    response = get(client, f"locations/{office.place.slug}/slots/", **query)

    assert (response.status_code, response.json()) == (200, [])


def test_slots_of_a_place_not_open_for_booking_are_none(client, office):
    Location.objects.filter(pk=office.place.unit_id).update(open_channels=[Channel.AGENT])

    answer = get(client, f"locations/{office.place.slug}/slots/", service=office.service.slug)

    assert answer.json() == []


@pytest.mark.req("B33")
def test_waiting_times_agree_with_the_engine_for_every_service(client, office, now):
    short = ServiceFactory(minutes=10, buffer_minutes=3, notice_hours=30, horizon_days=12)
    late = ServiceFactory(minutes=40, release_at=datetime.max.time(), horizon_days=14)
    nowhere = ServiceFactory(minutes=20)
    for service in (short, late):
        open_office(2, service=service, at=now)
        office.place.counters.first().services.add(service)
    closed = LocationFactory(parent=UnitFactory(open_channels=[]))
    closed.counters.create(label="Okence").services.add(nowhere)

    response = get(client, "waiting-times.csv")
    rows = list(csv.DictReader(StringIO(response.content.decode())))

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    found = {(row["service"], row["location"]): row["starts_at"] for row in rows}
    places = {place.pk: place.slug for place in Location.objects.all()}
    expected = {
        (service.slug, places[key]): start.astimezone(ZONE).isoformat()
        for service in Service.objects.all()
        for key, start in earliest(service, at=now).items()
    }
    assert {pair: start for pair, start in found.items() if start} == expected
    assert found[nowhere.slug, closed.slug] == ""
    assert len(expected) >= 4


@pytest.mark.parametrize(
    "path",
    ["services/", "locations/", "municipalities/", "waiting-times.csv", "feeds/", "schema/", ""],
)
def test_reads_may_be_cached_and_are_not_sent_twice(client, office, path):
    first = get(client, path)
    again = client.get(f"/api/v1/{path}", headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"].startswith("public, max-age=")
    assert "Cookie" not in first.headers["Vary"]
    assert (again.status_code, again.content) == (304, b"")


def queries(client, path, **query):
    with CaptureQueriesContext(connection) as captured:
        assert get(client, path, **query).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "path",
    [
        "services/",
        "locations/",
        "municipalities/",
        "waiting-times.csv",
        "services/{service}/earliest/",
        "locations/{location}/slots/",
    ],
)
def test_queries_do_not_grow_with_rows(client, office, now, path):
    path = path.format(service=office.service.slug, location=office.place.slug)
    query = {"service": office.service.slug} if "slots" in path else {}
    with_one = queries(client, path, **query)
    for _number in range(30):
        place, _service = open_office(service=office.service, at=now, days=3)
        MunicipalityFactory(unit=place.unit)
        place.counters.first().services.add(ServiceFactory())
        office.place.counters.create(label=place.slug).services.add(office.service)

    assert queries(client, path, **query) == with_one


def test_slots_ask_the_database_three_times(client, office):
    path = f"locations/{office.place.slug}/slots/"

    assert queries(client, path, service=office.service.slug) == 3


def test_service_out_of_use_is_not_known(client, office):
    path = f"locations/{office.place.slug}/slots/"
    office.service.__class__.objects.update(is_active=False)

    assert get(client, path, service=office.service.slug).status_code == 400
    assert get(client, f"services/{office.service.slug}/earliest/").status_code == 404


def test_unit_itself_is_no_place_to_go_to(client, office):
    path = f"locations/{office.place.unit.slug}/slots/"

    assert get(client, path, service=office.service.slug).status_code == 404


def test_moments_carry_the_offset_of_the_place():
    assert stamp(datetime(2027, 3, 26, 7, tzinfo=UTC), ZONE) == "2027-03-26T08:00:00+01:00"
    assert stamp(datetime(2027, 3, 29, 6, tzinfo=UTC), ZONE) == "2027-03-29T08:00:00+02:00"

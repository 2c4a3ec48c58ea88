"""What anybody may read: offices, waiting times, lists of services."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from booking.information.service_facts import checklist, fee, fee_note
from booking.information.today import phone_hours, today_lines
from booking.models import Closure, LifeEvent
from languages.offered import offered
from tests.booking.offices import derive, local, office
from tests.factories.booking import (
    CounterFactory,
    LocationFactory,
    MunicipalityFactory,
    RequiredDocumentFactory,
    ServiceFactory,
    UnitFactory,
)

LANGUAGES = offered()

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture
def now():
    return timezone.now()


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(name, args=args)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.req("U2", "B8")
def test_units_are_grouped_by_region(client):
    UnitFactory(name="Upravna enota Litija", region="Zasavska")
    UnitFactory(name="Upravna enota Logatec", region="Osrednjeslovenska")
    UnitFactory(name="Upravna enota Žalec", region="Savinjska", open_channels=[])

    page = client.get(address("units"))

    assert [region["name"] for region in page.context["regions"]] == [
        "Osrednjeslovenska",
        "Savinjska",
        "Zasavska",
    ]
    assert text(page).count("cannot be booked here yet") == 1


@pytest.mark.req("U3")
@pytest.mark.parametrize(
    "question", ["zalec", "ŽALEC", "Жалец", "3310", "vransko", "Krajevni urad Polzela"]
)
def test_units_are_found_by_town_municipality_office_and_postcode(client, question):
    unit = UnitFactory(name="Upravna enota Žalec", postcode="3310")
    MunicipalityFactory(name="Vransko", unit=unit)
    LocationFactory(parent=unit, name="Krajevni urad Polzela")
    UnitFactory(name="Upravna enota Litija")

    page = client.get(address("units"), {"q": question})

    assert [row.name for region in page.context["regions"] for row in region["units"]] == [
        unit.name
    ]


def test_units_not_found_say_what_to_do(client):
    page = client.get(address("units"), {"q": "\x00 ni ga"})

    assert "No unit was found" in text(page)


@pytest.mark.req("U2")
def test_units_ask_as_often_for_thirty_units(client):
    LocationFactory(parent=UnitFactory())
    one = queries_of(client, address("units"))
    for _number in range(30):
        LocationFactory(parent=UnitFactory())

    assert queries_of(client, address("units")) == one


@pytest.mark.req("U2")
def test_office_shows_hours_services_and_waits(client, now):
    place, service = office(at=now)

    page = client.get(address("location", place.slug))

    body = text(page)
    assert "8:00–12:00" in body
    assert service.short_name_en in body
    assert page.context["categories"][0]["rows"][0]["first_free"].split(" · ")[1]
    assert f"mlat={place.latitude:.6f}" in body


@pytest.mark.req("B8")
def test_office_switched_off_shows_hours_and_never_an_empty_calendar(client, now):
    place, _service = office(at=now)
    place.unit.open_channels = []
    place.unit.save()

    body = text(client.get(address("location", place.slug)))

    assert "Appointments cannot be booked here yet" in body
    assert "8:00–12:00" in body
    assert "nothing free" not in body


@pytest.mark.req("U2")
def test_office_hides_what_is_not_checked(client):
    shown = LocationFactory(email="a@example.org", is_email_checked=True, is_address_checked=True)
    hidden = LocationFactory(email="b@example.org")

    assert "a@example.org" in text(client.get(address("location", shown.slug)))
    assert "address not checked" not in text(client.get(address("location", shown.slug)))
    body = text(client.get(address("location", hidden.slug)))
    assert "b@example.org" not in body
    assert "address not checked" in body


@pytest.mark.req("U2", "M3")
def test_office_in_a_bilingual_area_names_both_languages(client):
    unit = UnitFactory(minority_language="it", name_minority="Unità amministrativa Capodistria")
    place = LocationFactory(parent=unit)

    assert "Slovenian and Italian" in text(client.get(address("location", place.slug)))
    assert '<span lang="it">Unità amministrativa Capodistria</span>' in text(
        client.get(address("unit", unit.slug))
    )


def test_office_asks_as_often_for_thirty_services(client, now):
    place, service = office(at=now)
    one = queries_of(client, address("location", place.slug))
    CounterFactory(
        location=place, services=ServiceFactory.create_batch(30, category=service.category)
    )
    derive(place, at=now)

    assert queries_of(client, address("location", place.slug)) == one


def test_unit_asks_as_often_for_thirty_offices(client):
    unit = UnitFactory()
    LocationFactory(parent=unit)
    one = queries_of(client, address("unit", unit.slug))
    for _number in range(30):
        LocationFactory(parent=unit)

    assert queries_of(client, address("unit", unit.slug)) == one


def test_unknown_place_is_not_found(client):
    assert client.get(address("location", "nikjer")).status_code == 404


@pytest.mark.req("B33")
def test_waiting_times_sort_by_wait_or_name(client, now):
    service = ServiceFactory()
    office(service=service, at=now, days=40, name="Upravna enota Žalec")
    office(service=service, at=now, days=40, name="Upravna enota Čatež")
    switched_off, _ = office(service=service, at=now, name="Upravna enota Ajdovščina")
    switched_off.unit.open_channels = []
    switched_off.unit.save()
    full, _ = office(service=service, at=now, name="Upravna enota Bovec", days=-1)

    def names(**query):
        page = client.get(address("waiting_times"), {"service": service.slug, **query})
        return [row.office.name.split()[-1] for row in page.context["rows"]]

    assert names(sort="name") == ["Ajdovščina", "Bovec", "Čatež", "Žalec"]
    assert names() == ["Čatež", "Žalec", "Bovec", "Ajdovščina"]


@pytest.mark.req("B33")
def test_waiting_times_link_the_file_and_take_any_query(client, now):
    _place, service = office(at=now)

    for query in (
        {},
        {"service": "ni-je"},
        {"service": service.slug, "sort": "\x00"},
        {"service": "'; --"},
    ):
        page = client.get(address("waiting_times"), query)
        assert page.context["service"] == service
        assert "/api/v1/waiting-times.csv" in text(page)


@pytest.mark.req("B33")
def test_waiting_times_ask_as_often_for_thirty_offices(client, now):
    _place, service = office(at=now)
    one = queries_of(client, address("waiting_times"))
    for _number in range(30):
        office(service=service, at=now)

    assert queries_of(client, address("waiting_times")) == one


@pytest.mark.req("U3")
def test_life_event_and_category_list_their_services(client, now):
    _place, service = office(at=now)
    event = LifeEvent.objects.create(
        slug="selitev", order=1, name_sl="Selitev", name_sr="Селидба", name_en="Moving"
    )
    event.services.add(service)
    ServiceFactory(is_active=False, category=service.category)

    for name, slug in (("life_event", "selitev"), ("category", service.category.slug)):
        rows = client.get(address(name, slug)).context["rows"]
        assert [row["name"] for row in rows] == [service.short_name_en]


@pytest.mark.req("M3")
@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_open_in_every_language(client, now, language):
    place, service = office(at=now)

    for path in (
        address("units", language=language),
        address("unit", place.unit.slug, language=language),
        address("location", place.slug, language=language),
        address("waiting_times", language=language),
        address("category", service.category.slug, language=language),
    ):
        assert client.get(path).status_code == 200


def test_public_pages_refuse_post(client):
    assert client.post(address("units")).status_code == 405


@pytest.mark.req("U1")
def test_facts_are_written_as_the_language_writes_them():
    service = ServiceFactory(
        fee=Decimal("29.53"), fee_year=2023, fee_note_sl="za deset let", fee_note_en="for ten years"
    )

    with translation.override("sl"):
        assert fee(service, TODAY) == "29,53 EUR"
    with translation.override("en"):
        assert fee(service, TODAY) == "29.53 EUR"
        assert fee_note(service, TODAY) == "for ten years; as of 2023"
        assert fee(ServiceFactory(fee=0), TODAY) == ""
        assert fee(ServiceFactory(fee=None), TODAY) == "depends on the case"


@pytest.mark.req("U1", "B36")
def test_checklist_groups_by_case_with_what_everyone_brings_first():
    service = ServiceFactory()
    RequiredDocumentFactory(service=service, case="child", order=1)
    RequiredDocumentFactory(service=service, case="always", order=2)

    groups = checklist(service.documents.all())

    assert [group["code"] for group in groups] == ["", "child"]


@pytest.mark.req("B46")
def test_today_tells_phone_hours_holidays_and_closures():
    place = LocationFactory(name="Upravna enota Litija")
    Closure.objects.create(
        location=place,
        period=(local("2026-11-18", "10:00"), local("2026-11-18", "12:00")),
        reason_sl="selitev",
        reason_en="moving",
    )

    with translation.override("en"):
        assert today_lines(at=local("2026-11-18", "09:00"))[0].endswith("from 8:00 to 19:00.")
        assert today_lines(at=local("2026-11-18", "09:00"))[1:] == [
            "Upravna enota Litija is closed today: moving"
        ]
        assert "Christmas" in today_lines(at=local("2026-12-25", "09:00"))[1]
    assert phone_hours(local("2026-11-21", "09:00").date()) is None


def queries_of(client, path):
    """Return how many queries a second visit makes (the first fills the cache of the ranking)."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)

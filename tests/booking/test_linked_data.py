"""What machines read in public pages: right facts, a data block nothing breaks out of (U4)."""

import json
import re
from datetime import UTC, datetime, time

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.template import Context, Template
from django.utils import translation

from booking.information.linked_data import office_node, service_node, unit_node
from booking.information.office_hours import office_hours
from booking.models import Closure
from tests.factories.booking import (
    LocationFactory,
    OpeningHoursFactory,
    ServiceFactory,
    UnitFactory,
)
from tests.linked_data.vocabulary import unknown_terms

pytestmark = [pytest.mark.django_db, pytest.mark.req("U4")]

AT = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)  # a Monday
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def blocks(response):
    return [json.loads(text) for text in BLOCK.findall(response.content.decode())]


def test_office_page_holds_its_office(client, settings):
    unit = UnitFactory(name="Upravna enota Koper", minority_language="it")
    office = LocationFactory(
        parent=unit, slug="koper", name="Koper", name_minority="Capodistria", is_step_free=True
    )

    response = client.get("/en/enote/koper/")

    [node] = blocks(response)
    assert unknown_terms(node) == []
    assert node["@type"] == "GovernmentOffice"
    assert node["url"] == f"{settings.BASE_URL}/en/enote/koper/"
    assert node["alternateName"] == ["Capodistria"]
    assert node["knowsLanguage"] == ["sl", "it"]
    assert node["parentOrganization"]["name"] == "Upravna enota Koper"
    assert node["geo"]["latitude"] == office.latitude
    assert node["amenityFeature"]["value"] is True
    assert "email" not in node  # nobody has checked it
    [of_unit] = blocks(client.get(f"/en/enote/{unit.slug}/"))
    assert (of_unit["@type"], of_unit["department"][0]["name"]) == (
        "GovernmentOrganization",
        "Koper",
    )


def test_office_tells_its_week_and_the_days_that_differ():
    office = LocationFactory()
    OpeningHoursFactory(location=office, closes=time(12))
    closed = (datetime(2026, 11, 18, 0, tzinfo=UTC), datetime(2026, 11, 18, 22, tzinfo=UTC))
    Closure.objects.create(location=office, period=DateTimeTZRange(*closed))

    node = office_node(office, office_hours([office], at=AT)[office.pk])

    [week] = node["openingHoursSpecification"]
    assert [day.rpartition("/")[2][:2] for day in week["dayOfWeek"]] == [
        "Mo",
        "Tu",
        "We",
        "Th",
        "Fr",
    ]
    assert (week["opens"], week["closes"]) == ("08:00", "12:00")
    # The closure, and the work-free days of the next six weeks.
    assert [row["validFrom"] for row in node["specialOpeningHoursSpecification"]] == [
        "2026-11-18",
        "2026-12-25",
    ]


@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
def test_service_is_told_in_the_language_of_its_page(language):
    service = ServiceFactory()

    with translation.override(language):
        node = service_node(service)
        name = service.name

    assert unknown_terms(node) == []
    assert node["name"] == name
    assert f"/{language}/" in node["url"]
    assert f"/{language}/" in node["potentialAction"]["target"]


def test_unit_without_offices_is_told(settings):
    with translation.override("en"):
        node = unit_node(UnitFactory(), [])

    assert unknown_terms(node) == []
    assert "department" not in node


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "a & b", "]]>"])
def test_no_text_leaves_the_data_block(text):
    page = Template("{% load okence %}{% linked_data node %}").render(
        Context({"node": {"n": text}})
    )

    assert page.count("<") == 2
    assert json.loads(BLOCK.search(page)[1]) == {"n": text}


def test_waiting_times_link_to_their_description(client):
    page = client.get("/en/cakalne-dobe/").content.decode()

    for address in ("waiting-times.csv", "datasets.jsonld", "datasets.ttl"):
        assert f'href="/api/v1/{address}"' in page
        assert client.get(f"/api/v1/{address}").status_code == 200

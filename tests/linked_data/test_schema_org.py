"""Every node is of schema.org's own words, and says nothing that is not known."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from linked_data import facts, schema_org
from tests.linked_data.vocabulary import unknown_terms

pytestmark = pytest.mark.req("U4")

CENTRE = facts.CallCentre(
    "01 828 16 90", {"sl": "Klicni center"}, {}, (facts.Open((0, 1), time(8), time(18)),)
)
SERVICE = facts.Service(
    code="osebna",
    name={"sl": "Osebna izkaznica", "en": "Identity card"},
    summary={"sl": "Oddate vlogo."},
    who={"sl": "Državljani"},
    law={},
    category=facts.Term("osebni", {"sl": "Osebni dokumenti"}),
    words=(),
    pages={"sl": "https://example.org/sl/x/"},
    booking={"sl": "https://example.org/sl/n/"},
    fee=facts.Fee(Decimal("29.53"), {"sl": "za pet let"}),
)
PLACE = facts.Place(
    code="koper",
    name={"sl": "Koper", "it": "Capodistria"},
    pages={"sl": "https://example.org/sl/enote/koper/"},
    address=facts.Address("Piranska cesta 2", "6000", "Koper"),
    latitude=45.5,
    longitude=13.7,
    languages=("sl", "it"),
    is_step_free=False,
)
UNIT = facts.Organisation("ue", {"sl": "UE Koper"}, {"sl": "https://example.org/sl/ue/"}, (PLACE,))
AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def service_node(**changed):
    row = facts.Service(**(SERVICE.__dict__ | changed))
    return schema_org.government_service(
        row, CENTRE, language="sl", provider="Upravne enote", visit="Osebno"
    )


def office_node(place=PLACE, **more):
    return schema_org.government_office(
        place, UNIT, language="sl", step_free="Vhod brez stopnic", **more
    )


def all_nodes():
    return [
        service_node(),
        office_node(
            hours=[facts.Open((0,), time(8), time(0))],
            days=[facts.DayOpen(date(2026, 12, 25), ())],
        ),
        schema_org.unit_page(UNIT, language="sl"),
        schema_org.event(
            name="Dan odprtih vrat",
            url="https://example.org/d/",
            starts_at=AT,
            ends_at=AT,
            description="Pridite.",
            place="Sedež",
            address="Koper",
            online_url="https://example.org/video/",
            organiser="UE Koper",
            is_free=True,
        ),
    ]


def test_nodes_use_no_word_that_schema_org_lacks():
    assert [unknown_terms(node) for node in all_nodes()] == [[]] * 4


@pytest.mark.parametrize(
    ("node", "wrong"),
    [
        ({"@type": "GovernmentOfice"}, ["GovernmentOfice"]),
        ({"@type": "Event", "startsAt": "x"}, ["Event.startsAt"]),
        ({"@type": "Event", "location": {"@type": "Place", "price": 1}}, ["Place.price"]),
    ],
)
def test_vocabulary_notices_wrong_words(node, wrong):
    assert unknown_terms(node) == wrong


def test_service_costs_what_it_costs():
    assert service_node()["offers"] == {
        "@type": "Offer",
        "price": "29.53",
        "priceCurrency": "EUR",
        "description": "za pet let",
    }
    assert service_node(fee=facts.Fee(Decimal(0), {}))["offers"]["price"] == "0"
    assert "offers" not in service_node(fee=None)


def test_service_without_appointments_offers_no_way_to_book():
    node = service_node(booking={})

    assert [channel.get("name") for channel in node["availableChannel"]] == ["Osebno"]
    assert "potentialAction" not in node


def test_office_says_that_it_has_steps_and_nothing_where_that_is_not_known():
    assert office_node()["amenityFeature"]["value"] is False
    unknown = facts.Place(**(PLACE.__dict__ | {"is_step_free": None, "address": None}))
    assert {"amenityFeature", "address", "telephone"} & set(office_node(unknown)) == set()


def test_hours_of_a_day_end_before_midnight_and_a_closed_day_has_none():
    node = office_node(
        hours=[facts.Open((2,), time(8), time(0))],
        days=[
            facts.DayOpen(date(2026, 12, 25), ()),
            facts.DayOpen(date(2026, 12, 28), ((time(8), time(11)), (time(12), time(13)))),
        ],
    )

    assert node["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["https://schema.org/Wednesday"],
            "opens": "08:00",
            "closes": "23:59",
        }
    ]
    assert [
        (row["validFrom"], row["opens"], row["closes"])
        for row in node["specialOpeningHoursSpecification"]
    ] == [
        ("2026-12-25", "00:00", "00:00"),
        ("2026-12-28", "08:00", "11:00"),
        ("2026-12-28", "12:00", "13:00"),
    ]


@pytest.mark.parametrize(
    ("place", "online", "mode"),
    [
        ("Sedež", "", "Offline"),
        ("", "https://x.example/", "Online"),
        ("A", "https://x.example/", "Mixed"),
    ],
)
def test_event_says_how_it_is_attended(place, online, mode):
    node = schema_org.event(
        name="x", url="https://x.example/e/", starts_at=AT, place=place, online_url=online
    )

    assert node["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert len(node["location"]) == bool(place) + bool(online)
    assert "isAccessibleForFree" not in node

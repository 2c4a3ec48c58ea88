"""The catalogue and the data sets as linked data: valid, in every language, cheap, never a 500."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS

from api import linked_data
from booking.enums import AppointmentNeed, DocumentCase
from booking.models import LifeEvent
from linked_data.vocabulary import CPSV, CV
from tests.factories.booking import (
    CounterFactory,
    LocationFactory,
    RequiredDocumentFactory,
    ServiceFactory,
    UnitFactory,
)
from tests.linked_data.shapes import broken_rules

pytestmark = [pytest.mark.django_db, pytest.mark.req("U4")]

NEGOTIATED = ["catalogue/", "catalogue/osebna-izkaznica/", "datasets/"]
FILES = ["catalogue", "catalogue/osebna-izkaznica", "datasets"]


@pytest.fixture
def service():
    """A service with all that can be said of one, offered at one of two units."""
    row = ServiceFactory(
        slug="osebna-izkaznica",
        fee=Decimal("29.53"),
        fee_year=2026,
        fee_note_sl="za pet let",
        law_sl="Zakon o osebni izkaznici",
        who_sl="Državljani",
        words=["osebna", "лична карта"],
    )
    RequiredDocumentFactory(service=row, case=DocumentCase.CHILD)
    row.life_events.add(
        LifeEvent.objects.create(
            slug="selitev", order=1, name_sl="Selitev", name_sr="Сеоба", name_en="Moving"
        )
    )
    office = LocationFactory(parent=UnitFactory(slug="litija"), slug="litija-sedez")
    CounterFactory(location=office, services=[row])
    UnitFactory(slug="sevnica")
    return row


def get(client, path, **headers):
    return client.get(f"/api/v1/{path}", headers=headers)


def graph_of(response):
    form = "turtle" if "turtle" in response["Content-Type"] else "json-ld"
    return Graph().parse(data=response.content.decode(), format=form)


def named(settings, fragment):
    return URIRef(f"{settings.BASE_URL}/api/v1/catalogue/{fragment}")


@pytest.mark.parametrize(
    ("path", "shapes"), [("catalogue", "cpsv_shapes.ttl"), ("datasets", "dcat_shapes.ttl")]
)
@pytest.mark.parametrize("suffix", ["jsonld", "ttl"])
def test_documents_keep_their_profile(client, service, path, shapes, suffix):
    ServiceFactory(slug="brez-termina", appointment_need=AppointmentNeed.NOT_NEEDED)

    graph = graph_of(get(client, f"{path}.{suffix}"))

    assert len(graph) > 50
    assert broken_rules(graph, shapes) == ""


@pytest.mark.parametrize(
    ("broken", "shapes"),
    [
        ((None, DCTERMS.title, None), "cpsv_shapes.ttl"),
        ((None, CV.hasCompetentAuthority, None), "cpsv_shapes.ttl"),
        ((None, SKOS.prefLabel, None), "cpsv_shapes.ttl"),
        ((None, DCTERMS.license, None), "dcat_shapes.ttl"),
        ((None, DCAT.accessURL, None), "dcat_shapes.ttl"),
        ((None, FOAF.name, None), "dcat_shapes.ttl"),
    ],
)
def test_shapes_notice_what_is_missing(client, service, broken, shapes):
    graph = graph_of(get(client, "catalogue.ttl" if "cpsv" in shapes else "datasets.ttl"))

    graph.remove(broken)

    assert broken_rules(graph, shapes) != ""


def test_service_entry_keeps_the_profile_by_itself(client, service):
    assert (
        broken_rules(graph_of(get(client, "catalogue/osebna-izkaznica.ttl")), "cpsv_shapes.ttl")
        == ""
    )


def test_both_formats_say_the_same(client, service):
    turtle, json_ld = (graph_of(get(client, f"catalogue.{suffix}")) for suffix in ("ttl", "jsonld"))

    assert set(turtle) == set(json_ld)


@pytest.mark.req("M2")
def test_service_is_told_in_every_language(client, service, settings):
    graph = graph_of(get(client, "catalogue.ttl"))

    it = named(settings, "osebna-izkaznica/#service")
    assert set(graph.objects(it, DCTERMS.title)) == {
        Literal("Osebna izkaznica – izdaja", lang="sl"),
        Literal("Лична карта – издавање", lang="sr-Cyrl"),
        Literal("Lična karta – izdavanje", lang="sr-Latn"),
        Literal("Identity card – issue", lang="en"),
    }
    law = graph.value(it, CV.hasLegalResource)
    assert list(graph.objects(law, DCTERMS.description)) == [
        Literal("Zakon o osebni izkaznici", lang="sl")
    ]


def test_service_names_the_unit_that_offers_it_its_fee_and_what_to_bring(client, service, settings):
    graph = graph_of(get(client, "catalogue.ttl"))

    it = named(settings, "osebna-izkaznica/#service")
    assert list(graph.objects(it, CV.hasCompetentAuthority)) == [named(settings, "#unit-litija")]
    cost = graph.value(it, CV.hasCost)
    assert str(graph.value(cost, CV.hasValue)) == "29.53"
    evidence = graph.value(it, CPSV.hasInput)
    assert graph.value(evidence, DCTERMS.type) == named(settings, "#case-child")
    assert len(set(graph.objects(it, CV.hasChannel))) == 3
    assert graph.value(it, CV.isGroupedBy) == named(settings, "#life-event-selitev")


def test_what_is_out_of_use_is_not_told(client, service, settings):
    ServiceFactory(slug="ukinjena", is_active=False)

    graph = graph_of(get(client, "catalogue.ttl"))

    assert list(graph.subjects(RDF.type, CPSV.PublicService)) == [
        named(settings, "osebna-izkaznica/#service")
    ]
    assert get(client, "catalogue/ukinjena.ttl").status_code == 404
    assert get(client, "catalogue/ni-je/").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["catalogue.rdf", "datasets.ttl%2F", "catalogue/osebna-izkaznica.xml", "catalogue/%00.ttl"],
)
def test_file_that_is_not_offered_is_a_problem_document(client, service, path):
    response = get(client, path)

    assert response.status_code in (400, 404)
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.req("B33")
def test_waiting_times_are_described_with_file_licence_and_publisher(client, settings):
    graph = graph_of(get(client, "datasets.ttl"))

    base = f"{settings.BASE_URL}/api/v1/"
    data_set = URIRef(f"{base}datasets/#waiting-times")
    file = graph.value(data_set, DCAT.distribution)
    assert graph.value(file, DCAT.downloadURL) == URIRef(f"{base}waiting-times.csv")
    assert graph.value(file, DCTERMS.license) == URIRef(settings.OPEN_DATA_LICENCE)
    assert client.get("/api/v1/waiting-times.csv").status_code == 200
    publisher = graph.value(data_set, DCTERMS.publisher)
    assert graph.value(publisher, FOAF.name) == Literal(settings.PUBLISHER_NAME)


def test_every_file_of_a_data_set_is_there(client, service, settings):
    graph = graph_of(get(client, "datasets.ttl"))

    addresses = [
        str(url).removeprefix(settings.BASE_URL) for url in graph.objects(None, DCAT.accessURL)
    ]
    assert len(addresses) == 5
    assert {client.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize("path", NEGOTIATED)
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("text/turtle;q=0.4, application/ld+json;q=0.9", "application/ld+json"),
        ("text/html", "application/ld+json"),
        ("*/*", "application/ld+json"),
        ("", "application/ld+json"),
        ("text/turtle;q=zzz", "text/turtle"),
        (";;;,,,/;q=", "application/ld+json"),
        ("a" * 9000, "application/ld+json"),
        ("text/turtle; q=\x00", "text/turtle"),
        ("č/ž, \xff", "application/ld+json"),
    ],
)
def test_accept_chooses_the_format_and_never_breaks(client, service, path, accept, media_type):
    response = get(client, path, Accept=accept)

    assert response.status_code == 200
    assert response["Content-Type"] == f"{media_type}; charset=utf-8"
    assert "Accept" in response["Vary"].split(", ")


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("suffix", ["jsonld", "ttl"])
def test_unchanged_document_is_not_sent_again_and_a_changed_one_is(client, service, path, suffix):
    address = f"{path}.{suffix}"
    tag = get(client, address)["ETag"]

    again = get(client, address, **{"If-None-Match": tag})
    service.name_en = service.summary_en = "Changed"
    service.save()
    changed = get(client, address, **{"If-None-Match": tag})

    assert again.status_code == 304
    assert (changed.status_code == 200) == path.startswith("catalogue")


def test_document_is_written_once(client, service, monkeypatch):
    first = get(client, "catalogue.ttl").content
    monkeypatch.setattr(linked_data.cpsv, "catalogue", None)

    assert get(client, "catalogue.ttl").content == first


def test_catalogue_takes_as_many_queries_for_thirty_services(client, service):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            linked_data.services()
        return len(asked)

    one = queries()
    for _number in range(29):
        row = ServiceFactory()
        RequiredDocumentFactory(service=row)
        CounterFactory(services=[row])

    assert queries() == one

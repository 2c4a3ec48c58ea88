"""The OpenAPI document is valid, described, and true of every answer."""

from contextlib import contextmanager

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import booleans
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from portal.wsgi import application

pytestmark = pytest.mark.django_db

EXAMPLES = 15
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
OPERATIONS = [
    ("get", "/api/v1/"),
    ("post", "/api/v1/appointments/{reference}/cancel/"),
    ("post", "/api/v1/appointments/{reference}/reschedule/"),
    ("get", "/api/v1/catalogue.{suffix}"),
    ("get", "/api/v1/catalogue/"),
    ("get", "/api/v1/catalogue/{slug}.{suffix}"),
    ("get", "/api/v1/catalogue/{slug}/"),
    ("get", "/api/v1/courses/"),
    ("get", "/api/v1/datasets.{suffix}"),
    ("get", "/api/v1/datasets/"),
    ("get", "/api/v1/events/"),
    ("get", "/api/v1/feeds/"),
    ("post", "/api/v1/holds/"),
    ("delete", "/api/v1/holds/{token}/"),
    ("post", "/api/v1/holds/{token}/confirm/"),
    ("get", "/api/v1/locations/"),
    ("get", "/api/v1/locations/{slug}/slots/"),
    ("get", "/api/v1/municipalities/"),
    ("get", "/api/v1/runs/"),
    ("get", "/api/v1/services/"),
    ("get", "/api/v1/services/{slug}/earliest/"),
    ("get", "/api/v1/waiting-times.csv"),
]


@pytest.fixture
def document(client):
    return client.get("/api/v1/schema/", {"lang": "en"}).json()


def operations(document):
    return [
        operation
        for path in document["paths"].values()
        for method, operation in path.items()
        if method in ("get", "post", "delete")
    ]


def test_document_is_openapi_3_1_and_complete(document):
    assert document["openapi"].startswith("3.1")
    assert [
        (method, path) for path, methods in sorted(document["paths"].items()) for method in methods
    ] == OPERATIONS
    assert [
        operation["operationId"]
        for operation in operations(document)
        if {"partnerToken": []} in operation["security"]
    ] == ["cancelAppointment", "rescheduleAppointment", "createHold", "deleteHold", "confirmHold"]


def test_every_operation_is_described(document):
    for operation in operations(document):
        assert operation["description"], operation["operationId"]
        for parameter in operation["parameters"]:
            assert parameter.get("description"), (operation["operationId"], parameter["name"])


@contextmanager
def one_connection():
    """Let WSGI requests use the test's own connection, as Django's client does."""
    around_a_request = (signals.request_started, signals.request_finished)
    for signal in around_a_request:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in around_a_request:
            signal.connect(close_old_connections)


@pytest.fixture
def api(db):
    with one_connection():
        return schemathesis.openapi.from_wsgi("/api/v1/schema/?lang=en", application)


def test_document_is_valid(api):
    api.validate()


def real(case, office, booked, held):
    """Put names that exist where generated ones never would."""
    known = {"slug": office.service.slug, "token": held["id"], "reference": booked["reference"]}
    known["suffix"] = "ttl"
    if case.path.startswith("/api/v1/locations/"):
        known["slug"] = office.place.slug
    case.path_parameters = {name: known[name] for name in case.path_parameters or {}}
    if isinstance(case.query, dict) and "service" in case.query:
        case.query["service"] = office.service.slug
    return case


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_input_breaks_the_promise_of_the_document(api, partner, office, method, path, mode):
    booked = partner.book(office)
    held = partner.hold(office, idempotency_key="second")
    operation = api[path][method]

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), is_real=booleans())
    def check(case, is_real):
        if is_real:
            case = real(case, office, booked, held)
        response = case.call(headers=partner.headers)
        case.validate_response(response, checks=CHECKS)

    with one_connection():
        check()

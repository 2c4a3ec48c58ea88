"""The page of a service for my case, without script: choice, list, links (U1, B25, B36)."""

import pytest
from django.urls import reverse
from django.utils import translation

from booking.enums import DocumentCase
from booking.models import Service
from tests.factories.booking import RequiredDocumentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("U1", "B25", "B36")]


@pytest.fixture
def rich(service):
    """The service, with things to bring for everybody and for two cases."""
    for case in (DocumentCase.ALWAYS, DocumentCase.CHILD, DocumentCase.LOST):
        RequiredDocumentFactory(service=service, case=case, text_en=f"for {case.value}")
    return service


def get(client, service, query=""):
    with translation.override("en"):
        return client.get(reverse("service", args=[service.slug]) + query)


def groups(page):
    return [(one["code"], one["is_chosen"], one["is_hidden"]) for one in page.context["checklist"]]


def test_every_case_is_shown_until_one_is_chosen(client, rich):
    page = get(client, rich)

    assert groups(page) == [("", False, False), ("child", False, False), ("lost", False, False)]
    assert 'data-when="child" hidden' not in page.content.decode()


@pytest.mark.parametrize("query", ["?primer=child", "?primer=child&primer=abroad&primer=x"])
def test_chosen_case_hides_the_others_and_travels_on(client, rich, query):
    page = get(client, rich, query)

    body = page.content.decode()
    assert groups(page) == [("", False, False), ("child", True, False), ("lost", False, True)]
    assert page.context["facts"]["action_url"] == "/en/narocanje/potni-list/?primer=child"
    assert page.context["list_url"] == "/en/storitve/potni-list/seznam/?primer=child"
    assert 'data-when="lost" hidden' in body
    assert 'value="child" form="my-case" checked' in body


def test_choice_is_a_form_that_gets_this_page(client, rich):
    body = get(client, rich).content.decode()

    assert '<form method="get" action="#bring" id="my-case"></form>' in body
    assert 'type="submit" form="my-case"' in body


def test_service_without_cases_asks_nothing(client, service):
    RequiredDocumentFactory(service=service)

    assert "data-checklist-cases" not in get(client, service).content.decode()


@pytest.mark.parametrize("need", ["required", "recommended", "not_needed"])
def test_when_an_appointment_is_needed_stands_by_the_button(client, service, need):
    note = "To collect a finished document you need none."
    Service.objects.filter(pk=service.pk).update(appointment_need=need, appointment_note_en=note)

    page = get(client, service)

    assert page.context["facts"]["need_note"] == note
    assert page.content.decode().count(note) == 1
    assert ("action_url" in page.context["facts"]) == (need != "not_needed")

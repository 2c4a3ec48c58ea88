"""The list of what to bring, to print: the right cases, one sheet, a code that leads back (U1)."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from accounts.attempts import Attempts
from booking.enums import DocumentCase
from booking.premises import qr
from booking.views.public import paper
from tests.factories.booking import RequiredDocumentFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("U1", "B25")]

A4 = (595, 842)  # points


@pytest.fixture(autouse=True)
def _nothing_kept(db):
    cache.clear()


@pytest.fixture
def service():
    row = ServiceFactory(slug="potni-list")
    RequiredDocumentFactory(service=row, text_en="a photograph")
    for case in (DocumentCase.CHILD, DocumentCase.LOST):
        RequiredDocumentFactory(service=row, case=case, text_en=f"for {case.value}")
    return row


def address(service, name="bring_list", language="en", query=""):
    with translation.override(language):
        return reverse(name, args=[service.slug]) + query


def listed(response):
    return [item["text"] for group in response.context["groups"] for item in group["items"]]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("", ["a photograph", "for child", "for lost"]),
        ("?primer=lost", ["a photograph", "for lost"]),
        ("?primer=lost&primer=child", ["a photograph", "for child", "for lost"]),
        ("?primer=child.lost", ["a photograph", "for child", "for lost"]),
        ("?primer=always&primer=%00&primer=nonsense", ["a photograph", "for child", "for lost"]),
    ],
)
def test_list_holds_what_everybody_brings_and_my_cases(client, service, query, texts):
    page = client.get(address(service, query=query))

    assert page.status_code == 200
    assert listed(page) == texts


def test_code_and_address_lead_back_to_my_case(client, service, settings):
    settings.BASE_URL = "https://okence.example"

    page = client.get(address(service, query="?primer=child&primer=lost"))

    body = page.content.decode()
    assert qr("https://okence.example/en/storitve/potni-list/?primer=child.lost") in body
    assert "okence.example/en/storitve/potni-list/" in body
    assert 'href="/en/storitve/potni-list/seznam.pdf?primer=child.lost"' in body


@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
def test_list_is_one_sheet_of_a4_even_where_it_is_long(client, service, language):
    for case in DocumentCase:
        texts = {f"text_{code}": "Dolg opis listine. " * 7 for code in ("sl", "sr", "en")}
        RequiredDocumentFactory.create_batch(2, service=service, case=case, **texts)

    answer = client.get(address(service, "bring_list_pdf", language))

    pages = PdfReader(BytesIO(answer.content)).pages
    assert answer["Content-Type"] == "application/pdf"
    assert len(pages) == 1
    assert tuple(round(float(side)) for side in pages[0].mediabox[2:]) == A4


def test_sheet_is_another_one_for_another_case(client, service):
    def text(query):
        answer = client.get(address(service, "bring_list_pdf", query=query))
        return PdfReader(BytesIO(answer.content)).pages[0].extract_text()

    assert "for child" in text("?primer=child")
    assert "for child" not in text("?primer=lost")


@pytest.fixture
def drawn(monkeypatch):
    """What was made a PDF of, in turn; drawing none saves a second each."""
    pages = []
    monkeypatch.setattr("printing.pdf.pdf", lambda html: pages.append(html) or b"%PDF")
    return pages


@pytest.mark.req("X4")
def test_cases_of_other_services_make_no_sheet_of_their_own(client, service, drawn):
    nobodys = ("", "?primer=abroad", "?primer=representative.abroad")
    mine = ("?primer=lost", "?primer=lost.abroad")

    for query in (*nobodys, *mine):
        client.get(address(service, "bring_list_pdf", query=query))

    assert len(drawn) == 2


@pytest.mark.req("X4")
def test_address_that_wants_many_new_sheets_is_led_to_the_page(client, service, drawn, monkeypatch):
    monkeypatch.setattr(paper, "NEW", Attempts("new-pdfs", limit=1, seconds=60))
    first, second = (address(service, "bring_list_pdf", query=q) for q in ("", "?primer=lost"))
    client.get(first)

    kept, refused = client.get(first), client.get(second)
    elsewhere = client.get(second, REMOTE_ADDR="192.0.2.7")

    assert kept.content == elsewhere.content == b"%PDF"
    assert refused["Location"] == address(service, query="?primer=lost")
    assert len(drawn) == 2


def test_machine_without_pdf_leads_to_the_page(client, service, monkeypatch):
    monkeypatch.setattr("printing.pdf.is_available", lambda: False)

    answer = client.get(address(service, "bring_list_pdf", query="?primer=lost"))

    assert answer["Location"] == address(service, query="?primer=lost")


@pytest.mark.parametrize("name", ["bring_list", "bring_list_pdf"])
def test_unknown_or_retired_service_has_no_list(client, service, name):
    retired = ServiceFactory(slug="nekoc", is_active=False)

    assert client.get(address(retired, name)).status_code == 404
    with translation.override("en"):
        assert client.get(reverse(name, args=["ni-ga"])).status_code == 404


@pytest.mark.parametrize("name", ["bring_list", "bring_list_pdf"])
def test_list_takes_no_post(client, service, name):
    assert client.post(address(service, name)).status_code == 405


def test_list_asks_as_often_for_thirty_things(client, service):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(address(service))
        return len(asked)

    few = queries()
    RequiredDocumentFactory.create_batch(30, service=service)

    assert queries() == few


def test_service_that_needs_nothing_says_so(client):
    page = client.get(address(ServiceFactory(slug="prazno")))

    assert page.status_code == 200
    assert listed(page) == []
    assert "Nothing special is needed" in page.content.decode()

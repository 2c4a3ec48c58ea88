"""The notice for the premises: one sheet, the right languages, a code that leads here (B38)."""

from datetime import UTC, date, datetime, time
from io import BytesIO

import pytest
import segno
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from booking.premises import every_words, languages_of, notice, qr, short_address
from languages.offered import offered
from printing.pdf import pdf
from tests.factories.booking import LocationFactory, OpeningHoursFactory, UnitFactory

LANGUAGES = offered()

pytestmark = [pytest.mark.django_db, pytest.mark.req("B38")]


@pytest.fixture(autouse=True)
def _nothing_kept(db):
    cache.clear()


AT = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)


@pytest.fixture
def office():
    row = LocationFactory(slug="litija-sedez", name="Upravna enota Litija")
    OpeningHoursFactory(location=row, closes=time(12))
    return row


def address(office, form="pdf", query=""):
    with translation.override("sl"):
        return reverse("premises", args=[office.slug, form]) + query


def text_of(response):
    return PdfReader(BytesIO(response.content)).pages[0].extract_text()


def test_sheet_says_where_to_book_whom_to_call_and_when_to_come(client, office, settings):
    response = client.get(address(office))

    assert response["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(response.content))
    text = " ".join(reader.pages[0].extract_text().split())
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/Lang"] == "sl"
    for part in (
        "Naročite se na obisk",
        "Upravna enota Litija",
        f"{settings.BASE_URL.partition('://')[2]}/e/litija-sedez",
        settings.CALL_CENTRE_PHONE,
        "8.00–18.00",  # the call centre's Monday
        "Tobačna ulica 5, 1000 Ljubljana",
        "ponedeljek–petek",
        "8.00–12.00",
    ):
        assert part in text


def test_sheet_is_drawn_once_and_anew_when_the_office_changes(client, office, monkeypatch):
    drawn = []
    monkeypatch.setattr("printing.pdf.pdf", lambda page: drawn.append(page) or pdf(page))

    first, again = (client.get(address(office)).content for _time in range(2))
    office.street = "Nova ulica 1"
    office.save()
    changed = client.get(address(office))

    assert first == again
    assert len(drawn) == 2
    assert "Nova ulica 1" in text_of(changed)


def test_machine_without_pdf_leads_to_the_page(client, office, monkeypatch):
    monkeypatch.setattr("printing.pdf.is_available", lambda: False)

    answer = client.get(address(office, query="?tudi=en"))

    assert answer["Location"] == address(office, "html", "?tudi=en")


@pytest.mark.parametrize(
    ("minority", "extra", "tags"),
    [
        ("", [], ["sl"]),
        ("it", [], ["sl", "it"]),
        ("hu", ["en"], ["sl", "hu", "en"]),
        ("", ["en", "sr"], ["sl", "sr-Cyrl", "en"]),
        ("", ["de", "it", ""], ["sl"]),
    ],
)
def test_languages_are_slovene_then_the_areas_then_those_asked_for(minority, extra, tags):
    office = LocationFactory(parent=UnitFactory(minority_language=minority))

    assert [row.lang for row in languages_of(office, extra)] == tags


@pytest.mark.parametrize("minority", ["it", "hu"])
def test_even_four_languages_fit_one_sheet(client, minority):
    office = LocationFactory(parent=UnitFactory(minority_language=minority))
    for days in ("MO,TU", "WE", "FR"):
        OpeningHoursFactory(location=office, rule=f"FREQ=WEEKLY;BYDAY={days}", closes=time(12))

    response = client.get(address(office, query="?tudi=sr&tudi=en"))

    assert len(PdfReader(BytesIO(response.content)).pages) == 1
    assert every_words()[minority].title in text_of(response)


def test_every_language_of_the_file_has_seven_days():
    lengths = {code: len(words.days) for code, words in every_words().items()}

    assert lengths == {"sl": 7, "it": 7, "hu": 7, "sr": 7, "en": 7}


@pytest.mark.parametrize("query", ["?tudi=", "?tudi=xx", "?tudi=%00", "?x=1", "?tudi=en&tudi=en"])
def test_odd_questions_get_the_notice(client, office, query):
    assert client.get(address(office, "html", query)).status_code == 200


def test_code_leads_to_the_short_address_and_that_to_the_office(client, office):
    page = notice(office, at=AT, paper=False)

    assert qr(short_address(office)) in page
    assert segno.make(short_address(office), error="m", micro=False).version <= 6
    path = short_address(office).split("/", 3)[3]
    for code in LANGUAGES:
        answer = client.get(f"/{path}", headers={"Accept-Language": code})
        assert answer["Location"] == f"/{code}/enote/litija-sedez/"
    assert client.get("/e/ni-je").status_code == 404


def test_only_hours_in_force_are_printed_and_rules_of_a_month_are_told(office):
    OpeningHoursFactory(
        location=office, rule="FREQ=WEEKLY;BYDAY=SA", valid_to=date(2026, 11, 1), closes=time(11)
    )
    OpeningHoursFactory(location=office, rule="FREQ=MONTHLY;BYDAY=1SA", opens=time(9))

    with translation.override("en"):
        page = notice(office, at=AT, paper=True)

    assert "8:00–11:00" not in page
    assert "the first Saturday of the month" in page


def test_office_without_hours_says_whom_to_ask(client):
    page = client.get(address(LocationFactory(), "html")).content.decode()

    assert every_words()["sl"].unknown in page


def test_page_for_the_screen_needs_no_inline_style_or_script(client, office):
    page = client.get(address(office, "html")).content.decode()

    assert 'style="' not in page
    assert "<style" not in page
    assert page.count("<script") == page.count('<script type="module" src=')


def test_unit_has_no_premises_and_other_forms_are_not_there(client, office):
    assert client.get(address(office.unit)).status_code == 404
    assert client.get(address(office, "docx")).status_code == 404


def test_office_page_leads_to_the_notice(client, office):
    page = client.get(f"/sl/enote/{office.slug}/").content.decode()

    assert f'href="{address(office)}"' in page

"""PDF by the system's own pango, and tables that hold nothing but text."""

import socket
from io import BytesIO

import pytest
from django.core.cache import cache
from openpyxl import load_workbook
from pypdf import PdfReader

import printing.pdf
from printing.pdf import kept_pdf, make_and_keep, pdf
from printing.spreadsheet import xlsx
from tests.booking.racing import meeting, race

PAGE = """<!DOCTYPE html><html lang="sl"><head><meta charset="utf-8"><title>Dan</title></head>
<body><h1>Žiga in Љубав</h1><img src="file:///etc/hostname"><p>{}</p></body></html>"""


def test_pdf_is_tagged_titled_and_holds_all_our_letters():
    reader = PdfReader(BytesIO(pdf(PAGE.format("čšž ђћ"))))

    assert reader.metadata.title == "Dan"
    assert reader.trailer["/Root"]["/Lang"] == "sl"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = reader.pages[0].extract_text()
    assert all(part in text for part in ("Žiga", "Љубав", "čšž"))


def test_pdf_attaches_no_file_of_the_machine(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    address = secret.as_uri()

    made = pdf(PAGE.format(f'<img src="{address}"><link rel="attachment" href="{address}">'))

    assert PdfReader(BytesIO(made)).attachments == {}


def test_pdf_asks_no_server():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"

        pdf(PAGE.format(f'<img src="{address}">'))

        with pytest.raises(TimeoutError):
            server.accept()


def _made_by_two(monkeypatch):
    """Return how often one PDF is made when two ask for it at once, and what they get."""
    made, meet = [], meeting(of=2)

    def slow(html):
        made.append(html)
        meet()
        return b"%PDF"

    cache.clear()
    monkeypatch.setattr(printing.pdf, "pdf", slow)
    return race(*[lambda: make_and_keep(PAGE)] * 2), len(made)


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("X4")
def test_pdf_that_two_want_at_once_is_made_once(monkeypatch):
    assert _made_by_two(monkeypatch) == ([b"%PDF", b"%PDF"], 1)
    assert kept_pdf(PAGE) == b"%PDF"


@pytest.mark.django_db(transaction=True)
def test_pdf_is_made_twice_where_nobody_waits(monkeypatch):
    monkeypatch.setattr(printing.pdf, "_take_turn", lambda key: None)

    assert _made_by_two(monkeypatch)[1] == 2


@pytest.mark.parametrize("text", ["=1+1", "+A1", "@SUM(1)", "-2", '=HYPERLINK("x")', "a\x0bb"])
def test_what_people_typed_is_no_formula(text):
    book = load_workbook(BytesIO(xlsx([("Ime", ["Kdo"], [[text]])])))

    cell = book["Ime"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == text.replace("\x0b", "")


def test_sheet_names_are_made_fit():
    book = load_workbook(BytesIO(xlsx([("a/b:c" * 10, ["x"], []), ("", ["x"], [])])))

    assert [len(name) <= 31 for name in book.sheetnames] == [True, True]
    assert book.worksheets[0].freeze_panes == "A2"

"""PDF by the system's own pango, and tables that hold nothing but text."""

import socket
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from printing.pdf import pdf
from printing.spreadsheet import xlsx

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

"""Word documents with real headings, lists and heads of tables."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from docx import Document as read_docx

from printing.text_paper import Block, Part, Table, TextPaper
from printing.word import docx

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def test_word_document_holds_no_macro_field_or_address():
    paper = TextPaper(
        "Н", "П", "sr-Cyrl", [("а", "б")], [Part("Х", [Block(["https://a.example"])])]
    )

    with ZipFile(BytesIO(docx(paper, at=AT))) as archive:
        names, text = archive.namelist(), archive.read("word/document.xml").decode()

    assert not [name for name in names if "vba" in name.lower()]
    assert ("w:fldSimple" in text, "w:hyperlink" in text) == (False, False)
    assert "http://schemas.openxmlformats.org" in text


def test_word_document_heads_its_tables_and_says_what_is_not_written():
    table = Table("Т", ["А", "Б"], [["1", "2"]])
    parts = [Part("Х", [], [table]), Part("У", [])]
    paper = TextPaper("Н", "", "sr-Latn", [("а", "б")], parts, ["* белешка"], empty="празно")

    made = read_docx(BytesIO(docx(paper, at=AT)))

    assert [cell.text for row in made.tables[1].rows for cell in row.cells] == ["А", "Б", "1", "2"]
    assert "w:tblHeader" in made.tables[1].rows[0]._tr.xml
    assert [one.text for one in made.paragraphs][-2:] == ["празно", "* белешка"]
    assert 'w:lang w:val="sr-Latn"' in made.styles["Normal"].element.xml

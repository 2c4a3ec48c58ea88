"""Names that carry a sign and abbreviations, found in what a page says: pure (L1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_cluster.marking import Note, Short, mark, sign

pytestmark = pytest.mark.req("L1")

NOTE = Note("opomba-1", ("Kosovo", "Kosovu", "Косово", "Косову"), "Napomena.")
SHORT = Short("NALAS", ("NALAS", "НАЛАС"), "Mreža <udruženja>")
SIGNED = '<a class="okence-sign" href="#opomba-1">*</a>'


def marked(html: str) -> str:
    return mark(html, [NOTE], [SHORT]).html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>na Kosovu.</p>", f"<p>na Kosovu{SIGNED}.</p>"),
        ("<p>Kosovo*</p>", f"<p>Kosovo{SIGNED}</p>"),
        ("<p>Косову, Косово*</p>", f"<p>Косову{SIGNED}, Косово{SIGNED}</p>"),
        ("<p>Srečko Kosovel, kosovski</p>", "<p>Srečko Kosovel, kosovski</p>"),
        ('<a href="/Kosovo">Kosovo</a>', '<a href="/Kosovo">Kosovo*</a>'),
        ("<textarea>Kosovo</textarea>", "<textarea>Kosovo</textarea>"),
        ('<input value="Kosovo">', '<input value="Kosovo">'),
        ('<img alt="a > Kosovo">', '<img alt="a > Kosovo">'),
        ("<svg><title>Kosovo</title></svg><p>Kosovo</p>", None),
        ("<!-- Kosovo -->", "<!-- Kosovo -->"),
    ],
)
def test_name_is_signed_where_it_is_read(html, expected):
    svg = f"<svg><title>Kosovo</title></svg><p>Kosovo{SIGNED}</p>"

    assert marked(html) == (expected or svg)


def test_abbreviation_is_explained_where_it_stands_first():
    found = mark("<p>NALAS-a, NALAS</p><p>NALASA XNALAS</p>", [NOTE], [SHORT])

    abbr = '<abbr title="Mreža &lt;udruženja&gt;">NALAS</abbr>'
    assert found.html == f"<p>{abbr}-a, NALAS</p><p>NALASA XNALAS</p>"
    assert (found.notes, found.shorts) == ([], [SHORT])


def test_page_with_neither_stays_as_it_is():
    found = mark("<p>Nič</p>", [NOTE], [SHORT])

    assert (found.html, found.notes, found.shorts) == ("<p>Nič</p>", [], [])


def test_name_of_a_paper_is_signed_with_its_note():
    assert sign("Kosovo i Kosovu*", [NOTE]) == ("Kosovo* i Kosovu*", [NOTE])


@given(st.text(alphabet="Kosovu <>\"'/a*&;NALS-", max_size=60))
def test_marking_again_changes_no_word(text):
    once = mark(text, [NOTE], []).html

    assert once.replace(SIGNED, "").replace("*", "") == text.replace("*", "")

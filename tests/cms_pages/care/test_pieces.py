"""What is read out of pages and rows: links, prose, pictures nobody described."""

import pytest
from django.test import override_settings

from booking.models import Service
from cms_pages.blocks import BodyBlock
from cms_pages.care.pieces import (
    Link,
    Prose,
    Undescribed,
    address_of,
    pieces_of_page,
    pieces_of_row,
)
from cms_pages.models import ArticlePage, EventPage

pytestmark = pytest.mark.django_db  # a page asks for its content type

BASE = override_settings(BASE_URL="https://okence.example.org")


def links(page):
    return [piece.address for piece in pieces_of_page(page) if isinstance(piece, Link)]


def with_body(*blocks):
    raw = [{"type": name, "value": value} for name, value in blocks]
    return ArticlePage(title="A", body=BodyBlock().to_python(raw))


@BASE
@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://example.org/a#b", "https://example.org/a"),
        (" HTTP://example.org/ ", "HTTP://example.org/"),
        ("https://okence.example.org/sl/pomoc/?a=1", "/sl/pomoc/"),
        ("https://okence.example.org", "/"),
        ("https://okence.example.org.evil.example/", "https://okence.example.org.evil.example/"),
        ("/sl/pomoc/#vrh", "/sl/pomoc/"),
        ("//example.org/", ""),
        ("#vrh", ""),
        ("mailto:a@example.org", ""),
        ("tel:+38618281690", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://example.org/" + "x" * 2000, ""),
    ],
)
def test_address_is_kept_without_place_and_own_host(href, address):
    assert address_of(href) == address


def test_links_are_found_however_deep_they_stand():
    text = '<p><a linktype="page" id="7">s</a> <a href="https://a.example/">a</a></p>'
    page = with_body(
        ("text", text),
        ("accordion", {"folds": [{"title": "T", "text": '<a href="https://b.example/">b</a>'}]}),
        ("action", {"text": "N", "page": 9, "link": "", "note": ""}),
        ("video", {"title": "V", "file": 3, "captions": None, "link": "", "transcript": ""}),
        (
            "quotation",
            {"quotation": "Q", "person": "P", "role": "", "source": "https://c.example/"},
        ),
    )

    assert links(page) == [
        *("page:7", "https://a.example/", "https://b.example/"),
        *("page:9", "document:3", "https://c.example/"),
    ]


def test_list_kept_with_ids_is_read_too():
    folds = [{"type": "item", "id": "x", "value": {"title": "T", "text": '<a href="/sl/">b</a>'}}]

    assert links(with_body(("accordion", {"folds": folds}))) == ["/sl/"]


def test_address_field_of_a_page_is_a_link():
    assert links(EventPage(title="D", link="https://video.example/")) == ["https://video.example/"]


@pytest.mark.parametrize(("text", "count"), [("", 1), ("  ", 1), ("Tri okenca.", 0)])
def test_picture_without_alternative_text_is_counted(text, count):
    page = with_body(("photo", {"picture": 5, "alternative_text": text, "caption": ""}))

    assert sum(isinstance(piece, Undescribed) for piece in pieces_of_page(page)) == count


def test_address_in_a_plain_text_ends_before_the_full_stop():
    service = Service(summary_sl="Glejte https://a.example/b, ali (https://c.example/d).")

    found = [piece.address for piece in pieces_of_row(service) if isinstance(piece, Link)]

    assert found == ["https://a.example/b", "https://c.example/d"]


def test_prose_of_a_page_is_what_is_read_as_sentences():
    page = with_body(("warning", {"text": "Pozor."}), ("map_link", None))
    page.lead = "Uvod."

    assert [p.text for p in pieces_of_page(page) if isinstance(p, Prose)] == ["Uvod.", "Pozor."]

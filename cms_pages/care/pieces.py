"""What stands in a page, a catalogue entry or a shared text: links, texts, pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urlsplit

from django.conf import settings
from django.db.models import CharField, Model, TextField, URLField
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms_pages.blocks.media import DescribedPictureBlock

_PLAIN_LINK = re.compile(r"https?://[^\s<>\"'«»“”„]+", re.IGNORECASE)
_AFTER_LINK = ".,;:!?)]}"
_PAGE_OWN = {field.name for field in Page._meta.concrete_fields}
_LONGEST_ADDRESS = 2000


@dataclass(frozen=True)
class Link:
    """An address as LinkCheck keeps it."""

    address: str


@dataclass(frozen=True)
class Prose:
    """Text somebody reads as sentences, plain or HTML."""

    text: str


@dataclass(frozen=True)
class Undescribed:
    """A picture that says nothing to those who do not see it."""


Piece = Link | Prose | Undescribed


def pieces_of_page(page: Page) -> Iterator[Piece]:
    """Yield what the specific `page` shows in the fields of its own type, as it is stored."""
    for field in page._meta.concrete_fields:
        if field.name in _PAGE_OWN or field.is_relation:
            continue
        value = getattr(page, field.name)
        if isinstance(field, StreamField):
            yield from _in_block(field.stream_block, value.get_prep_value())
        elif isinstance(field, RichTextField):
            yield from _in_html(value)
        elif isinstance(field, URLField):
            yield from _link(value)
        elif isinstance(field, CharField | TextField) and not field.choices:
            yield Prose(value or "")


def pieces_of_row(row: Model) -> Iterator[Piece]:
    """Yield the addresses written in the texts of a row, its rich texts' links among them."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, RichTextField):
            yield from _in_html(value)
        elif isinstance(field, URLField):
            yield from _link(value)
        elif isinstance(field, CharField | TextField):
            yield from _in_plain(value or "")


def address_of(href: str) -> str:
    """Return `href` as LinkCheck keeps it; "" for what is no page: mail, phone, a place on a page.

    Our own host is left out, so that a link written in full is looked up in the portal itself.
    """
    address = urldefrag(href.strip()).url
    own = settings.BASE_URL.rstrip("/")
    if address == own or address.startswith(f"{own}/"):
        address = address[len(own) :] or "/"
    if address.startswith("/") and not address.startswith("//"):
        return urlsplit(address).path[:_LONGEST_ADDRESS]
    is_web = address.lower().startswith(("http://", "https://"))
    return address if is_web and len(address) <= _LONGEST_ADDRESS else ""


def _in_block(block: blocks.Block, value: Any) -> Iterator[Piece]:
    """Yield what a block holds; `value` is as the database keeps it, so no query is made."""
    if not value:
        return
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            if child["type"] in block.child_blocks:
                yield from _in_block(block.child_blocks[child["type"]], child["value"])
    elif isinstance(block, blocks.ListBlock):
        for child in value:
            is_kept_with_id = isinstance(child, dict) and child.get("type") == "item"
            inside = child["value"] if is_kept_with_id else child
            yield from _in_block(block.child_block, inside)
    elif isinstance(block, blocks.StructBlock):
        if isinstance(block, DescribedPictureBlock) and _is_undescribed(value):
            yield Undescribed()
        for name, child_block in block.child_blocks.items():
            yield from _in_block(child_block, value.get(name))
    else:
        yield from _in_leaf(block, value)


def _in_leaf(block: blocks.Block, value: Any) -> Iterator[Piece]:
    if isinstance(block, blocks.RichTextBlock):
        yield from _in_html(value)
    elif isinstance(block, blocks.URLBlock):
        yield from _link(value)
    elif isinstance(block, blocks.PageChooserBlock):
        yield Link(f"page:{value}")
    elif isinstance(block, DocumentChooserBlock):
        yield Link(f"document:{value}")
    elif isinstance(block, blocks.TextBlock | blocks.CharBlock):
        yield Prose(value)


def _is_undescribed(value: dict[str, Any]) -> bool:
    return bool(value.get("picture")) and not (value.get("alternative_text") or "").strip()


def _link(href: str) -> Iterator[Link]:
    address = address_of(href or "")
    if address:
        yield Link(address)


def _in_plain(text: str) -> Iterator[Link]:
    for match in _PLAIN_LINK.findall(text):
        yield from _link(match.rstrip(_AFTER_LINK))


def _in_html(html: str) -> Iterator[Piece]:
    reader = _Anchors()
    reader.feed(html or "")
    reader.close()
    yield Prose(html or "")
    yield from reader.found


class _Anchors(HTMLParser):
    """Collects the links of rich text, as Wagtail stores it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Piece] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "a":
            return
        given = {name: value or "" for name, value in attrs}
        kind, key = given.get("linktype", ""), given.get("id", "")
        if kind in ("page", "document") and key.isdecimal():
            self.found.append(Link(f"{kind}:{key}"))
        elif "href" in given:
            self.found.extend(_link(given["href"]))

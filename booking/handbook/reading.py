"""A chapter as it is shown: its title, its sections and its HTML (B6, B73).

Chapters are Markdown (CommonMark and tables). The first line is the title; every `##` is a section
with an address of its own. A link to another chapter is its file's name, a picture is a file of
`static/booking/handbook/`, alone in its paragraph. What is bold is a label of a screen.
"""

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from booking.handbook.subjects import Subject

TEXTS = Path(__file__).parent / "chapters"
PICTURES = Path(__file__).parent.parent / "static" / "booking" / "handbook"
PIXELS = 2  # of the file, for each of the page: sharp on paper too

# Where a chapter, or a section of it, is shown: (subject, section or "").
Address = Callable[[Subject, str], str]


@dataclass(frozen=True)
class Section:
    title: str
    anchor: str


@dataclass(frozen=True)
class Chapter:
    subject: Subject
    title: str
    sections: tuple[Section, ...]
    html: SafeString


@cache
def titles() -> dict[Subject, str]:
    """Return the title of every chapter."""
    return {subject: _split(subject)[0] for subject in Subject}


def chapter(subject: Subject, address: Address, *, depth: int = 2) -> Chapter:
    """Return the chapter with links as `address` has them and its sections as `h<depth>`.

    Raises ValueError for a link to a chapter that does not exist, OSError for a missing picture.
    """
    title, text = _split(subject)
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(text)
    sections = tuple(_headings(tokens, depth))
    _resolve(tokens, address)
    # Our own text of the repository, and CommonMark escapes what is not markup.
    html = mark_safe(parser.renderer.render(tokens, parser.options, {}))  # noqa: S308 - our own chapters
    return Chapter(subject, title, sections, html)


def _split(subject: Subject) -> tuple[str, str]:
    first, _newline, rest = (TEXTS / f"{subject}.md").read_text("utf-8").partition("\n")
    return first.removeprefix("# ").strip(), rest


def _headings(tokens: Sequence[Token], depth: int) -> list[Section]:
    """Give every heading its anchor and level; return those of sections."""
    found = []
    for place, token in enumerate(tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        if token.type == "heading_open":
            title = tokens[place + 1].content
            token.attrSet("id", slugify(title))
            if token.tag == "h2":
                found.append(Section(title, slugify(title)))
        token.tag = f"h{int(token.tag[1]) - 2 + depth}"
    return found


def _resolve(tokens: Sequence[Token], address: Address) -> None:
    """Point links at chapters and pictures at files."""
    for token in tokens:
        children = token.children or []
        for child in children:
            target = str(child.attrGet("href") or "")
            if child.type == "link_open" and ".md" in target:
                name, _dot, section = target.partition(".md")
                child.attrSet("href", address(Subject(name), section.removeprefix("#")))
        if [child.type for child in children] == ["image"]:
            token.children = [_figure(children[0])]


def _figure(image: Token) -> Token:
    name = str(image.attrGet("src"))
    width, height = size(PICTURES / name)
    html = format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        static(f"booking/handbook/{name}"),
        image.content,
        width // PIXELS,
        height // PIXELS,
    )
    return Token("html_inline", "", 0, content=html)


def size(path: Path) -> tuple[int, int]:
    """Return width and height of a PNG in pixels, from its header (ISO/IEC 15948, 11.2.2)."""
    with path.open("rb") as file:
        width, height = struct.unpack(">16xII", file.read(24))
    return width, height

"""Headings in a page's text: their order, their anchors, the contents made of them. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from languages.sorting import plain
from languages.transliteration import to_latin

_HEADING = re.compile(r"<h([2-4])((?:\s[^>]*)?)>(.*?)</h\1>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_HAS_ID = re.compile(r"\sid=", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """A heading of the second level and where it stands in the page."""

    text: str
    anchor: str


def skipped(html: str, *, after: int) -> tuple[str, int]:
    """Return the first heading that skips a level ("" if none does), and the last level.

    `after` is the level of the heading before `html`, 1 being the page's title.
    """
    wrong = ""
    for match in _HEADING.finditer(html):
        level = int(match[1])
        if level > after + 1 and not wrong:
            wrong = _text(match[3])
        after = level
    return wrong, after


def with_anchors(html: str) -> tuple[str, list[Heading]]:
    """Return `html` with an id on every heading, and its headings of the second level.

    An id is the heading's words without accents, in Latin; the second of the same name ends in -2.
    A heading that has an id keeps it and is no part of the contents.
    """
    taken: set[str] = set()
    contents: list[Heading] = []

    def anchored(match: re.Match[str]) -> str:
        if _HAS_ID.search(match[2]):
            return match[0]
        text = _text(match[3])
        anchor = next(name for name in _names(text) if name not in taken)
        taken.add(anchor)
        if match[1] == "2" and text:
            contents.append(Heading(text, anchor))
        return f'<h{match[1]} id="{anchor}"{match[2]}>{match[3]}</h{match[1]}>'

    return _HEADING.sub(anchored, html), contents


def _text(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())


def _names(text: str) -> Iterator[str]:
    name = _NOT_WORD.sub("-", plain(to_latin(text))).strip("-")[:60] or "del"
    # "main" and "search" are taken by the page around the text.
    first = f"o-{name}" if name in {"main", "search", "navigation"} else name
    yield first
    number = 2
    while True:
        yield f"{first}-{number}"
        number += 1

"""Running text drawn: its blocks one after the other, headings anchored, contents beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from cms_pages.headings import Heading, with_anchors

# Fewer headings one sees at a glance; contents would only push the text down.
CONTENTS_FROM = 4


@dataclass(frozen=True)
class Drawn:
    """The text as HTML, and its headings where they are many enough to be listed."""

    html: SafeString
    contents: list[Heading]


def drawn(body: Any, context: Mapping[str, Any] | None = None) -> Drawn:
    """Draw the stream value `body` with the templates of its blocks."""
    html, headings = with_anchors("\n".join(block.render(context) for block in body))
    contents = headings if len(headings) >= CONTENTS_FROM else []
    return Drawn(mark_safe(html), contents)  # noqa: S308  # every block's template escaped it

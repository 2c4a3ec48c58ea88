"""Stream values of the demonstration's pages, as the stream fields store them.

A block has the same id in every language: by it the translation editor knows what belongs together.
"""

import json
import re
import uuid
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from languages.codes import STORED
from languages.translated import pick

Row = dict[str, Any]

# A link in a text: `<a page=/vprasanja>`, the address being that of the tree, without quotes.
_LINK = re.compile(r"<a page=([\w/-]+)>(.*?)</a>")
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "okence:demo-blocks")


def stream(rows: list[Row], code: str, key: str, library: Mapping[str, int]) -> str:
    """Return the blocks of one field in the language `code`, as JSON.

    A mapping of languages is a text; `{from_library: NAME}` is the picture or paper of that name;
    `key` tells the field apart from all others.
    """
    blocks = [next(iter(row.items())) for row in rows]
    return json.dumps(
        [
            {
                "type": kind,
                "value": _value(value, code, f"{key}:{number}", library, kind != "table"),
                "id": _id(f"{key}:{number}"),
            }
            for number, (kind, value) in enumerate(blocks)
        ],
        default=str,
    )


def service_body(slug: str, texts: Row, code: str) -> str:
    """Return the catalogue's paragraphs as one block of rich text, as JSON."""
    paragraphs = [part.strip() for part in pick(texts, code).split("\n\n") if part.strip()]
    html = "".join(f"<p>{escape(part, quote=False)}</p>" for part in paragraphs)
    return json.dumps([{"type": "text", "value": html, "id": _id(slug)}] if html else [])


def linked(body: str, key_of: Callable[[str], int | None]) -> str:
    """Return `body` with its links to addresses as links to pages; of no page, only the words.

    Wagtail leads a link to a page on to that page in the reader's language.
    """

    def link(found: re.Match[str]) -> str:
        key = key_of(found[1])
        return f'<a linktype=\\"page\\" id=\\"{key}\\">{found[2]}</a>' if key else found[2]

    return _LINK.sub(link, body)


def text_in(value: Any, code: str) -> Any:
    """Return a text in the language `code`; what is no mapping of languages is left as it is."""
    is_text = isinstance(value, dict) and "sl" in value and value.keys() <= set(STORED)
    return pick(value, code) if is_text else value


def _value(value: Any, code: str, key: str, library: Mapping[str, int], has_ids: bool) -> Any:
    """Return one value; items of a list get ids, but for the cells of a table."""
    if isinstance(value, dict):
        if "from_library" in value:
            return library[value["from_library"]]
        text = text_in(value, code)
        if text is not value:
            return text
        return {
            name: _value(part, code, f"{key}:{name}", library, has_ids)
            for name, part in value.items()
        }
    if not isinstance(value, list):
        return value
    items = [
        _value(part, code, f"{key}:{number}", library, has_ids) for number, part in enumerate(value)
    ]
    if not has_ids:
        return items
    return [
        {"type": "item", "value": item, "id": _id(f"{key}:{number}")}
        for number, item in enumerate(items)
    ]


def _id(key: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, key))

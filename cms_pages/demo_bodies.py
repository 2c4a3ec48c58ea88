"""Bodies of the demonstration's pages, as the stream field stores them.

A block has the same id in every language: by it the translation editor knows what belongs together.
"""

import json
import uuid
from html import escape
from typing import Any

from languages.translated import pick

Row = dict[str, Any]

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "okence:demo-blocks")


def article_body(row: Row, code: str) -> str:
    """Return the blocks of an article in the language `code`, as JSON."""
    blocks = [next(iter(block.items())) for block in row["blocks"]]
    return json.dumps(
        [
            {"type": kind, "value": _value(kind, value, code, key), "id": _id(key)}
            for number, (kind, value) in enumerate(blocks)
            if (key := f"{row['slug']}:{number}")
        ]
    )


def service_body(slug: str, texts: Row, code: str) -> str:
    """Return the catalogue's paragraphs as one block of rich text, as JSON."""
    paragraphs = [part.strip() for part in pick(texts, code).split("\n\n") if part.strip()]
    html = "".join(f"<p>{escape(part, quote=False)}</p>" for part in paragraphs)
    return json.dumps([{"type": "text", "value": html, "id": _id(slug)}] if html else [])


def _value(kind: str, value: Row, code: str, key: str) -> Any:
    if kind == "text":
        return pick(value, code)
    if kind == "warning":
        return {"text": pick(value, code)}
    steps = [
        {"type": "item", "value": pick(step, code), "id": _id(f"{key}:{number}")}
        for number, step in enumerate(value["steps"])
    ]
    return {"title": pick(value["title"], code), "steps": steps}


def _id(key: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, key))

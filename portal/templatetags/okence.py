"""Presentation of facts the views hand over: language tags, telephone links, states."""

import json
import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.core.exceptions import DisallowedHost
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from languages.codes import html_lang as bcp47

register = template.Library()

# A state is told by a sign and a word, never by colour alone (LOOK). Signs are geometric
# characters every system font has; the word beside them is what is read aloud.
STATES = {
    "free": ("○", "green"),
    "unused": ("·", "slate"),
    "walk_ins": ("◇", "green"),
    "linked": ("∞", "lake"),
    "held": ("◔", "ochre"),
    "offered": ("◔", "ochre"),
    "cooling": ("◔", "ochre"),
    "waiting": ("◔", "ochre"),
    "booked": ("●", "lake"),
    "arrived": ("▶", "violet"),
    "served": ("✓", "green"),
    "done": ("✓", "green"),
    "no_show": ("–", "red"),
    "cancelled": ("×", "red"),
    "revoked": ("×", "red"),
    "expired": ("×", "slate"),
    "moved": ("→", "slate"),
    "closed": ("×", "red"),
    "reserved": ("‼", "ochre"),
    "urgent": ("‼", "red"),
}


@register.simple_tag(takes_context=True)
def site_origin(context: Context) -> str:
    """Return scheme and host of this request; empty on the error page of a host not ours."""
    request = context.get("request")
    try:
        return f"{request.scheme}://{request.get_host()}" if request else ""
    except DisallowedHost:
        return ""


# What would end a script element or begin another, written as JSON may write it.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def linked_data(node: Mapping[str, Any] | None) -> SafeString:
    """Return a node of schema.org as a data block: no script, so it needs no nonce (U4)."""
    if not node:
        return SafeString("")
    text = json.dumps(node, ensure_ascii=False).translate(_ESCAPES)
    data = mark_safe(text)  # noqa: S308 - every sign that could leave the element is escaped
    return format_html('<script type="application/ld+json">{}</script>', data)


@register.filter
def html_lang(code: str) -> str:
    """Return the value of `lang` for a portal language code."""
    return bcp47(code)


@register.filter
def is_below(path: str | None, url: str) -> bool:
    """Say whether the page at `path` belongs to the section that begins at `url`."""
    return bool(path) and str(path).startswith(url)


@register.filter
def tel(number: str) -> str:
    """Return the address of a `tel:` link: a plus sign and digits only."""
    return "tel:" + re.sub(r"(?!^\+)\D", "", str(number).strip())


@register.filter
def state_sign(state: str) -> str:
    """Return the sign drawn before the word of a state."""
    return STATES.get(str(state), ("●", "slate"))[0]


@register.filter
def state_tone(state: str) -> str:
    """Return the colour token of a state."""
    return STATES.get(str(state), ("●", "slate"))[1]

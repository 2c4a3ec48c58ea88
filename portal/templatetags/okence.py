"""Presentation of facts the views hand over: language tags, telephone links, states."""

import re

from django import template
from django.core.exceptions import DisallowedHost
from django.template import Context

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
}


@register.simple_tag(takes_context=True)
def site_origin(context: Context) -> str:
    """Return scheme and host of this request; empty on the error page of a host not ours."""
    request = context.get("request")
    try:
        return f"{request.scheme}://{request.get_host()}" if request else ""
    except DisallowedHost:
        return ""


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

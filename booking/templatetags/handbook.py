"""The way from a screen to the chapter of the handbook that is about it (B6)."""

from typing import Any

from django import template
from django.urls import reverse

from booking.handbook.reading import titles

register = template.Library()


@register.simple_tag(takes_context=True)
def help_here(context: dict[str, Any]) -> dict[str, str]:
    """Return address and title of the chapter of the view that answers; nothing if it has none."""
    request = context.get("request")
    view = getattr(request.resolver_match.func, "view_class", None) if request else None
    subject = getattr(view, "chapter", None)
    if subject is None:
        return {}
    address = reverse("calendar:handbook_chapter", args=[subject])
    return {"address": address, "title": titles()[subject]}

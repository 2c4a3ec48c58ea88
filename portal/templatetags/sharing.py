"""What messengers and networks show of a shared link: Open Graph and Twitter cards (U4).

Only pages anybody may read say their address and title: a page of somebody's booking tells nothing.
"""

from hashlib import blake2b

from django import template
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

from portal.templatetags.okence import site_origin

register = template.Library()
LOCALES = {"sl": "sl_SI", "sr": "sr_RS", "sr-latn": "sr_RS", "en": "en_GB"}


@register.simple_tag(takes_context=True)
def shared(context: Context) -> dict[str, str]:
    """Return title, description, address and picture of a page, of a place, or of a list."""
    origin = site_origin(context)
    facts = _facts(context)
    picture = facts.pop("picture", "") or static("portal/social.png")
    request = context.get("request")
    return facts | {
        "locale": LOCALES.get(get_language() or "sl", "sl_SI"),
        "url": origin + request.path if request else "",
        "picture": origin + picture,
    }


def _facts(context: Context) -> dict[str, str]:
    if (page := context.get("page")) is not None and hasattr(page, "search_description"):
        service = context.get("service")
        summary = getattr(service, "summary", "") or getattr(page, "lead", "")
        return {
            "title": page.seo_title or page.title,
            "description": page.search_description or summary,
            "picture": _dated(reverse("picture_of_page", args=[page.pk]), page.title)
            if page.pk
            else "",
        }
    if (place := context.get("place")) is not None and hasattr(place, "slug"):
        picture = _dated(reverse("picture_of_place", args=[place.slug]), place.name)
        return {"title": place.name, "description": place.address, "picture": picture}
    if (group := context.get("group")) is not None and hasattr(group, "slug"):
        return {"title": group.name, "description": getattr(group, "summary", "")}
    return {}


def _dated(path: str, title: str) -> str:
    """Return an address that changes with the title, so that no network keeps an old picture."""
    return f"{path}?v={blake2b(title.encode(), digest_size=4).hexdigest()}"

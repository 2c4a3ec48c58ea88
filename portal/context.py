"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language

from booking.information.today import phone_hours_text
from cms_pages.menus import menus
from languages.codes import CODES, HTML_LANG, OWN_NAMES

LONGEST_QUERY = 2000


def portal(request: HttpRequest) -> dict[str, object]:
    """Return demonstration mode, the call centre, the menus, and this page in each language."""
    return {
        "demo_mode": settings.DEMO_MODE,
        "call_centre": {
            "phone": settings.CALL_CENTRE_PHONE,
            "hours": phone_hours_text(at=timezone.now()),
        },
        "menus": SimpleLazyObject(lambda: menus(request)),
        "language_links": language_links(request),
        "html_lang": HTML_LANG.get(get_language() or "sl", "sl"),
    }


def language_links(request: HttpRequest) -> list[dict[str, object]]:
    """Return a link to the same page in each language; the query stays, so no choice is lost.

    A query longer than any of ours is left out: it would come back in every link.
    """
    here = get_language()
    is_ours = request.method == "GET" and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
    # "//other.example/" is a path here and another site in a link.
    path = escape_leading_slashes(request.get_full_path())
    if not is_ours:
        path = path.partition("?")[0]
    return [
        {
            "code": code,
            "html_lang": HTML_LANG[code],
            "name": OWN_NAMES[code],
            "url": translate_url(path, code),
            "is_current": code == here,
        }
        for code in CODES
    ]

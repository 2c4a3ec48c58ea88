"""One search over services, offices, places and pages, and what is suggested while typing (U3)."""

from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from booking.information.most_wanted import most_wanted
from booking.search import clean_question
from cms_pages.search.results import offer_instead, search_rows, suggestions
from privacy.audit import actor_from

# Ten fingers do not type faster; a script does.
MOST_SUGGESTED = 240
PERIOD = 60  # seconds
_FRESH = 60  # seconds a browser or a proxy may keep suggestions


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    question = clean_question(request.GET.get("q", ""))
    at = timezone.now()
    rows = search_rows(question, request=request, at=at) if question else []
    context: dict[str, Any] = {"question": question, "rows": rows, "hide_search": True}
    if not rows:
        context["wanted"] = most_wanted(at=at)
        context["offer"] = offer_instead(question, at=at) if question else None
    return render(request, "cms_pages/search.html", context)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer with the options of the search field's list; nothing is logged or stored of it."""
    at = timezone.now()
    if asks_too_often(request, at):
        return HttpResponse(status=429, headers={"Retry-After": str(PERIOD)})
    question = clean_question(request.GET.get("q", ""))
    rows = suggestions(question, request=request, at=at)
    response = render(request, "cms_pages/search_suggestions.html", {"rows": rows})
    patch_cache_control(response, public=True, max_age=_FRESH)
    return response


def asks_too_often(request: HttpRequest, at: datetime) -> bool:
    """Count one address's questions a minute, under its keyed hash. Coarse, as is its purpose."""
    key = f"suggestions:{at:%H%M}:{actor_from(request).source_hash[:32]}"
    asked = cache.get(key) or 0
    cache.set(key, asked + 1, PERIOD)
    return bool(asked >= MOST_SUGGESTED)

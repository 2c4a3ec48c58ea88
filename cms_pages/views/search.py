"""One search over services, offices, places and articles (U3)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from booking.information.found import find_offices, find_services, find_towns
from booking.information.most_wanted import most_wanted
from booking.information.service_rows import service_rows
from booking.search import clean_question
from cms_pages.articles import find_articles


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    question = clean_question(request.GET.get("q", ""))
    context: dict[str, Any] = {"question": question, "hide_search": True}
    if question:
        context |= _found(question)
    if not context.get("is_found"):
        context["wanted"] = most_wanted(at=timezone.now())
    return render(request, "cms_pages/search.html", context)


def _found(question: str) -> dict[str, Any]:
    found = {
        "services": service_rows(find_services(question), at=timezone.now()),
        "offices": find_offices(question),
        "towns": find_towns(question),
        "articles": find_articles(question),
    }
    return found | {"is_found": any(found.values())}

"""How to have a calendar of the portal in one's own, and which there are (I1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from calendars.feeds import public_feeds
from calendars.offers import offer_of
from calendars.programs import PROGRAMS


@require_safe
def subscribing(request: HttpRequest) -> HttpResponse:
    """Show every public calendar with its addresses, in the language of the page."""
    context = {"offers": [offer_of(feed) for feed in public_feeds()], "programs": PROGRAMS}
    return render(request, "calendars/subscribing.html", context)

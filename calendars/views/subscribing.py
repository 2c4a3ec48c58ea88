"""How to have a calendar of the portal in one's own, and which there are (I1)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from calendars.feeds import Feed, public_feeds
from calendars.programs import PROGRAMS
from calendars.your_calendar import both_addresses
from languages.codes import SL


@dataclass(frozen=True)
class Offer:
    """One public calendar as the page offers it."""

    name: str
    title: str
    web: str
    webcal: str


@require_safe
def subscribing(request: HttpRequest) -> HttpResponse:
    """Show every public calendar with its addresses, in the language of the page."""
    context = {"offers": [_offer(feed) for feed in public_feeds()], "programs": PROGRAMS}
    return render(request, "calendars/subscribing.html", context)


def _offer(feed: Feed) -> Offer:
    path = reverse("public_feed", args=[feed.name])
    return Offer(feed.name, feed.title(), **both_addresses(path, get_language() or SL))

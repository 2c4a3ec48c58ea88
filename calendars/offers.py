"""A public calendar as a page offers it: both addresses and the file (I1).

A page includes `calendars/offer.html` with `offer`.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from calendars.feeds import Feed
from calendars.your_calendar import both_addresses
from languages.codes import SL


@dataclass(frozen=True)
class Offer:
    name: str
    title: str
    web: str
    webcal: str


def offer_of(feed: Feed, **values: str) -> Offer:
    """Return the offer of a public feed in the active language, narrowed to `values` if any."""
    path = reverse("public_feed", args=[feed.name])
    title = feed.narrowed(values).title()
    return Offer(feed.name, title, **both_addresses(path, get_language() or SL, **values))

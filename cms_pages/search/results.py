"""What was found, as the rows of one list, and what else to offer where nothing was (U3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from booking.information.service_rows import service_rows
from booking.models import Location, Place
from cms_pages.models import SearchEntry
from cms_pages.search.find import find
from cms_pages.search.words import SHORTEST_SLIP, asked_words
from languages.codes import SL, SR
from languages.transliteration import to_latin

MOST_ROWS = 20
# Each costs a look for its first free time; what is tenth among services is hardly meant.
MOST_SERVICES = 8
MOST_SUGGESTIONS = 7
_LEAST_ALIKE = 0.25  # share of letter triples, from which on another word is offered

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Offer:
    """A question that would find something."""

    text: str


def search_rows(question: str, *, request: HttpRequest, at: datetime) -> Rows:
    """Return the rows of components/service_row.html for what was found, the likeliest first.

    Services, offices, places and pages stand in one list. A service has its first free time, a
    place leads to its unit; what would lead twice to one page stands once.
    """
    entries = _found(question, at, MOST_ROWS)
    services = [entry.service for entry in entries if entry.service][:MOST_SERVICES]
    with_times = zip(services, service_rows(services, at=at), strict=True)
    timed = {service.pk: row for service, row in with_times}
    rows = [
        timed.get(entry.service_id) if entry.service_id else _row(entry, request)
        for entry in entries
    ]
    return [row for row in rows if row]


def suggestions(question: str, *, request: HttpRequest, at: datetime) -> Rows:
    """Return what a half-written question may be about, without free times."""
    entries = _found(question, at, MOST_SUGGESTIONS)
    return [row for entry in entries if (row := _row(entry, request))]


def offer_instead(question: str, *, at: datetime) -> Offer | None:
    """Return the question with its unknown words replaced by the nearest known, if that finds."""
    asked = asked_words(question)
    nearest = _nearest([word for word in asked if len(word) >= SHORTEST_SLIP])
    text = " ".join(nearest.get(word, word) for word in asked)
    if not nearest or not find(text, language=get_language() or SL, at=at, limit=1):
        return None
    return Offer(text if get_language() == SR else to_latin(text))


def _found(question: str, at: datetime, limit: int) -> list[SearchEntry]:
    """Return what was found, without the second of two that lead to the same."""
    found: dict[object, SearchEntry] = {}
    for entry in find(question, language=get_language() or SL, at=at, limit=limit):
        found.setdefault(_same(entry), entry)
    return list(found.values())


def _same(entry: SearchEntry) -> object:
    """Return what tells entries apart to a reader: a seat bears the name of its unit."""
    location = entry.location
    if entry.place and entry.place.municipality:
        location = entry.place.municipality.unit
    if location:
        return location.unit_id, location.name
    return entry.service_id, entry.page_id


def _row(entry: SearchEntry, request: HttpRequest) -> dict[str, str] | None:
    """Return the row of an entry; None for a page that no site shows."""
    if entry.service:
        service = entry.service
        return {"name": service.short_name, "url": service.get_absolute_url(), "note": ""}
    if entry.location:
        return _location_row(entry.location)
    if entry.place:
        return _place_row(entry.place)
    return _page_row(entry.page, request) if entry.page else None


def _page_row(page: Page, request: HttpRequest) -> dict[str, str] | None:
    url = page.get_url(request)
    return {"name": page.title, "url": url, "note": _("page")} if url else None


def _location_row(location: Location) -> dict[str, str]:
    note = ", ".join(filter(None, [location.get_kind_display(), location.town]))
    return {"name": location.name, "url": location.get_absolute_url(), "note": note}


def _place_row(place: Place) -> dict[str, str] | None:
    """Return the row of the unit that is competent for a place."""
    if place.municipality is None:
        return None
    unit = place.municipality.unit
    note = _("competent for %(place)s") % {"place": str(place)}
    return {"name": unit.name, "url": unit.get_absolute_url(), "note": note}


def _nearest(words: Sequence[str]) -> dict[str, str]:
    """Return word → the stored word nearest to it, as it is written, where one is near."""
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, [list(words), _LEAST_ALIKE])
        return dict(cursor.fetchall())


_NEAREST = """
SELECT asked.word, near.shown FROM unnest(%s::text[]) asked(word), LATERAL (
    SELECT w.shown, similarity(w.word, asked.word) AS alike FROM cms_pages_searchword w
    WHERE similarity(w.word, asked.word) >= %s ORDER BY alike DESC, w.word LIMIT 1
) near
"""

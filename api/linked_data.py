"""The catalogue and the data sets as linked data: facts gathered, written once, kept (U4, B33).

Writing RDF takes hundreds of milliseconds, gathering the facts few: documents are kept in the
cache of all processes under a digest of their facts, which is their entity tag too.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from rdflib import Graph

from booking.information.linked_facts import call_centre_facts, every_unit, service_facts
from booking.models import Counter, Service
from languages.translated import every_translation
from linked_data import cpsv
from linked_data.vocabulary import CONTEXT

JSON_LD = "application/ld+json"
TURTLE = "text/turtle"
FORMATS = {JSON_LD: "json-ld", TURTLE: "turtle"}
SUFFIXES = {"jsonld": JSON_LD, "ttl": TURTLE}
SECONDS_FRESH = 300
_SECONDS_KEPT = 24 * 3600
# Raise it when the same facts are written in another way.
_EDITION = 1


@dataclass(frozen=True)
class Linked:
    """What a document tells: `facts` decide its entity tag, `write` makes its graph."""

    facts: tuple[Any, ...]
    write: Callable[[], Graph]

    @property
    def digest(self) -> str:
        text = repr((_EDITION, settings.BASE_URL, self.facts))
        return blake2b(text.encode(), digest_size=12).hexdigest()


def base(path: str) -> str:
    """Return the absolute address of a part of the API."""
    return f"{settings.BASE_URL.rstrip('/')}/api/v1/{path}"


def services(slug: str | None = None) -> Linked | None:
    """Return the catalogue, or the part of it on one service; None if there is no such service.

    The offices of the units are in the whole catalogue only. Five queries, however many services.
    """
    rows = Service.objects.active().select_related("category")
    rows = rows.prefetch_related("documents", "life_events")
    found = list(rows if slug is None else rows.filter(slug=slug))
    if slug is not None and not found:
        return None
    units = every_unit()
    offered = _offered_by()
    told = [
        service_facts(
            row,
            documents=row.documents.all(),
            life_events=row.life_events.all(),
            units=offered[row.pk],
        )
        for row in found
    ]
    if slug is not None:
        named = set(told[0].units) or {unit.code for unit in units}
        units = [replace(unit, places=()) for unit in units if unit.code in named]
    centre = call_centre_facts()
    words = _words()

    def write() -> Graph:
        return cpsv.catalogue(told, units, centre, words, base=base("catalogue/"))

    return Linked((told, units, centre, words), write)


def answer(
    request: HttpRequest, document: Linked, media_type: str, *, is_negotiated: bool = False
) -> HttpResponse:
    """Return the document in a format; 304 where the caller has it already.

    The tag is weak: two processes may write the same statements in another order.
    """
    etag = f'W/"{document.digest}-{FORMATS[media_type]}"'
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or HttpResponse(
        _written(document, media_type), content_type=f"{media_type}; charset=utf-8"
    )
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={SECONDS_FRESH}"
    response["Access-Control-Allow-Origin"] = "*"
    if is_negotiated:
        response["Vary"] = "Accept"
    return response


def _written(document: Linked, media_type: str) -> str:
    key = f"linked-data:{document.digest}:{FORMATS[media_type]}"
    text = cache.get(key)
    if text is None:
        graph = document.write()
        if media_type == JSON_LD:
            text = graph.serialize(format="json-ld", context=CONTEXT, auto_compact=True)
        else:
            text = graph.serialize(format="turtle")
        cache.set(key, text, _SECONDS_KEPT)
    return str(text)


def _offered_by() -> dict[int, list[str]]:
    """Return service key → slugs of the units with a counter for it, in tree order."""
    pairs = Counter.objects.in_use().filter(services__isnull=False)
    columns = ("services", "location__unit__slug", "location__unit__path")
    offered: dict[int, list[str]] = defaultdict(list)
    for service, unit, _path in pairs.values_list(*columns).distinct().order_by(columns[2]):
        offered[service].append(unit)
    return offered


def _words() -> cpsv.Words:
    return cpsv.Words(
        web=every_translation(_("Booking on the web")),
        phone=every_translation(_("Booking by phone")),
        office=every_translation(_("In person at an office")),
    )

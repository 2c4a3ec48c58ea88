"""The only writer of the search index: entries of services, offices, places and pages.

Whoever publishes or changes something calls this in the same transaction, so the index is right
at once. Everything here may run again at any time.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import add
from typing import TypeVar

from django.contrib.postgres.search import CombinedSearchVector, SearchVector
from django.db import transaction
from django.db.models import Model, Value
from wagtail.models import Page

from booking.models import Location, Place, Service
from cms_pages.models import ClusterPage, SearchEntry, SearchWord, ServicePage, TrainingPage
from cms_pages.search.texts import (
    NAME,
    Text,
    location_texts,
    page_texts,
    place_texts,
    service_texts,
)
from cms_pages.search.words import all_words, shown_words
from languages.codes import EN, SR
from learning_cluster.models import Cluster

# Stemmers of PostgreSQL. Slovene has none; endings are compared letter by letter (words.likeness).
STEMMERS = {"sl": "serbian", SR: "serbian", EN: "english"}
Row = TypeVar("Row", bound=Model)
_BATCH = 500


@transaction.atomic
def index_services(keys: Collection[int] | None = None) -> int:
    """Write the entries of these services, or of all; return how many can be found."""
    rows = Service.objects.active().select_related("category").prefetch_related("life_events")
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    services = list(rows)
    pages: dict[int, list[ServicePage]] = {}
    live = ServicePage.objects.live().public().filter(service__in=services)
    for page in live.select_related("locale"):
        pages.setdefault(page.service_id, []).append(page)
    texts = [(row, service_texts(row, pages.get(row.pk, []))) for row in services]
    return _write("service", texts, keys)


@transaction.atomic
def index_locations(keys: Collection[int] | None = None) -> int:
    """Write the entries of these units and offices, or of all; return how many there are."""
    rows = Location.objects.all()
    found = list(rows if keys is None else rows.filter(pk__in=keys))
    return _write("location", [(row, location_texts(row)) for row in found], keys)


@transaction.atomic
def index_places() -> int:
    """Write the entries of all places whose municipality is known; return how many those are."""
    rows = Place.objects.filter(municipality__isnull=False)
    return _write("place", [(row, place_texts(row)) for row in rows], None)


@transaction.atomic
def index_pages(keys: Collection[int] | None = None) -> int:
    """Write the entries of these pages, or of all; return how many can be found.

    A service page is no entry of its own: its words belong to its service. A training out of the
    catalogue and a cluster that is not public are not found.
    """
    pages = Page.objects.live().public().filter(depth__gt=1).not_type(ServicePage)
    pages = pages.exclude(
        pk__in=TrainingPage.objects.exclude(training__is_published=True).values("pk")
    )
    hidden = ClusterPage.objects.exclude(cluster__in=Cluster.objects.public())
    pages = pages.exclude(pk__in=hidden.values("pk"))
    if keys is not None:
        pages = pages.filter(pk__in=keys)
    found = list(pages.select_related("locale").specific())
    return _write("page", [(page, page_texts(page)) for page in found], keys)


@transaction.atomic
def rebuild() -> dict[str, int]:
    """Write the whole index anew, words included; return how many of each can be found."""
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    counts = {
        "services": index_services(),
        "offices": index_locations(),
        "places": index_places(),
        "pages": index_pages(),
    }
    return counts | {"words": SearchWord.objects.count()}


def _write(kind: str, texts: Sequence[tuple[Row, list[Text]]], keys: Collection[int] | None) -> int:
    """Store the entries of `kind`; drop those of `keys` (None: of all) that `texts` lacks."""
    gone = SearchEntry.objects.exclude(**{kind: None}).exclude(
        **{f"{kind}__in": [row.pk for row, _texts in texts]}
    )
    (gone if keys is None else gone.filter(**{f"{kind}__in": keys})).delete()
    SearchEntry.objects.bulk_create(
        [
            SearchEntry(**{f"{kind}_id": row.pk}, names=_names(of), vector=_vector(of))
            for row, of in texts
        ],
        update_conflicts=True,
        unique_fields=[kind],
        update_fields=["names", "vector"],
        batch_size=_BATCH,
    )
    _keep_words(text.text for _row, of in texts for text in of)
    return len(texts)


def _names(texts: Iterable[Text]) -> list[str]:
    names = (" ".join(all_words(text.text)) for text in texts if text.weight == NAME)
    return list(dict.fromkeys(filter(None, names)))


def _vector(texts: Iterable[Text]) -> CombinedSearchVector | SearchVector:
    """Return the expression of an entry's words: their forms, and stems where there is a stemmer.

    What counts most comes first, so the first position of a lexeme bears its best weight.
    """
    parts: dict[tuple[str, str], list[str]] = {("simple", "A"): []}
    for text in texts:
        words = all_words(text.text)
        for config in filter(None, ("simple", STEMMERS.get(text.language))):
            parts.setdefault((config, text.weight), []).extend(words)
    vectors = [
        SearchVector(Value(" ".join(words)), config=config, weight=weight)
        for (config, weight), words in sorted(parts.items(), key=lambda part: part[0][1])
    ]
    return reduce(add, vectors)


def _keep_words(texts: Iterable[str]) -> None:
    """Add the words that are new, in one order, so that two writers never wait for each other."""
    found: dict[str, str] = {}
    for text in texts:
        for word, shown in shown_words(text).items():
            found.setdefault(word, shown)
    rows = [SearchWord(word=word, shown=found[word]) for word in sorted(found)]
    SearchWord.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_BATCH * 4)

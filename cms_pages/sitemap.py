"""Every public page with its addresses in all languages, for search engines (U4)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max, Model
from django.http import HttpRequest
from wagtail.models import Page

from booking.information.linked_facts import pages
from booking.models import LifeEvent, Location, Service, ServiceCategory
from cms_pages.models import ClusterPage, ServicePage, TrainingPage
from languages.codes import html_lang
from learning_cluster.models import Cluster
from linked_data.facts import Texts
from privacy.models import AuditEntry

# The protocol allows 50,000 addresses in a file; every entry has one for each language.
ENTRIES_IN_A_FILE = 10_000
# What the audit trail calls a change of what a page shows. Reading is audited too.
CHANGES = frozenset(
    {
        *("added", "edited", "fee_planned", "fee_forgotten", "fee_begun"),
        *("location_created", "location_changed", "location_moved"),
    }
)


@dataclass(frozen=True)
class Entry:
    """One page: BCP 47 tag → its address, and when it last changed, if that is known."""

    addresses: Texts
    changed_at: datetime | None = None

    @property
    def lastmod(self) -> str:
        """Return when it changed as the protocol writes it, "" where that is not known."""
        return self.changed_at.isoformat(timespec="seconds") if self.changed_at else ""


def entries(request: HttpRequest) -> list[Entry]:
    """Return published pages, then lists and the pages of rows.

    Wagtail keeps with the request where its sites begin; else it would ask for every page.
    """
    changes = _changes(Service, Location)
    return _once([*_written(changes, request), *_rows(changes)])


def files(found: list[Entry]) -> list[list[Entry]]:
    """Return the entries file by file; one, even where there is nothing."""
    starts = range(0, max(1, len(found)), ENTRIES_IN_A_FILE)
    return [found[start : start + ENTRIES_IN_A_FILE] for start in starts]


def _once(found: Iterable[Entry]) -> list[Entry]:
    """Return the entries with those of one address together: prose may belong to a row's page."""
    kept: list[Entry] = []
    places: dict[str, int] = {}
    for entry in found:
        known = (places[url] for url in entry.addresses.values() if url in places)
        place = next(known, len(kept))
        if place == len(kept):
            kept.append(entry)
        else:
            other = kept[place]
            moment = _latest([entry.changed_at, other.changed_at])
            kept[place] = Entry({**other.addresses, **entry.addresses}, moment)
        places.update(dict.fromkeys(entry.addresses.values(), place))
    return kept


def _written(changes: dict[tuple[str, str], datetime], request: HttpRequest) -> Iterator[Entry]:
    """Yield what editors wrote and published for everybody, its languages together.

    An alias shows the text of another language: it is no translation, so it is left out.
    """
    facts = dict(ServicePage.objects.values_list("pk", "service"))
    out_of_use = ServicePage.objects.exclude(service__is_active=True).values("pk")
    not_offered = TrainingPage.objects.exclude(training__is_published=True).values("pk")
    found = Page.objects.live().public().filter(depth__gt=1, alias_of=None)
    found = found.exclude(pk__in=out_of_use).exclude(pk__in=not_offered)
    hidden = ClusterPage.objects.exclude(cluster__in=Cluster.objects.public())
    found = found.exclude(pk__in=hidden.values("pk"))
    together: dict[object, list[Page]] = defaultdict(list)
    for page in found.select_related("locale").order_by("path"):
        together[page.translation_key].append(page)
    for versions in together.values():
        addresses = {
            html_lang(page.locale.language_code): settings.BASE_URL.rstrip("/") + parts[2]
            for page in versions
            if (parts := page.get_url_parts(request)) is not None and parts[2]
        }
        moments = [page.last_published_at for page in versions]
        moments += [changes.get((_label(Service), str(facts.get(page.pk)))) for page in versions]
        if addresses:
            yield Entry(addresses, _latest(moments))


def _rows(changes: dict[tuple[str, str], datetime]) -> Iterator[Entry]:
    """Yield the pages that are drawn from rows. Waiting times change all the time: no moment."""
    yield Entry(pages("units"))
    yield Entry(pages("waiting_times"))
    yield Entry(pages("calendars"))
    for slug, key in Location.objects.order_by("path").values_list("slug", "pk"):
        yield Entry(pages("location", slug), changes.get((_label(Location), str(key))))
    for slug in ServiceCategory.objects.values_list("slug", flat=True):
        yield Entry(pages("category", slug))
    for slug in LifeEvent.objects.values_list("slug", flat=True):
        yield Entry(pages("life_event", slug))


def _changes(*models: type[Model]) -> dict[tuple[str, str], datetime]:
    """Return (model, key) → when its row last changed, by the audit trail."""
    labels = [_label(model) for model in models]
    changes = AuditEntry.objects.filter(object_type__in=labels, verb__in=CHANGES)
    rows = changes.values_list("object_type", "object_id")
    return {(kind, key): at for kind, key, at in rows.annotate(last=Max("at"))}


def _label(model: type[Model]) -> str:
    return model._meta.label_lower


def _latest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((at for at in moments if at is not None), default=None)

"""Links as an editor reads them: what they lead to, and where they stand."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms_pages.models import LinkCheck, LinkUse

PLACES_SHOWN = 5


def named(links: Any) -> list[Any]:
    """Return the rows of `links` with `shown`, what each is called, and `places`, its first uses.

    Four queries, however many rows. What is gone is named by its key, for want of a title.
    """
    uses = LinkUse.objects.select_related("page", "menu_link__page", "service", "shared_text")
    first = Prefetch("uses", uses.order_by("pk")[:PLACES_SHOWN], to_attr="places")
    rows = list(links.prefetch_related(first))
    titles = {
        "page": dict(_titles(Page.objects, rows, "page")),
        "document": dict(_titles(get_document_model().objects, rows, "document")),
    }
    for row in rows:
        kind, _colon, key = row.address.partition(":")
        if kind not in titles or not key.isdecimal():
            row.shown = row.address
        elif kind == "page":
            row.shown = titles[kind].get(int(key)) or _("deleted page %(key)s") % {"key": key}
        else:
            row.shown = titles[kind].get(int(key)) or _("deleted document %(key)s") % {"key": key}
    return rows


def _titles(objects: Any, rows: Iterable[LinkCheck], kind: str) -> Any:
    parts = (row.address.partition(":") for row in rows)
    keys = [int(key) for name, _colon, key in parts if name == kind and key.isdecimal()]
    return objects.filter(pk__in=keys).values_list("pk", "title")

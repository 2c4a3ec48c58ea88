"""The library's list: what is chosen, what is left, and how many each choice would show (P5)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from languages.sorting import sort_key
from programme.models import GoodPractice

if TYPE_CHECKING:
    from cms_pages.models import GoodPracticePage

PER_PAGE = 20
Choice = tuple[str, str]  # what stands in the address, what is read


@dataclass(frozen=True)
class Filter:
    """One way to narrow the library: its name in the address, its label, a practice's choices."""

    name: str
    label: Any
    of: Callable[[GoodPractice], Iterable[Choice]]


FILTERS = (
    Filter("podrocje", _("Field of work"), lambda one: [(one.field.slug, one.field.name)]),
    Filter("drzava", _("Country"), lambda one: [(one.country.slug, one.country.name)]),
    Filter("metoda", _("Method"), lambda one: [(m.slug, m.name) for m in one.methods.all()]),
    Filter("leto", _("Year"), lambda one: [(str(one.year), str(one.year))]),
)


def practice_list(pages: QuerySet["GoodPracticePage"], asked: Mapping[str, str]) -> dict[str, Any]:
    """Return the page of practices that match `asked`, and the filters with their counts.

    The count beside a choice is how many would be left with it, the other filters as they are. A
    choice nobody has is as good as none chosen. The library is small: it is read whole, in four
    queries.
    """
    rows = pages.select_related("practice__field", "practice__country")
    every = list(rows.prefetch_related("practice__methods").order_by("-practice__year", "slug"))
    chosen = {one.name: asked.get(one.name, "") for one in FILTERS}
    known = {one.name: _names(one, every) for one in FILTERS}
    chosen = {name: key for name, key in chosen.items() if key in known[name]}
    matching = [page for page in every if _matches(page.practice, chosen)]
    return {
        "filters": [_drawn(one, every, known[one.name], chosen) for one in FILTERS],
        "is_filtered": bool(chosen),
        "total": len(matching),
        "page_obj": Paginator(matching, PER_PAGE).get_page(asked.get("page")),
        "query": urlencode(chosen),
    }


def _names(one: Filter, pages: Iterable["GoodPracticePage"]) -> dict[str, str]:
    return {key: name for page in pages for key, name in one.of(page.practice)}


def _matches(practice: GoodPractice, chosen: Mapping[str, str]) -> bool:
    return all(chosen[one.name] in dict(one.of(practice)) for one in FILTERS if one.name in chosen)


def _drawn(
    one: Filter,
    pages: Iterable["GoodPracticePage"],
    names: Mapping[str, str],
    chosen: Mapping[str, str],
) -> dict[str, Any]:
    """Return what the template draws of a filter: its choices in reading order, with counts."""
    others = {name: key for name, key in chosen.items() if name != one.name}
    left = [page.practice for page in pages if _matches(page.practice, others)]
    counts = Counter(key for practice in left for key, _name in one.of(practice))
    keys = sorted(names, key=lambda key: sort_key(names[key]), reverse=one.name == "leto")
    choices = [
        {"key": key, "name": names[key], "count": counts[key], "on": chosen.get(one.name) == key}
        for key in keys
    ]
    return {"name": one.name, "label": one.label, "choices": choices}

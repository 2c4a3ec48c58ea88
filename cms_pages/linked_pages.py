"""The pages every page links to, where they are live (M1)."""

from django.utils.translation import get_language
from wagtail.models import Page

from languages.codes import SL

# Names of addresses and the slugs below a language's first page.
LINKED = {"help": "pomoc", "accessibility": "dostopnost", "privacy_notice": "zasebnost"}
_BELOW_HOME = 3


def linked_names() -> frozenset[str]:
    """Return the names of LINKED whose address answers in the active language; one query."""
    here = get_language() or SL
    rows = (
        Page.objects.live()
        .public()
        .filter(depth=_BELOW_HOME, slug__in=LINKED.values())
        .filter(locale__language_code__in={here, SL})
        .values_list("slug", flat=True)
    )
    slugs = set(rows)
    return frozenset(name for name, slug in LINKED.items() if slug in slugs)


def standing_in(slug: str) -> Page | None:
    """Return the live Slovene page of LINKED with that slug, open to all, or None."""
    if slug not in LINKED.values():
        return None
    return (
        Page.objects.live()
        .public()
        .filter(slug=slug, depth=_BELOW_HOME, locale__language_code=SL)
        .select_related("locale")
        .specific()
        .first()
    )

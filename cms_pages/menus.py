"""The main menu and the footer as editors keep them, for the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page

from cms_pages.enums import MenuPlace
from cms_pages.linked_pages import LINKED, linked_names
from cms_pages.models import MenuLink


@dataclass(frozen=True)
class Link:
    text: str
    url: str


def menus(request: HttpRequest) -> dict[str, list[Link]]:
    """Return the links of each place, in order; seven queries at most.

    A page that is not live, or not public, in the reader's language is left out: no dead link.
    """
    rows = list(MenuLink.objects.select_related("page"))
    pages = _pages(row.page for row in rows if row.page)
    answering = linked_names()
    found: dict[str, list[Link]] = {place: [] for place in MenuPlace.values}
    for row in rows:
        if link := _link(row, pages, answering, request):
            found[row.place].append(link)
    return found


def _pages(pages: Iterable[Page]) -> dict[object, Page]:
    """Return translation key → the page in the reader's language."""
    keys = [page.translation_key for page in pages]
    if not keys:
        return {}
    live = Page.objects.live().public().select_related("locale")
    live = live.filter(locale__language_code=get_language())
    return {page.translation_key: page for page in live.filter(translation_key__in=keys)}


def _link(
    row: MenuLink, pages: dict[object, Page], answering: frozenset[str], request: HttpRequest
) -> Link | None:
    if row.page is None:
        if row.address in LINKED and row.address not in answering:
            return None
        goal = row.url or reverse(row.address)
        return Link(str(row.text or row.get_address_display()), goal)
    page = pages.get(row.page.translation_key)
    url = page.get_url(request) if page else None
    return Link(row.text or page.title, url) if page and url else None

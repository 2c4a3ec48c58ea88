"""What every template may use."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language, override

from booking.information.today import phone_hours_text
from cms_pages.alternates import live_addresses, text_language
from cms_pages.linked_pages import LINKED, linked_names
from cms_pages.menus import menus
from cms_pages.shown import page_of
from languages.codes import SL, html_lang
from languages.offered import offered, own_name

LONGEST_QUERY = 2000
# These addresses answer from rows, in every language.
STANDS = frozenset({"services", "service", "trainings", "training", "training_guidelines"})


@dataclass(frozen=True)
class LanguageLink:
    """This page in one language.

    `exists` says whether there is such a page; else `url` leads to that language's first page.
    `address` is without a query, for search engines.
    """

    code: str
    html_lang: str
    name: str
    url: str
    address: str
    exists: bool
    is_current: bool


def portal(request: HttpRequest) -> dict[str, object]:
    """Return demonstration mode, the call centre, the menus, and this page in each language."""
    links = language_links(request)
    return {
        "demo_mode": settings.DEMO_MODE,
        "call_centre": {
            "phone": settings.CALL_CENTRE_PHONE,
            "hours": phone_hours_text(at=timezone.now()),
        },
        "menus": SimpleLazyObject(lambda: menus(request)),
        "language_links": links,
        "default_link": _default(links),
        "text_lang": _text_lang(request),
        "linked_names": SimpleLazyObject(linked_names),
    }


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """Return a link to the same page in each language; the query stays, so no choice is lost.

    A query longer than any of ours is left out: it would come back in every link.
    """
    here = get_language()
    is_ours = request.method == "GET" and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
    # "//other.example/" is a path here and another site in a link.
    full = escape_leading_slashes(request.get_full_path())
    path, mark, query = full.partition("?")
    tail = f"{mark}{query}" if is_ours else ""
    addresses = _addresses(request, path)
    stays = _answers_everywhere(request, addresses)
    return [
        LanguageLink(
            code=code,
            html_lang=html_lang(code),
            name=own_name(code),
            url=_url(code, path, addresses, stays=stays, tail=tail),
            address=addresses.get(code, ""),
            exists=code in addresses,
            is_current=code == here,
        )
        for code in offered()
    ]


def _addresses(request: HttpRequest, path: str) -> dict[str, str]:
    """Return where this page is in each language in which it exists."""
    page = page_of(request)
    if page is not None and page.pk:
        return live_addresses(page, request)
    if getattr(request, "is_missing", False):
        return {}
    return {code: translate_url(path, code) for code in offered()}


def _answers_everywhere(request: HttpRequest, addresses: dict[str, str]) -> bool:
    """Say whether the address answers in languages without a page too (cms_pages.views.pages)."""
    match = request.resolver_match
    name = match.url_name if match else ""
    return name in STANDS or (name in LINKED and SL in addresses)


def _url(code: str, path: str, addresses: dict[str, str], *, stays: bool, tail: str) -> str:
    """Return where the switch leads: the page, else what stands in for it, else the first page."""
    if code in addresses:
        return addresses[code] + tail
    if stays:
        return translate_url(path, code) + tail
    with override(code):
        return reverse("home")


def _default(links: list[LanguageLink]) -> LanguageLink | None:
    """Return the link for readers of no language of ours: Slovene, else the first there is."""
    existing = [link for link in links if link.exists]
    return next((link for link in existing if link.code == SL), next(iter(existing), None))


def _text_lang(request: HttpRequest) -> str:
    """Return the `lang` of a page's text where it is not that of everything around it."""
    page = page_of(request)
    if page is None:
        return ""
    language = text_language(page)
    return "" if language == get_language() else html_lang(language)

"""Whether links within the portal lead to something a reader can see."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.utils import translation
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms_pages.care.fetching import MOST_REDIRECTS, Answer
from cms_pages.enums import LinkProblem, LinkState

_FOR_GOOD = frozenset({301, 308})
_REDIRECTS = frozenset({*_FOR_GOOD, 302, 303, 307})
_WORKS = Answer(LinkState.WORKING)


def look_up(addresses: Iterable[str]) -> dict[str, Answer]:
    """Return what each address of the portal leads to: "page:12", "document:5" or a path.

    Two queries for all that are named by a key; a path is asked for as a visitor would.
    """
    found = {}
    keys: dict[str, set[int]] = {"page": set(), "document": set()}
    for address in addresses:
        kind, _colon, key = address.partition(":")
        if kind in keys and key.isdecimal():
            keys[kind].add(int(key))
        else:
            found[address] = _visit(address)
    live = dict(Page.objects.filter(pk__in=keys["page"]).values_list("pk", "live"))
    for pk in keys["page"]:
        found[f"page:{pk}"] = _page(live.get(pk))
    there = set(get_document_model().objects.filter(pk__in=keys["document"]).values_list("pk"))
    for pk in keys["document"]:
        is_there = (pk,) in there
        found[f"document:{pk}"] = _WORKS if is_there else _failed(LinkProblem.DELETED)
    return found


def _page(live: bool | None) -> Answer:
    if live is None:
        return _failed(LinkProblem.DELETED)
    return _WORKS if live else _failed(LinkProblem.UNPUBLISHED)


def _visit(path: str) -> Answer:
    """Ask our own code for `path`, as anybody, and follow where it leads."""
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return Answer(LinkState.UNKNOWN)  # the proxy has these
    handler = BaseHandler()
    handler.load_middleware()
    has_moved = False
    for _step in range(MOST_REDIRECTS + 1):
        response = _get(handler, path)
        if response.status_code not in _REDIRECTS:
            return _read(response.status_code, has_moved=has_moved)
        has_moved = has_moved or response.status_code in _FOR_GOOD
        goal = urlsplit(response.headers["Location"])
        if goal.netloc and goal.netloc != urlsplit(settings.BASE_URL).netloc:
            return Answer(LinkState.UNKNOWN)  # it leads out of the portal
        path = goal.path
    return _failed(LinkProblem.CIRCLE)


def _read(status: int, *, has_moved: bool) -> Answer:
    if status >= 500:
        return _failed(LinkProblem.SERVER)
    if status >= 400:
        return _failed(LinkProblem.NOT_FOUND)
    return Answer(LinkState.MOVED, LinkProblem.MOVED) if has_moved else _WORKS


def _get(handler: BaseHandler, path: str) -> HttpResponseBase:
    own = urlsplit(settings.BASE_URL)
    request = RequestFactory().get(
        path,
        secure=own.scheme == "https",
        HTTP_HOST=own.netloc,
        HTTP_X_FORWARDED_PROTO=own.scheme,
        # A page asked for with a cookie is never kept for others (cms_pages.kept_pages).
        HTTP_COOKIE="link_check=1",
    )
    with translation.override(translation.get_language()):
        # Not closed: that would end the database connection of the job around it.
        return handler.get_response(request)


def _failed(problem: LinkProblem) -> Answer:
    return Answer(LinkState.FAILING, problem)

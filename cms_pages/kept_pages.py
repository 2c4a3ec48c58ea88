"""Public pages kept for the next visitor: the same bytes, until content changes or seconds pass.

Kept is only what everybody may see: a GET at our own address, without a query and without cookies,
answered 200 by a view named below, with no cookie, no form token and no script nonce in the answer.
With each page stands the content version that was in force before it was drawn, so a page drawn
while an editor publishes is never shown afterwards (decision 0014).
"""

import hashlib
from collections.abc import Callable
from typing import TypedDict, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

Respond = Callable[[HttpRequest], HttpResponse]
Made = TypeVar("Made")

KEPT_VIEWS = frozenset(
    {
        "home",
        "services",
        "service",
        "category",
        "life_event",
        "units",
        "unit",
        "location",
        "waiting_times",
        "accessibility",
        "privacy_notice",
        "help",
        "programme",
        "programme_challenges",
        "trainings",
        "training",
        "training_guidelines",
        "training_calendar",
        "training_run",
        "wagtail_serve",
    }
)
HARMLESS_COOKIES = frozenset({settings.CSRF_COOKIE_NAME})
_USUAL_PORT = {"http": ":80", "https": ":443"}
# Everything else about an answer is made anew by the middleware around this one.
KEPT_HEADERS = ("Content-Type", "Content-Language", "Content-Length", "Vary", "X-Frame-Options")


class Kept(TypedDict):
    version: int
    body: bytes
    headers: dict[str, str]


class KeptPagesMiddleware:
    """Answers from the shared cache where it can, else draws the page and keeps it.

    It stands before sessions and languages: a kept page costs two statements.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            not settings.PAGES_KEPT_SECONDS
            or not is_at_our_address(request)
            or not is_anybodys(request)
        ):
            return self.get_response(request)
        key = _key(request)
        version = content_version()
        kept: Kept | None = cache.get(key)
        if kept and kept["version"] == version:
            return _answer(request, HttpResponse(kept["body"], headers=kept["headers"]))
        response = self.get_response(request)
        if not may_be_kept(request, response):
            return response
        headers = {name: response[name] for name in KEPT_HEADERS if response.has_header(name)}
        row = Kept(version=version, body=response.content, headers=headers)
        cache.set(key, row, settings.PAGES_KEPT_SECONDS)
        return _answer(request, response)


def is_anybodys(request: HttpRequest) -> bool:
    """Say whether nothing in the request tells one visitor from another."""
    return (
        request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and "HTTP_AUTHORIZATION" not in request.META
        and request.COOKIES.keys() <= HARMLESS_COOKIES
    )


def is_at_our_address(request: HttpRequest) -> bool:
    """Say whether the request names BASE_URL as browsers write it.

    Another case, a final dot or a port that goes without saying is the same host, and would be
    another copy of every page, with addresses nobody should be given.
    """
    scheme, _, host = settings.BASE_URL.lower().rstrip("/").partition("://")
    host = host.removesuffix(_USUAL_PORT.get(scheme, ""))
    return (request.scheme, request.get_host()) == (scheme, host)


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether the answer to a request of anybody's holds nothing made for this visitor."""
    match = request.resolver_match
    return (
        match is not None
        and match.url_name in KEPT_VIEWS
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not getattr(request, "_csp_nonce", None)
    )


def content_version() -> int:
    """Return the number of the transaction that last changed content, 0 before the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM cms_pages_contentversion")
        row = cursor.fetchone()
    return row[0] if row else 0


def kept_by_version(name: str, make: Callable[[], Made], *, seconds: int) -> Made:
    """Return what `make` returns, made once for each content version and kept for `seconds`."""
    if not settings.PAGES_KEPT_SECONDS:
        return make()
    version, key = content_version(), f"kept:{name}"
    kept: tuple[int, Made] | None = cache.get(key)
    if kept is None or kept[0] != version:
        kept = (version, make())
        cache.set(key, kept, seconds)
    return kept[1]


def _key(request: HttpRequest) -> str:
    address = f"{settings.BASE_URL}{request.path}"
    return "kept:" + hashlib.sha256(address.encode()).hexdigest()


def _answer(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the page, or 304 to a browser that has these very bytes. No copy is used unasked."""
    etag = '"' + hashlib.sha256(response.content).hexdigest()[:32] + '"'
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Cookie",))
    return get_conditional_response(request, etag=etag, response=response) or response

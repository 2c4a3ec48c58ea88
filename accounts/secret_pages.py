"""Behind mailed links: a right token opens, a wrong one is a page that is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.attempts import Attempts
from privacy.secret_links import token_hash

MISSES = Attempts("link-misses", limit=30, seconds=600)

View = Callable[..., HttpResponse]


def behind_link(found: Callable[[str], Any], unknown: View | None = None) -> Callable[[View], View]:
    """Hand the view what `found` returns for the hash of the token in the address.

    Where that is None, `unknown` draws the page of status 404; without it the usual one is shown.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        @never_cache
        def wrapped(request: HttpRequest, token: str) -> HttpResponse:
            row = found(token_hash(token))
            response = view(request, row) if row is not None else missed(request, unknown=unknown)
            # A page with a form needs its own Origin for the check against forgery.
            response.headers.setdefault("Referrer-Policy", "same-origin")
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return wrapped

    return decorator


def missed(
    request: HttpRequest, attempts: Attempts = MISSES, *, unknown: View | None = None
) -> HttpResponse:
    """Count a wrong token; return the page of one. Raises Http404 where there is no such page.

    A right token is never refused: who guesses must not lock out their neighbours.
    """
    if attempts.are_too_many(request):
        return too_many(request, attempts, of_links=True)
    attempts.note(request)
    if unknown is None:
        raise Http404
    return unknown(request)


def too_many(request: HttpRequest, attempts: Attempts, *, of_links: bool = False) -> HttpResponse:
    context = {"of_links": of_links}
    response = render(request, "accounts/too_many.html", context, status=429)
    response.headers["Retry-After"] = str(attempts.seconds)
    return response

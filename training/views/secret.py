"""Behind mailed links: a right token opens, a wrong one is a page that is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.attempts import Attempts
from privacy.secret_links import token_hash

MISSES = Attempts("training-misses", limit=30, seconds=600)

View = Callable[..., HttpResponse]


def behind_link(found: Callable[[str], Any]) -> Callable[[View], View]:
    """Hand the view what `found` returns for the hash of the token in the address."""

    def decorator(view: View) -> View:
        @wraps(view)
        @never_cache
        def wrapped(request: HttpRequest, token: str) -> HttpResponse:
            row = found(token_hash(token))
            if row is None:
                # A right token is never refused: who guesses must not lock out their neighbours.
                if MISSES.are_too_many(request):
                    return _too_many(request)
                MISSES.note(request)
                raise Http404
            response = view(request, row)
            # A page with a form needs its own Origin for the check against forgery.
            response.headers.setdefault("Referrer-Policy", "same-origin")
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return wrapped

    return decorator


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "training/enrol/too_many.html", status=429)
    response.headers["Retry-After"] = str(MISSES.seconds)
    return response

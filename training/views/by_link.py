"""Pages behind a secret link: wrong tokens are counted, right ones never refused."""

from collections.abc import Callable
from functools import wraps

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.attempts import Attempts
from privacy.secret_links import token_hash

MISSES = Attempts("training-misses", limit=30, seconds=600)

View = Callable[..., HttpResponse]


def by_link(
    field: str, rows: Callable[[], QuerySet], unknown: View | None = None
) -> Callable[[View], View]:
    """Hand the view the row whose `field` is the hash of the token in the address.

    Where there is none, `unknown` draws the page of status 404; without it the usual one is shown.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        @never_cache
        def wrapped(request: HttpRequest, token: str) -> HttpResponse:
            row: Model | None = rows().filter(**{field: token_hash(token)}).first()
            response = view(request, row) if row else _missed(request, unknown)
            # A page with a form needs its own Origin for the check against forgery.
            response.headers.setdefault("Referrer-Policy", "same-origin")
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return wrapped

    return decorator


def too_many(request: HttpRequest, attempts: Attempts) -> HttpResponse:
    response = render(request, "training/after/too_many.html", status=429)
    response.headers["Retry-After"] = str(attempts.seconds)
    return response


def _missed(request: HttpRequest, unknown: View | None) -> HttpResponse:
    if MISSES.are_too_many(request):
        return too_many(request, MISSES)
    MISSES.note(request)
    if unknown is None:
        raise Http404
    return unknown(request)

"""Behind an applicant's mailed link: a right token opens, a wrong one is a page not there (L12)."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.attempts import Attempts
from learning_cluster.models import Application
from privacy.audit import Actor, actor_from
from privacy.secret_links import token_hash

MISSES = Attempts("call-misses", limit=30, seconds=600)

View = Callable[..., HttpResponse]


def behind_link(view: View) -> View:
    """Hand the view the application in place of the `token` of its address."""

    @wraps(view)
    @never_cache
    def wrapped(request: HttpRequest, token: str, *args: object, **kwargs: object) -> HttpResponse:
        row = found(token)
        if row is None:
            return _missed(request)
        response = view(request, row, *args, **kwargs)
        # A page with a form needs its own Origin for the check against forgery.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


def found(token: str) -> Application | None:
    rows = Application.objects.select_related("call__cluster__project", "privacy_notice")
    return rows.filter(link_hash=token_hash(token)).first()


def opens(token: str, **_more: object) -> bool:
    """Say whether a token is somebody's: only then may a body as large as a document come in."""
    return Application.objects.filter(link_hash=token_hash(token)).exists()


def applicant(request: HttpRequest) -> Actor:
    return actor_from(request, role="applicant")


def _missed(request: HttpRequest) -> HttpResponse:
    # A right token is never refused: who guesses must not lock out their neighbours.
    if not MISSES.are_too_many(request):
        MISSES.note(request)
        raise Http404
    return too_many(request, MISSES)


def too_many(request: HttpRequest, attempts: Attempts) -> HttpResponse:
    response = render(request, "learning_cluster/call/too_many.html", status=429)
    response.headers["Retry-After"] = str(attempts.seconds)
    return response

"""Behind the links that were mailed: GET shows, POST confirms (P4)."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.attempts import Attempts
from privacy.audit import actor_from
from privacy.secret_links import token_hash
from programme.actions.submitting import confirm
from programme.errors import ProgrammeError
from programme.models import KINDS, Challenge, Submission

MISSES = Attempts("programme-misses", limit=30, seconds=600)

View = Callable[..., HttpResponse]


def with_submission(field: str) -> Callable[[View], View]:
    """Hand the view the submission whose `field` is the hash of the token in the address."""

    def decorator(view: View) -> View:
        @wraps(view)
        @never_cache
        def wrapped(request: HttpRequest, token: str) -> HttpResponse:
            row = _found(field, token)
            if row is None:
                # A right token is never refused: who guesses must not lock out their neighbours.
                if MISSES.are_too_many(request):
                    return _too_many(request)
                MISSES.note(request)
                raise Http404
            response = view(request, row)
            response.headers.setdefault("Referrer-Policy", "no-referrer")
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return wrapped

    return decorator


@require_http_methods(["GET", "HEAD", "POST"])
@with_submission("confirm_hash")
def confirm_address(request: HttpRequest, row: Submission) -> HttpResponse:
    """Show what was sent; hand it to the project group when that is confirmed."""
    at = timezone.now()
    error = None
    if request.method == "POST":
        try:
            confirm(row, by=actor_from(request), at=at)
            return redirect(row.status_path())
        except ProgrammeError as refused:
            error = refused
    is_over = error is not None or (not row.is_confirmed and row.confirm_until <= at)
    context = _facts(row) | {"is_over": is_over}
    response = render(request, "programme/confirm.html", context, status=410 if is_over else 200)
    # A page with a form needs its own Origin for the check against forgery.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@require_safe
@with_submission("status_hash")
def status(request: HttpRequest, row: Submission) -> HttpResponse:
    if not row.is_confirmed:
        raise Http404
    return render(request, "programme/status.html", _facts(row))


def _facts(row: Submission) -> dict[str, object]:
    return {"row": row, "is_challenge": isinstance(row, Challenge)}


def _found(field: str, token: str) -> Submission | None:
    for model in KINDS.values():
        rows = model.objects.select_related("authority")
        row = rows.filter(**{field: token_hash(token)}).first()
        if row is not None:
            return row
    return None


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "programme/too_many.html", status=429)
    response.headers["Retry-After"] = str(MISSES.seconds)
    return response

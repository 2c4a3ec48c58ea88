"""A personal calendar behind its secret link (I1)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.attempts import Attempts
from calendars.answers import feed_answer
from calendars.feeds import Feed
from calendars.models import FeedLink
from calendars.personal import personal_kind
from calendars.tokens import token_hash
from languages.codes import SL
from languages.offered import offered

MISSES = Attempts("feed-misses", limit=30, seconds=600)


@require_safe
def personal_feed(request: HttpRequest, kind: str, token: str) -> HttpResponseBase:
    """Answer 404 for a link that was replaced or never was, 429 for who tries many of them.

    The language is that of `?lang=`, which the link has from the page that showed it.
    """
    links = FeedLink.objects.select_related("owner")
    link = links.filter(kind=kind, token_hash=token_hash(token)).first()
    feed = _feed(link) if link else None
    if link is None or feed is None:
        # A right link is never refused: who guesses must not silence their neighbours' calendars.
        if MISSES.are_too_many(request):
            return _too_many()
        MISSES.note(request)
        raise Http404
    language = request.GET.get("lang", SL)
    response = feed_answer(
        request,
        feed,
        at=timezone.now(),
        language=language if language in offered() else SL,
        key=f"{kind} {link.pk}",
    )
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _feed(link: FeedLink) -> Feed | None:
    """Return what the link opens: nothing for people who left or a kind that is gone."""
    if link.owner and not link.owner.is_active:
        return None
    try:
        return personal_kind(link.kind).feed_of(link.holder)
    except KeyError:
        return None


def _too_many() -> HttpResponse:
    headers = {"Retry-After": str(MISSES.seconds)}
    return HttpResponse(status=429, content_type="text/plain; charset=utf-8", headers=headers)

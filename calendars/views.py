"""The public feeds, at addresses without a language: a calendar keeps its address for years."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from calendars import feeds
from calendars.answers import feed_answer
from languages.codes import SL
from languages.offered import offered


@require_safe
def public_feed(request: HttpRequest, name: str) -> HttpResponse:
    """Answer in the language of `?lang=`, else in Slovene: programs send no language of people."""
    language = request.GET.get("lang", SL)
    if language not in offered():
        raise BadRequest("No such language.")
    try:
        feed = feeds.public_feed(name)
    except KeyError as unknown:
        raise Http404 from unknown
    return feed_answer(request, feed, at=timezone.now(), language=language)

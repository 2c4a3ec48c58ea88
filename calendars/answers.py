"""A feed over HTTP: conditional requests that are right also after a deletion (I1)."""

from datetime import datetime, timedelta
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from calendars.feed_ics import feed_ics
from calendars.feeds import Feed
from languages.codes import html_lang

FRESH_PUBLIC = timedelta(minutes=15)
FRESH_PERSONAL = timedelta(minutes=5)


def feed_answer(request: HttpRequest, feed: Feed, *, at: datetime, language: str) -> HttpResponse:
    """Return the feed, or 304 where the caller has these very bytes already.

    The entity tag is a hash of the bytes. There is no Last-Modified: the newest change goes back
    when its entry is deleted, and would leave the deleted one standing.
    """
    response = HttpResponse(
        feed_ics(feed, at=at, language=language), content_type="text/calendar; charset=utf-8"
    )
    shared, fresh = ("public", FRESH_PUBLIC) if feed.is_public else ("private", FRESH_PERSONAL)
    response["Cache-Control"] = f"{shared}, max-age={fresh.seconds}"
    response["Content-Disposition"] = f'inline; filename="{feed.name}.ics"'
    response["Content-Language"] = html_lang(language)
    etag = f'"{blake2b(response.content, digest_size=16).hexdigest()}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response

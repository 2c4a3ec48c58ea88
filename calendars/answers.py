"""A feed over HTTP: conditional requests that are right also after a deletion (I1)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

from calendars.feed_ics import feed_chunks, feed_ics
from calendars.feeds import Feed
from calendars.models import FeedState
from calendars.versions import feed_version, named
from languages.codes import html_lang

FRESH_PUBLIC = timedelta(minutes=15)
FRESH_PERSONAL = timedelta(minutes=5)
WHOLE = (
    256 * 1024
)  # bytes: a feed up to this long is sent with its length, a longer one as it comes


def feed_answer(
    request: HttpRequest, feed: Feed, *, at: datetime, language: str, key: str = ""
) -> HttpResponseBase:
    """Return the feed, or 304 where the caller has this very version already.

    `key` tells feeds of the same name apart; without it the name does. Entity tag and date both
    name one version (`feed_version`, else the bytes), so a deletion changes both. A 304 costs the
    version, not the feed.
    """
    version = feed_version(feed, at=at, language=language)
    body = None
    if version is None:
        body = feed_ics(feed, at=at, language=language)
        version = named(body)
    dated = FeedState.objects.date_of(f"{key or feed.name} {language}", version, at=at)
    head = HttpResponse(headers=_headers(feed, language))
    head["ETag"] = etag = f'"{version}"'
    second = int(dated.timestamp())
    if dated <= at:  # no date of the future is sent (RFC 9110, 8.8.2.1)
        head["Last-Modified"] = http_date(second)
    answer = get_conditional_response(
        request, etag, second if _is_asked_by(request, second) else None, head
    )
    if answer is not None and answer is not head:
        return answer
    chunks = iter([body]) if body else feed_chunks(feed, at=at, language=language)
    return _whole_or_streamed(chunks, dict(head.items()))


def _is_asked_by(request: HttpRequest, second: int) -> bool:
    """Say whether the date asked about is the one this version has.

    Only the very date counts, as with nginx: a caller's own clock knows nothing of two changes
    within a second.
    """
    asked = request.headers.get("If-Modified-Since")
    return asked is None or parse_http_date_safe(asked) == second


def _headers(feed: Feed, language: str) -> dict[str, str]:
    shared, fresh = ("public", FRESH_PUBLIC) if feed.is_public else ("private", FRESH_PERSONAL)
    return {
        "Content-Type": "text/calendar; charset=utf-8",
        "Cache-Control": f"{shared}, max-age={fresh.seconds}",
        "Content-Disposition": f'inline; filename="{feed.name}.ics"',
        "Content-Language": html_lang(language),
    }


def _whole_or_streamed(chunks: Iterator[bytes], headers: dict[str, str]) -> HttpResponseBase:
    first = b""
    for chunk in chunks:
        first += chunk
        if len(first) > WHOLE:
            return StreamingHttpResponse(chain([first], chunks), headers=headers)
    return HttpResponse(first, headers=headers)

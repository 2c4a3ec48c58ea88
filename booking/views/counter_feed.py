"""A counter's calendar behind its secret link (I1)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from booking.feeds import CounterCalendar
from booking.models import Counter
from booking.tokens import token_hash
from booking.views.misses import PERIOD, has_missed_often, note_miss
from calendars.answers import feed_answer
from languages.codes import SL

_GUESSED = "feed"


@require_safe
def counter_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer 404 for a link that was replaced or never was, 429 for who tries many of them."""
    counters = Counter.objects.select_related("location")
    counter = counters.filter(feed__token_hash=token_hash(token)).first()
    if counter is None:
        # A right link is never refused: who guesses must not silence their neighbours' calendars.
        if has_missed_often(request, of=_GUESSED):
            return _too_many()
        note_miss(request, of=_GUESSED)
        raise Http404
    response = feed_answer(request, CounterCalendar(counter), at=timezone.now(), language=SL)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _too_many() -> HttpResponse:
    headers = {"Retry-After": str(PERIOD)}
    return HttpResponse(status=429, content_type="text/plain; charset=utf-8", headers=headers)

"""The public feeds, at addresses without a language: a calendar keeps its address for years."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calendars import feeds
from calendars.answers import feed_answer
from calendars.feeds import BadFilter, Feed
from calendars.versions import named
from languages.codes import SL
from languages.offered import offered

LANGUAGE = "lang"
LONGEST = 100  # characters of a filter's value


@require_safe
def public_feed(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer in the language of `?lang=`, else in Slovene: programs send no language of people."""
    try:
        feed = feeds.public_feed(name)
    except KeyError as unknown:
        raise Http404 from unknown
    asked = request.GET.get(LANGUAGE, SL)
    with translation.override(asked if asked in offered() else SL):
        try:
            values = _values(request.GET, feed)
            narrowed = feed.narrowed(values)
        except BadFilter as refused:
            text = "text/plain; charset=utf-8"
            return HttpResponse(f"{refused}\n", status=400, content_type=text)
    key = f"{name} {named(repr(sorted(values.items())).encode())}" if values else name
    return feed_answer(request, narrowed, at=timezone.now(), language=asked, key=key)


def _values(query: QueryDict, feed: Feed) -> dict[str, str]:
    """Return the filters asked for. Raises BadFilter for anything the feed does not know."""
    known = ", ".join([LANGUAGE, *feed.filters])
    for name, values in query.lists():
        if name != LANGUAGE and name not in feed.filters:
            raise BadFilter(
                _("This calendar has no “%(name)s”; what can be asked for: %(known)s.")
                % {"name": name[:40], "known": known}
            )
        if len(values) > 1 or not 0 < len(values[0]) <= LONGEST or not values[0].isprintable():
            raise BadFilter(_("Give one short value for “%(name)s”.") % {"name": name})
        if name == LANGUAGE and values[0] not in offered():
            languages = ", ".join(offered())
            raise BadFilter(_("“lang” is one of: %(languages)s.") % {"languages": languages})
    return {name: str(query[name]) for name in feed.filters if name in query}

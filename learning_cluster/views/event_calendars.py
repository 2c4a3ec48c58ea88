"""Calendars to subscribe to: of the whole cluster, and of one's own dates (I1)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from calendars.personal import Holder, PersonalKind
from calendars.your_calendar import SWITCHED_OFF, press, your_calendar
from learning_cluster.feeds_of_people import OF_CLUSTER, OF_PERSON
from learning_cluster.views.door import Insider, inside

METHODS = ["GET", "HEAD", "POST"]


@inside
@require_http_methods(METHODS)
def of_cluster(request: HttpRequest, who: Insider) -> HttpResponse:
    """Give the calendar of the cluster its link, shown in this very answer and never again."""
    if who.member is None:
        raise Http404
    return _page(request, who, OF_CLUSTER, str(who.member.uid))


@inside
@require_http_methods(METHODS)
def own(request: HttpRequest, who: Insider) -> HttpResponse:
    """As above for one's own dates in all clusters."""
    if who.member is None:
        raise Http404
    return _page(request, who, OF_PERSON, who.user)


def _page(request: HttpRequest, who: Insider, kind: PersonalKind, holder: Holder) -> HttpResponse:
    token = None
    if request.method == "POST":
        token = press(request.POST, kind, holder, by=who.actor(request), at=who.at)
        if token == "":
            messages.success(request, SWITCHED_OFF)
        if not token:
            return redirect(request.path)
    context = {
        "who": who,
        "is_own": kind is OF_PERSON,
        "your_calendar": your_calendar(kind, holder, token=token or ""),
    }
    return render(request, "learning_cluster/inside/events/calendar.html", context)

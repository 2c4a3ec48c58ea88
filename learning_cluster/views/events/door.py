"""Who hosts events and who reads them: hosts see all, others what was announced (L8, X2)."""

from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from learning_cluster.models import Event
from learning_cluster.models.event import EventQuerySet
from learning_cluster.views.door import Insider, View, inside


def hosts(who: Insider) -> bool:
    """Say whether the reader prepares and leads events: resource person or coordinator."""
    return who.is_resource_person or who.is_coordinator


def for_hosts(view: View) -> View:
    """Like `inside`, for those who prepare and lead the cluster's events."""

    @wraps(view)
    def guarded(
        request: HttpRequest, who: Insider, *args: object, **kwargs: object
    ) -> HttpResponse:
        if not hosts(who):
            raise Http404
        return view(request, who, *args, **kwargs)

    return inside(guarded)


def events_of(who: Insider) -> EventQuerySet:
    """Return the events of the cluster the reader may open."""
    rows = Event.objects.filter(cluster=who.cluster).with_names()
    return rows if hosts(who) else rows.filter(announced_at__isnull=False)


def event_of(who: Insider, pk: int) -> Event:
    """Return one of them, or raise Http404."""
    return get_object_or_404(events_of(who), pk=pk)


def status_of(code: str) -> int:
    """Return the status of a page that tells of a refusal with this code."""
    return 409 if code in ("changed_meanwhile", "gone") else 200

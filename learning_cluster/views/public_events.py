"""Events of clusters as everybody sees them: no names, no links to join (L8)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calendars.offers import offer_of
from learning_cluster.enums import EventState
from learning_cluster.event_linked import event_node
from learning_cluster.feeds import ClusterEvents
from learning_cluster.models import Event, EventMaterial, Question
from learning_cluster.models.event import EventQuerySet
from learning_cluster.views.events.page import agenda_of
from privacy.materials import handed_over


def public_rows() -> EventQuerySet:
    return Event.objects.public().dated().with_names()


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """List what is to come, then what has been, the newest first."""
    at = timezone.now()
    rows = list(public_rows().order_by("period"))
    coming = [one for one in rows if one.period.upper > at]
    context = {
        "coming": coming,
        "past": [one for one in rows if one not in coming and one.state != EventState.CANCELLED][
            ::-1
        ],
        "offer": offer_of(ClusterEvents()),
        "breadcrumbs": [*_home(), {"text": _("Events of learning clusters"), "url": ""}],
    }
    return render(request, "learning_cluster/public/events.html", context)


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """Show when and where an event is, its agenda, and what is for everybody."""
    one = get_object_or_404(public_rows(), pk=pk)
    context: dict[str, Any] = {
        "event": one,
        "zone": one.cluster.zone,
        "lines": agenda_of(one, Question.objects.none()),
        "materials": one.materials.filter(is_public=True),
        "practices": one.practices.filter(is_public=True),
        "offer": offer_of(ClusterEvents(), cluster=one.cluster.slug),
        "structured_data": event_node(one),
        "breadcrumbs": [
            *_home(),
            {"text": _("Events of learning clusters"), "url": reverse("public_events")},
            {"text": one.name, "url": ""},
        ],
    }
    return render(request, "learning_cluster/public/event.html", context)


@require_safe
def material(request: HttpRequest, pk: int, material: int) -> HttpResponse:
    rows = EventMaterial.objects.filter(event__in=Event.objects.public(), is_public=True)
    row = get_object_or_404(rows, event=pk, pk=material)
    return handed_over(title=row.title, file=row.file, url=row.url)


def _home() -> list[dict[str, str]]:
    return [{"text": _("Home"), "url": reverse("home")}]

"""Announced events of public learning clusters as open data (L8)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from api.addresses import page
from api.answers import cacheable
from api.moments import stamp
from api.parameters import choice, optional_day, row_named
from api.problems import bad_parameter
from api.schema import SLUG, problems
from api.serialisers.events import EventSerialiser
from api.views.base import PublicView
from languages.codes import SL
from languages.translated import in_script
from learning_cluster.enums import EventKind
from learning_cluster.feeds import ClusterEvents
from learning_cluster.models import Cluster, Event
from learning_cluster.models.cluster import SARAJEVO
from learning_cluster.models.event import EventQuerySet

PARAMETERS = [
    OpenApiParameter("kind", str, enum=EventKind.values, description="What kind of event."),
    OpenApiParameter("cluster", SLUG, description="Slug of its learning cluster."),
    OpenApiParameter("from", date, description="Without it: what is not over yet."),
    OpenApiParameter("to", date, description="The last day, included."),
]
# Days are counted where the clusters are; their zones have one clock.
_ZONE = ZoneInfo(SARAJEVO)


class Events(PublicView):
    @extend_schema(
        operation_id="listEvents",
        description="Every announced event to come, or those of the days asked for.",
        parameters=PARAMETERS,
        responses={200: EventSerialiser(many=True), **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        rows = wanted(request, at=timezone.now())
        return cacheable(request, [event_facts(event) for event in rows])


def wanted(request: HttpRequest, *, at: datetime) -> EventQuerySet:
    """Return the events the parameters ask for; raises the problem of a malformed one."""
    rows = Event.objects.public().dated().with_names().order_by("period", "pk")
    if "kind" in request.GET:
        rows = rows.filter(kind=choice(request, "kind", tuple(EventKind.values)))
    cluster = row_named(request, "cluster", _public_cluster)
    if cluster is not None:
        rows = rows.filter(cluster=cluster)
    first, last = optional_day(request, "from"), optional_day(request, "to")
    if first and last and last < first:
        raise bad_parameter("to", _("The last day is before the first."))
    rows = rows.filter(period__endswith__gt=_midnight(first) if first else at)
    if last:
        rows = rows.filter(period__startswith__lt=_midnight(last + timedelta(days=1)))
    return rows


def event_facts(event: Event) -> dict[str, Any]:
    """Return what the API tells of an event: no person, no link to join."""
    language = get_language() or SL
    query = {"cluster": event.cluster.slug} | ({} if language == SL else {"lang": language})
    return {
        "id": event.pk,
        "title": event.name,
        "kind": event.kind,
        "cluster": event.cluster.slug,
        "state": event.state,
        "starts_at": stamp(event.period.lower, event.cluster.tz),
        "ends_at": stamp(event.period.upper, event.cluster.tz),
        "place": in_script(event.place),
        "page_url": page("public_event", event.pk),
        "feed_url": f"{page('public_feed', ClusterEvents.name)}?{urlencode(query)}",
    }


def _public_cluster(slug: str) -> Cluster | None:
    return Cluster.objects.public().filter(slug=slug).first()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), _ZONE)

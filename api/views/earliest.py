"""The first free time of a service at every place: what a citizen asks first (B23, B33)."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from api import parameters
from api.answers import cacheable
from api.moments import stamp
from api.problems import bad_parameter
from api.rows import find_municipality, find_service
from api.schema import URGENT, problems, slug
from api.serialisers.reads import EarliestSerialiser
from api.views.base import PublicView
from booking.availability.earliest import earliest
from booking.models import Location, Service
from booking.near import Point, kilometres_between
from languages.sorting import sort_key

WAIT, DISTANCE = "wait", "distance"


class Earliest(PublicView):
    @extend_schema(
        operation_id="listEarliest",
        description=(
            "The first free time of a service at every location that offers it. Where one unit is "
            "competent (`competence` is not `any`) the municipality narrows to that unit."
        ),
        parameters=[
            slug("The service."),
            OpenApiParameter(
                "sort", str, enum=[WAIT, DISTANCE], description="`distance` needs `near`."
            ),
            OpenApiParameter("near", str, description="`LAT,LON`, a postcode, or a place's name."),
            OpenApiParameter("municipality", str, description="Slug of a municipality."),
            OpenApiParameter(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": 1000},
                description="How many rows at most.",
            ),
            URGENT,
        ],
        responses={200: EarliestSerialiser, **problems(400, 404)},
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        at = timezone.now()
        service = find_service(slug)
        if service is None:
            raise Http404
        sort = parameters.choice(request, "sort", (WAIT, DISTANCE))
        limit = parameters.limit(request)
        point = parameters.near(request)
        if sort == DISTANCE and point is None:
            raise bad_parameter("near", _("Say from where the distance is to be measured."))
        unit = competent_unit(request, service)
        is_urgent = parameters.urgent(request, service)
        rows = sorted(table(service, unit, point, at, is_urgent=is_urgent), key=_BY[sort])
        return cacheable(
            request,
            {
                "competence": service.competence,
                "unit": unit.slug if unit else None,
                "results": [row["facts"] for row in rows[:limit]],
                "next": None,
            },
        )


def competent_unit(request: Request, service: Service) -> Location | None:
    """Return the unit competent for the municipality asked for; None where any is, or unsaid."""
    municipality = parameters.row_named(request, "municipality", find_municipality)
    return None if municipality is None or service.has_any_unit else municipality.unit


def table(
    service: Service,
    unit: Location | None,
    point: Point | None,
    at: datetime,
    *,
    is_urgent: bool = False,
) -> list[dict[str, Any]]:
    """Return a row per office that offers the service, with what it is sorted by."""
    first = earliest(service, at=at, unit=unit, is_urgent=is_urgent)
    offices = (
        Location.objects.offices()
        .offering(service.pk)
        .select_related("unit")
        .only("slug", "name", "time_zone", "latitude", "longitude", "unit__slug")
        .order_by()
    )
    if unit is not None:
        offices = offices.filter(unit=unit)
    return [row(office, first.get(office.pk), point, at) for office in offices]


def row(
    office: Location, starts_at: datetime | None, point: Point | None, at: datetime
) -> dict[str, Any]:
    """Return the facts of one office; distances in kilometres, waits in local days."""
    distance = None
    if point is not None and office.latitude is not None and office.longitude is not None:
        distance = round(kilometres_between(point, (office.latitude, office.longitude)), 1)
    facts = {
        "location": office.slug,
        "unit": office.unit.slug if office.unit else office.slug,
        "starts_at": None,
        "waiting_days": None,
        "distance_km": distance,
    }
    if starts_at is not None:
        facts["starts_at"] = stamp(starts_at, office.zone)
        facts["waiting_days"] = waiting_days(starts_at, office, at)
    far = (distance is None, distance or 0.0)
    wait = (starts_at is None, starts_at or at)
    return {"facts": facts, "far": far, "wait": wait, "name": sort_key(office.name)}


def waiting_days(starts_at: datetime, office: Location, at: datetime) -> int:
    """Return how many local days lie between `at` and the start."""
    zone = office.zone
    return (starts_at.astimezone(zone).date() - at.astimezone(zone).date()).days


_BY = {
    WAIT: lambda row: (row["wait"], row["far"], row["name"]),
    DISTANCE: lambda row: (row["far"], row["wait"], row["name"]),
}

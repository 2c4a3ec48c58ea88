"""Waiting times of the whole country as one table for spreadsheets (B33)."""

import csv
from collections.abc import Iterator
from datetime import datetime
from io import StringIO

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request

from api.answers import kept
from api.moments import stamp
from api.schema import problems
from api.views.base import PublicView
from api.views.earliest import waiting_days
from booking.availability.waiting_times import waiting_times
from booking.models import Location, Service
from languages.sorting import sort_key

SECONDS_FRESH = 60
MEDIA_TYPE = "text/csv"
COLUMNS = (
    "service",
    "service_name",
    "location",
    "location_name",
    "unit",
    "starts_at",
    "waiting_days",
)


class WaitingTimes(PublicView):
    @extend_schema(
        operation_id="waitingTimes",
        description=(
            "The first free time of every service at every location that offers it, as CSV in "
            "UTF-8; `starts_at` and `waiting_days` are empty when nothing is free."
        ),
        responses={
            (200, MEDIA_TYPE): OpenApiResponse(OpenApiTypes.STR, description="CSV with a header."),
            **problems(400),
        },
    )
    def get(self, request: Request) -> HttpResponse:
        text = StringIO()
        csv.writer(text).writerows([COLUMNS, *lines(timezone.now())])
        response = HttpResponse(text.getvalue(), content_type=f"{MEDIA_TYPE}; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="waiting-times.csv"'
        return kept(request, response, seconds=SECONDS_FRESH)


def lines(at: datetime) -> Iterator[tuple[object, ...]]:
    """Yield a line per service and location, services in catalogue order, places by name."""
    starts = waiting_times(at=at)
    offices = sorted(
        Location.objects.offices().select_related("unit"),
        key=lambda office: (sort_key(office.name), office.pk),
    )
    for service in Service.objects.by_appointment():
        name = service.name
        for office in offices:
            if (service.pk, office.pk) not in starts:
                continue
            start = starts[service.pk, office.pk]
            wait = (
                (stamp(start, office.zone), waiting_days(start, office, at)) if start else ("", "")
            )
            yield (service.slug, name, office.slug, office.name, office.unit.slug, *wait)

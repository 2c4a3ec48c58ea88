"""Free times of one place: the address that is asked most, so it asks the database least."""

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from api import parameters
from api.answers import cacheable
from api.moments import slot_facts
from api.problems import bad_parameter
from api.rows import find_location, find_service
from api.schema import URGENT, problems, slug
from api.serialisers.reads import SlotSerialiser
from api.views.base import PublicView
from booking.availability.slots import slots

MOST_DAYS = 31
# Farther away than any horizon; what lies beyond is free of times and safe to reckon with.
_REACH = timedelta(days=400)


class Slots(PublicView):
    @extend_schema(
        operation_id="listSlots",
        description="Free times of a service at a location, day by day (at most 31 days).",
        parameters=[
            slug("The location."),
            OpenApiParameter("service", str, required=True, description="Slug of the service."),
            OpenApiParameter("from", date, description="First day; today without it."),
            OpenApiParameter("to", date, description="Last day; six days later without it."),
            URGENT,
        ],
        responses={200: SlotSerialiser(many=True), **problems(400, 404)},
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        at = timezone.now()
        location = find_location(slug)
        if location is None:
            raise Http404
        service = parameters.required_row(request, "service", find_service)
        first, last = period(request, at.astimezone(location.zone).date())
        is_urgent = parameters.urgent(request, service)
        found = (
            slots(location, service, first, last, at=at, is_urgent=is_urgent)
            if first <= last
            else []
        )
        zone = location.zone
        return cacheable(request, [slot_facts(slot, zone) for slot in found])


def period(request: Request, today: date) -> tuple[date, date]:
    """Return the days asked for, without those out of every reach: 0001 and 9999 are dates too."""
    first = parameters.day(request, "from", today)
    last = parameters.day(
        request, "to", min(first, date.max - timedelta(days=6)) + timedelta(days=6)
    )
    if last < first:
        raise bad_parameter("to", _("The last day comes before the first."))
    if (last - first).days >= MOST_DAYS:
        raise bad_parameter("to", _("Ask for at most %(days)s days.") % {"days": MOST_DAYS})
    return max(first, today), min(last, today + _REACH)

"""Services, locations and municipalities: what there is to book, and where."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.addresses import booking_page, page
from api.answers import cacheable
from api.schema import problems
from api.serialisers.reads import LocationSerialiser, MunicipalitySerialiser, ServiceSerialiser
from api.views.base import PublicView
from booking.models import Location, Municipality, Service
from languages.sorting import sort_key

# Editors change these rarely; a partner may be a minute behind.
SECONDS_FRESH = 60


class Services(PublicView):
    @extend_schema(
        operation_id="listServices",
        description="Every service of the catalogue.",
        responses={200: ServiceSerialiser(many=True), **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        rows = Service.objects.active().select_related("category")
        return cacheable(request, [service_facts(row) for row in rows], seconds=SECONDS_FRESH)


class Locations(PublicView):
    @extend_schema(
        operation_id="listLocations",
        description="Every office one can go to.",
        responses={200: LocationSerialiser(many=True), **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        rows = Location.objects.offices().select_related("unit")
        return cacheable(request, [location_facts(row) for row in rows], seconds=SECONDS_FRESH)


class Municipalities(PublicView):
    @extend_schema(
        operation_id="listMunicipalities",
        description="Every municipality and the unit competent for it.",
        responses={200: MunicipalitySerialiser(many=True), **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        rows = Municipality.objects.values_list("slug", "name", "unit__slug")
        listed = sorted(rows, key=lambda row: sort_key(row[1]))
        facts = [{"slug": slug, "name": name, "unit": unit} for slug, name, unit in listed]
        return cacheable(request, facts, seconds=SECONDS_FRESH)


def service_facts(service: Service) -> dict[str, Any]:
    """Return what the API tells of a service, in the active language."""
    return {
        "slug": service.slug,
        "name": service.name,
        "minutes": service.minutes,
        "max_people": service.max_people,
        "any_unit": service.has_any_unit,
        "competence": service.competence,
        "category": service.category.slug,
        "category_name": service.category.name,
        "appointment": service.appointment_need,
        "appointment_note": service.appointment_note or None,
        "urgent": service.urgent if service.has_urgent_path else None,
        "page_url": page("service", service.slug),
        "booking_url": booking_page(service),
    }


def location_facts(location: Location) -> dict[str, Any]:
    """Return what the API tells of an office; coordinates in degrees."""
    return {
        "slug": location.slug,
        "name": location.name,
        "unit": location.unit.slug if location.unit else location.slug,
        "kind": location.kind,
        "address": location.address,
        "postcode": location.postcode,
        "town": location.town,
        "lat": location.latitude,
        "lon": location.longitude,
        "bookable": location.is_bookable(),
        "page_url": page("location", location.slug),
    }

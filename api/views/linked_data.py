"""Services, organisations and data sets as JSON-LD and Turtle, for catalogues to harvest (U4)."""

import re

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request

from api.data_sets import data_sets
from api.linked_data import FORMATS, JSON_LD, SUFFIXES, TURTLE, Linked, answer, services
from api.schema import problems, slug
from api.views.base import PublicView

SLUG = re.compile(r"[-\w]{1,80}", re.ASCII)
_SUFFIX = OpenApiParameter(
    "suffix", str, OpenApiParameter.PATH, enum=list(SUFFIXES), description="The format."
)
_DOCUMENT = {
    (200, JSON_LD): OpenApiResponse(OpenApiTypes.OBJECT, description="In all languages at once."),
    (200, TURTLE): OpenApiResponse(OpenApiTypes.STR, description="In all languages at once."),
}
_CHOSEN = " `Accept` chooses JSON-LD or Turtle; anything else gets JSON-LD."


class Catalogue(PublicView):
    @extend_schema(
        operation_id="catalogue",
        description="All services and units in CPSV-AP." + _CHOSEN,
        responses={**_DOCUMENT, **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        return _negotiated(request, _found(services()))


class CatalogueFile(PublicView):
    @extend_schema(
        operation_id="catalogueFile",
        description="All services and units in CPSV-AP.",
        parameters=[_SUFFIX],
        responses={**_DOCUMENT, **problems(400, 404)},
    )
    def get(self, request: Request, suffix: str) -> HttpResponse:
        return answer(request, _found(services()), _format(suffix))


class ServiceEntry(PublicView):
    @extend_schema(
        operation_id="catalogueService",
        description="One service in CPSV-AP with the units that offer it." + _CHOSEN,
        parameters=[slug("The service.")],
        responses={**_DOCUMENT, **problems(400, 404)},
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        return _negotiated(request, _found(services(slug)))


class ServiceFile(PublicView):
    @extend_schema(
        operation_id="catalogueServiceFile",
        description="One service in CPSV-AP with the units that offer it.",
        parameters=[slug("The service."), _SUFFIX],
        responses={**_DOCUMENT, **problems(400, 404)},
    )
    def get(self, request: Request, slug: str, suffix: str) -> HttpResponse:
        media_type = _format(suffix)
        return answer(request, _found(services(slug) if SLUG.fullmatch(slug) else None), media_type)


class DataSets(PublicView):
    @extend_schema(
        operation_id="dataSets",
        description="The open data of the portal in DCAT-AP." + _CHOSEN,
        responses={**_DOCUMENT, **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        return _negotiated(request, data_sets())


class DataSetsFile(PublicView):
    @extend_schema(
        operation_id="dataSetsFile",
        description="The open data of the portal in DCAT-AP.",
        parameters=[_SUFFIX],
        responses={**_DOCUMENT, **problems(400, 404)},
    )
    def get(self, request: Request, suffix: str) -> HttpResponse:
        return answer(request, data_sets(), _format(suffix))


def _negotiated(request: Request, document: Linked) -> HttpResponse:
    wanted = request.get_preferred_type(list(FORMATS)) or JSON_LD
    return answer(request, document, str(wanted), is_negotiated=True)


def _format(suffix: str) -> str:
    if suffix not in SUFFIXES:
        raise Http404
    return SUFFIXES[suffix]


def _found(document: Linked | None) -> Linked:
    if document is None:
        raise Http404
    return document

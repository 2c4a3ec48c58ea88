"""The list of addresses, the OpenAPI document, and the answer to every other address."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import include, path
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.answers import cacheable, kept
from api.schema import problems
from api.views.base import ApiView, PublicView
from languages.codes import EN

PREFIX = "api/v1/"
SECONDS_FRESH = 300

ADDRESSES = {
    "services": "services/",
    "locations": "locations/",
    "municipalities": "municipalities/",
    "earliest": "services/{slug}/earliest/",
    "slots": "locations/{slug}/slots/",
    "waiting_times": "waiting-times.csv",
    "courses": "courses/",
    "runs": "runs/",
    "events": "events/",
    "feeds": "feeds/",
    "catalogue": "catalogue/",
    "catalogue_jsonld": "catalogue.jsonld",
    "catalogue_turtle": "catalogue.ttl",
    "catalogue_service": "catalogue/{slug}/",
    "datasets": "datasets/",
    "datasets_jsonld": "datasets.jsonld",
    "datasets_turtle": "datasets.ttl",
    "holds": "holds/",
    "schema": "schema/",
}


class Root(PublicView):
    @extend_schema(
        operation_id="listAddresses",
        description="The addresses of this API; `{slug}` is to be filled in.",
        responses={
            200: {"type": "object", "additionalProperties": {"type": "string"}},
            **problems(400),
        },
    )
    def get(self, request: Request) -> HttpResponse:
        base = f"{settings.BASE_URL.rstrip('/')}/{PREFIX}"
        addresses = {name: base + address for name, address in ADDRESSES.items()}
        return cacheable(request, addresses, seconds=SECONDS_FRESH)


class OpenApi(PublicView):
    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        response = HttpResponse(openapi(), content_type=OpenApiJsonRenderer.media_type)
        return kept(request, response, seconds=SECONDS_FRESH)


class Unknown(ApiView):
    """Every other address, whatever the method."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Http404


@lru_cache(maxsize=1)
def openapi() -> bytes:
    """Return the document, in English for programmers; it changes only with the program."""
    patterns = [path(PREFIX, include("api.urls"))]
    with translation.override(EN):
        document = SchemaGenerator(patterns=patterns).get_schema(request=None, public=True)
        return OpenApiJsonRenderer().render(document, renderer_context={})

"""The OpenAPI document: what every operation shares, and how partners sign in."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from api.serialisers.problems import ProblemSerialiser
from languages.offered import offered

PROBLEM = "application/problem+json"

WHEN = {
    400: "A query parameter is malformed; `errors` names it.",
    401: "The token is missing or not valid.",
    404: "There is no such thing, or it is not yours.",
    409: "Not possible as things stand; `code` says why.",
    410: "The hold has expired and its time is gone.",
    413: "The body is larger than 100 kB.",
    415: "The body is not JSON.",
    422: "A field is malformed or breaks a rule of booking; `errors` names it.",
    429: "Too many wrong tokens from this address.",
    503: "A lock could not be had in time; try again after `Retry-After` seconds.",
}
PARTNER = (400, 401, 404, 413, 415, 422, 429, 503)

LANG = OpenApiParameter(
    "lang",
    str,
    enum=list(offered()),
    description="Language of names and messages; without it Accept-Language decides.",
)
URGENT = OpenApiParameter(
    "urgent",
    str,
    enum=["0", "1"],
    description=(
        "With `1` also the time kept for cases that meet the conditions of the service (`urgent`); "
        "it is held with `urgent: true`."
    ),
)

SLUG = {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,80}$"}


def slug(description: str) -> OpenApiParameter:
    """Return the documentation of an address's slug."""
    return OpenApiParameter("slug", SLUG, OpenApiParameter.PATH, description=description)


def problems(*statuses: int) -> dict[Any, OpenApiResponse]:
    """Return the documentation of the problem answers an operation may give."""
    return {
        (status, PROBLEM): OpenApiResponse(ProblemSerialiser, description=WHEN[status])
        for status in statuses
    }


class Schema(AutoSchema):
    """Every operation takes `lang`; public and partner operations are told apart by a tag."""

    def get_override_parameters(self) -> list[Any]:
        return [LANG]

    def get_tags(self) -> list[str]:
        return ["partner" if self.view.authentication_classes else "public"]

    def get_filter_backends(self) -> list[Any]:
        return []


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "api.authentication.PartnerTokens"
    name = "partnerToken"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": ("`Token` and a space before the partner's token."),
        }

"""The OpenAPI document: what every operation shares, and how partners sign in."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from api.serialisers.problems import ProblemSerialiser
from languages.codes import CODES

PROBLEM = "application/problem+json"

WHEN = {
    400: _("A query parameter is malformed; `errors` names it."),
    401: _("The token is missing or not valid."),
    404: _("There is no such thing, or it is not yours."),
    409: _("Not possible as things stand; `code` says why."),
    410: _("The hold has expired and its time is gone."),
    413: _("The body is larger than 100 kB."),
    415: _("The body is not JSON."),
    422: _("A field is malformed or breaks a rule of booking; `errors` names it."),
    429: _("Too many wrong tokens from this address."),
    503: _("A lock could not be had in time; try again after `Retry-After` seconds."),
}
PARTNER = (400, 401, 404, 413, 415, 422, 429, 503)

LANG = OpenApiParameter(
    "lang",
    str,
    enum=list(CODES),
    description=_("Language of names and messages; without it Accept-Language decides."),
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
            "description": str(_("`Token` and a space before the partner's token.")),
        }

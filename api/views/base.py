"""What every view of the API does: one language, JSON only, problems as problem details."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from api import parameters
from api.authentication import PartnerTokens
from api.parsing import StrictJSONParser
from api.problems import Problem
from api.schema import Schema
from languages.accept import preferred
from languages.codes import html_lang
from languages.offered import offered


class OneFormat(BaseContentNegotiation):
    """There is one format per address, whatever the Accept header asks for."""

    def select_parser(self, request: Request, parsers: Iterable[Any]) -> Any:
        main = (request.content_type or "").split(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == main), None)

    def select_renderer(
        self, request: Request, renderers: Iterable[Any], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        renderer = next(iter(renderers))
        return renderer, renderer.media_type


class ApiView(APIView):
    content_negotiation_class = OneFormat
    parser_classes = [StrictJSONParser]
    http_method_names = ["get", "head", "post", "delete"]
    schema = Schema()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer in the language of `?lang=`, else of Accept-Language.

        A cookie has no say: an answer that caches share must not depend on it.
        """
        language = preferred(request.headers.get("Accept-Language", ""), offered())
        self.refusal: Exception | None = None
        try:
            language = parameters.language_of(request) or language
        except (Problem, SuspiciousOperation) as refusal:
            self.refusal = refusal
        with translation.override(language):
            response = super().dispatch(request, *args, **kwargs)
        response["Content-Language"] = html_lang(language)
        return response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.refusal is not None:
            raise self.refusal


class PublicView(ApiView):
    """Read by anybody, kept by any cache."""


class PartnerView(ApiView):
    """For partner systems with a token; what others made does not exist for them."""

    authentication_classes = [PartnerTokens]
    permission_classes = [PartnerTokens.Needed]

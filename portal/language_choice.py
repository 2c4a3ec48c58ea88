"""`/` leads to the portal in the reader's language."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

from languages.accept import preferred
from languages.offered import offered


def choose_language(request: HttpRequest) -> HttpResponse:
    language = preferred(request.headers.get("Accept-Language", ""), offered())
    response = HttpResponseRedirect(f"/{language}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response

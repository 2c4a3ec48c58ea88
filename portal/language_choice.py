"""`/` leads to the portal in the reader's language."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

from languages.accept import preferred


def choose_language(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(f"/{preferred(request.headers.get('Accept-Language', ''))}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response

"""Names for the addresses of pages, so that templates of every app can link to them.

Wagtail serves them; these views only pass the path on.
"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.views import serve


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    return serve(request, path)


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    return serve(request, f"storitve/{slug}/")

"""Names for the addresses of pages, so that templates of every app can link to them.

Wagtail serves them; these views only tell it which page.
"""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from cms_pages.models import ServicePage


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    return serve(request, path)


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """Find the page by language and address: Wagtail would ask its way down the tree."""
    pages = ServicePage.objects.live().filter(slug=slug, locale__language_code=get_language())
    page = pages.select_related("service__category", "locale").order_by("path").first()
    request._wagtail_route_for_request = RouteResult(page) if page else None  # type: ignore[attr-defined]  # read by Wagtail
    return serve(request, "")

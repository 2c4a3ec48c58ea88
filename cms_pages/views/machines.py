"""What crawlers ask for first: robots.txt and the sitemap (U4)."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms_pages.kept_pages import kept_by_version
from cms_pages.sitemap import entries, files
from languages.offered import offered

SECONDS_FRESH = 3600
# Below a language: the walk, the pages of one booking, and lists without end.
CLOSED_PAGES = (
    ("book", ("x",)),
    ("book_know", ()),
    ("manage", ("x",)),
    ("find_booking", ()),
    ("search", ()),
)
CLOSED_ADDRESSES = ("/admin/", "/prijava/", "/api/v1/holds/", "/api/v1/appointments/")


@require_safe
@cache_control(public=True, max_age=SECONDS_FRESH)
def robots(request: HttpRequest) -> HttpResponse:
    """Keep crawlers out of the walk, of bookings, of the admin and of search results."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed()), ""]
    lines += [f"Sitemap: {_absolute(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=SECONDS_FRESH)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Return the sitemap, or the list of its files where one would be too large."""
    drawn = _files(request)
    if len(drawn) == 1:
        return _file(drawn, 1)
    numbers = range(1, len(drawn) + 1)
    addresses = [_absolute(reverse("sitemap_file", args=[number])) for number in numbers]
    context = {"files": addresses}
    return render(request, "cms_pages/sitemap_index.xml", context, content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=SECONDS_FRESH)
def sitemap_file(request: HttpRequest, number: int) -> HttpResponse:
    return _file(_files(request), number)


def closed() -> list[str]:
    """Return the beginnings of the addresses that crawlers shall leave alone."""
    found = list(CLOSED_ADDRESSES)
    for code in offered():
        with override(code):
            paths = [reverse(name, args=args) for name, args in CLOSED_PAGES]
        found += [_section(path) for path in paths]
    return found


def _section(path: str) -> str:
    """Return the first two parts of a path: the language and what all such pages begin with."""
    return "/".join(path.split("/")[:3]) + "/"


def _files(request: HttpRequest) -> list[str]:
    """Return the files of the sitemap, which takes seconds to draw: once for a content version."""

    def draw() -> list[str]:
        parts = files(entries(request))
        return [render_to_string("cms_pages/sitemap.xml", {"entries": part}) for part in parts]

    return kept_by_version(f"sitemap:{settings.BASE_URL}", draw, seconds=SECONDS_FRESH)


def _file(drawn: list[str], number: int) -> HttpResponse:
    if not 1 <= number <= len(drawn):
        raise Http404
    return HttpResponse(drawn[number - 1], content_type="application/xml")


def _absolute(path: str) -> str:
    return settings.BASE_URL.rstrip("/") + path

"""Names for the addresses of pages, so that templates of every app can link to them.

Wagtail serves them. Where a language has no live page under a name that every page of the portal
links to, its Slovene text stands in, and for a service its facts, so no link of ours is dead.
"""

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from booking.models import Service
from cms_pages.enums import StatementKind
from cms_pages.linked_pages import standing_in
from cms_pages.models import (
    ServiceIndexPage,
    ServicePage,
    StatementPage,
    TrainingIndexPage,
    TrainingPage,
)
from cms_pages.shown import show
from languages.codes import SL
from training.models import Training


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    try:
        return serve(request, path)
    except Http404:
        stand_in = standing_in(path.strip("/"))
        if stand_in is None:
            raise
        return _answer(request, stand_in)


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    try:
        return serve(request, "storitve/")
    except Http404:
        return _answer(request, ServiceIndexPage(title=_("Services"), locale=_locale()))


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """Find the page by language and address: Wagtail would ask its way down the tree."""
    pages = ServicePage.objects.live().filter(slug=slug, locale__language_code=get_language())
    page = _with_facts(pages).order_by("path").first()
    if page is None:
        row = get_object_or_404(Service.objects.active(), slug=slug)
        bare = ServicePage(service=row, locale=_locale())
        bare.take_name()
        return _answer(request, bare)
    request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]  # read by Wagtail
    return serve(request, "")


@require_safe
def trainings(request: HttpRequest) -> HttpResponse:
    try:
        return serve(request, "usposabljanja/")
    except Http404:
        return _answer(request, TrainingIndexPage(title=_("Trainings"), locale=_locale()))


@require_safe
def training(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a training of the catalogue, with its prose where there is a page; else another page."""
    row = Training.objects.with_bundle().with_variants().filter(slug=slug).first()
    if row is None:
        return serve(request, f"usposabljanja/{slug}/")
    if not row.is_published:
        raise Http404
    pages = TrainingPage.objects.live().filter(training=row, locale__language_code=get_language())
    page = pages.select_related("locale").order_by("path").first()
    if page is None:
        bare = TrainingPage(training=row, locale=_locale())
        bare.take_name()
        return _answer(request, bare)
    page.training = row
    request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]  # read by Wagtail
    return serve(request, "")


@require_safe
def guidelines(request: HttpRequest) -> HttpResponse:
    """Show the didactic guidelines in force, with their page around them where there is one."""
    try:
        return serve(request, "usposabljanja/didakticne-smernice/")
    except Http404:
        title = _("Didactic guidelines for trainers")
        bare = StatementPage(title=title, kind=StatementKind.GUIDELINES, locale=_locale())
        return _answer(request, bare)


def _with_facts(pages: models.QuerySet[ServicePage]) -> models.QuerySet[ServicePage]:
    return pages.select_related("service__category", "locale").prefetch_related(
        "service__fee_changes"
    )


def _answer(request: HttpRequest, found: Page) -> HttpResponse:
    show(request, found)
    response: HttpResponse = found.serve(request)
    return response


def _locale() -> Locale:
    try:
        return Locale.get_active()
    except (LookupError, Locale.DoesNotExist):
        return Locale.objects.get(language_code=SL)

"""The notice for the premises, to print by anybody, and the short address it gives (B38)."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from booking.models import Location
from booking.premises import notice
from booking.views.public.paper import as_pdf
from languages.accept import preferred
from languages.codes import SL
from languages.offered import offered

FORMS = ("html", "pdf")


@require_safe
def premises(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Return the notice of an office; `?tudi=en&tudi=sr` adds those languages.

    It is Slovene first whoever asks for it.
    """
    if form not in FORMS:
        raise Http404
    offices = Location.objects.offices().select_related("unit").prefetch_related("hours")
    office = get_object_or_404(offices, slug=slug)
    with translation.override(SL):
        page = notice(office, request.GET.getlist("tudi"), at=timezone.now(), paper=form == "pdf")
    if form == "html":
        return HttpResponse(page)
    instead = f"{reverse('premises', args=[slug, 'html'])}?{request.GET.urlencode()}"
    return as_pdf(request, page, name=f"{slug}-obvestilo.pdf", instead=instead)


@require_safe
def short(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead from the short address to the office's page in the reader's language."""
    place = get_object_or_404(Location, slug=slug)
    with translation.override(preferred(request.headers.get("Accept-Language", ""), offered())):
        response = HttpResponseRedirect(place.get_absolute_url())
    patch_vary_headers(response, ["Accept-Language"])
    return response

"""What to bring for a service, as a sheet to print (U1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from booking.bring_list import list_page
from booking.cases import read_cases, with_cases
from booking.models import Service
from booking.views.public.paper import as_pdf


@require_safe
def bring_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the sheet for the cases of `?primer=child&primer=lost`, with the way to print it."""
    page = list_page(_service(slug), read_cases(request.GET), at=timezone.now(), paper=False)
    return HttpResponse(page)


@require_safe
def bring_list_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the sheet as a PDF, or lead to the page instead."""
    service, cases = _service(slug), read_cases(request.GET)
    page = list_page(service, cases, at=timezone.now(), paper=True)
    instead = with_cases(reverse("bring_list", args=[slug]), cases)
    return as_pdf(request, page, name=f"{slug}.pdf", instead=instead)


def _service(slug: str) -> Service:
    return get_object_or_404(Service.objects.active(), slug=slug)

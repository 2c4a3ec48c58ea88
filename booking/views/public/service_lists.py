"""Services of one category or for one life event (U3)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from booking.information.service_rows import service_rows
from booking.models import LifeEvent, ServiceCategory


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(ServiceCategory, slug=slug)
    return _list(request, row)


@require_safe
def life_event(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(LifeEvent, slug=slug)
    return _list(request, row)


def _list(request: HttpRequest, group: ServiceCategory | LifeEvent) -> HttpResponse:
    services = list(group.services.active())
    rows = service_rows(services, at=timezone.now())
    context = {"group": group, "rows": rows}
    return render(request, "booking/public/service_list.html", context)

"""The service of an address: unknown ones are not found, others may need no appointment."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from booking.models import Service

View = Callable[..., HttpResponse]


def of_service(view: View) -> View:
    """Hand the view a Service for the slug in the address."""

    @wraps(view)
    def wrapped(request: HttpRequest, service: str, **places: str) -> HttpResponse:
        found = get_object_or_404(Service.objects.active(), slug=service)
        if not found.is_by_appointment:
            return redirect("book", service=service)
        return view(request, found, **places)

    return wrapped

"""Before places are offered: what only the visitor knows (B14, B21)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from booking.forms.start import StartForm
from booking.models import Municipality, Service
from booking.views.walk import session
from booking.views.walk.choice import ask_first, carried, is_urgent, read_choice, start_form
from languages.sorting import sort_key


def start(request: HttpRequest, service: str) -> HttpResponse:
    """Ask, or go straight to the places where there is nothing to ask."""
    wanted = get_object_or_404(Service.objects.active(), slug=service)
    if not wanted.is_by_appointment:
        return render(request, "booking/walk/not_by_appointment.html", {"service": wanted})
    if is_urgent(request.GET, wanted) and not session.urgent_reason(request, wanted):
        return ask_first(request, wanted)
    form = StartForm(service=wanted)
    is_answered = any(name in request.GET for name in form.fields) or not form.has_question
    if is_answered:
        choice = read_choice(request, wanted)
        if choice is not None:
            return redirect(choice.url("book_where"))
        form = start_form(request.GET, wanted)
    names = [] if wanted.has_any_unit else Municipality.objects.values_list("name", flat=True)
    context = {
        "service": wanted,
        "form": form,
        "municipalities": sorted(names, key=sort_key),
        "travelling": {
            name: text for name, text in carried(request.GET).items() if name not in form.fields
        },
    }
    return render(request, "booking/walk/start.html", context)

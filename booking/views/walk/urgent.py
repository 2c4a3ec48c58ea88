"""The way to the time kept for urgent cases: the conditions, and why a case meets them (B35)."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from booking.forms.urgent import UrgentForm
from booking.models import Service
from booking.views.walk import session
from booking.views.walk.choice import carried
from booking.views.walk.posted import posted
from booking.views.walk.service import of_service
from booking.views.walk.when import office_named


@never_cache
@sensitive_post_parameters()
@of_service
def urgent(request: HttpRequest, service: Service) -> HttpResponse:
    """Ask, keep the reason in the session and go on to the times of `office`, or to the places."""
    data = request.POST if request.method == "POST" else request.GET
    answers = carried(data)
    if not service.has_urgent_path:
        return redirect(_address(service, "", {**answers, "urgent": ""}))
    office = office_named(data["office"]).slug if data.get("office") else ""
    kept = session.urgent_reason(request, service)
    form = UrgentForm(posted(request), initial={"reason": kept, "meets_conditions": bool(kept)})
    if request.method == "POST" and form.is_valid():
        session.keep_draft(request, service, urgent_reason=form.cleaned_data["reason"])
        return redirect(_address(service, office, {**answers, "urgent": "1"}))
    context = {
        "service": service,
        "form": form,
        "hidden": {**answers, "office": office},
        "ordinary_url": _address(service, office, {**answers, "urgent": ""}),
    }
    return render(request, "booking/walk/urgent.html", context)


def _address(service: Service, office: str, answers: dict[str, str]) -> str:
    """Return the times of the office, else the first step, with the answers given so far."""
    place = [office] if office else []
    path = reverse("book_when" if office else "book", args=[service.slug, *place])
    query = urlencode({name: text for name, text in answers.items() if text})
    return f"{path}?{query}" if query else path

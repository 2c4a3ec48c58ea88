"""Waiting times of the whole country for one service (B33)."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from booking.information.linked_data import rdf_files
from booking.information.most_wanted import most_wanted
from booking.information.waiting_times import waiting_times as waits
from booking.models import Service
from languages.sorting import sort_key

SORTS = ("wait", "name")
CSV_ADDRESS = "/api/v1/waiting-times.csv"


class ServiceForm(forms.Form):
    def __init__(self, services: list[Service], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = {service.slug: service for service in services}
        named = sorted(services, key=lambda service: sort_key(service.short_name, get_language()))
        choices = [(row.slug, row.short_name) for row in named]
        self.fields["service"] = forms.ChoiceField(label=_("Service"), choices=choices)

    def chosen(self) -> Service | None:
        return self.services[self.cleaned_data["service"]] if self.is_valid() else None


@require_safe
def waiting_times(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    wanted = most_wanted(at=at, limit=1000)
    data = request.GET if "service" in request.GET else None
    form = ServiceForm(wanted, data, initial={"service": wanted[0].slug} if wanted else None)
    service = form.chosen() or (wanted[0] if wanted else None)
    sort = "name" if request.GET.get("sort") == "name" else "wait"
    context = {
        "form": form,
        "service": service,
        "rows": waits(service, at=at, sort=sort) if service else [],
        "tabs": _tabs(service, sort) if service else [],
        "csv_url": CSV_ADDRESS,
        "data_files": [{"url": CSV_ADDRESS, "type": "text/csv"}, *rdf_files("datasets")],
        "sort": sort,
    }
    return render(request, "booking/public/waiting_times.html", context)


def _tabs(service: Service, sort: str) -> list[dict[str, object]]:
    texts = {"wait": _("Shortest wait"), "name": _("By name")}
    return [
        {
            "text": texts[key],
            "url": "?" + urlencode({"service": service.slug, "sort": key}),
            "is_current": key == sort,
        }
        for key in SORTS
    ]

"""The page of a unit and of an office (U2). A unit lists its offices; an office has hours."""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from booking.enums import Channel, LocationKind
from booking.information.first_free_here import first_free_here
from booking.information.linked_data import office_node, unit_node
from booking.information.office_hours import OfficeHours, day_rows, day_text, office_hours
from booking.information.service_rows import no_time_note
from booking.information.waiting_times import waiting_days
from booking.models import Location, Service
from languages.codes import SL
from languages.dates import date_time, wait
from languages.sorting import sort_key


@require_safe
def location(request: HttpRequest, slug: str) -> HttpResponse:
    place = get_object_or_404(Location.objects.select_related("unit"), slug=slug)
    if place.kind == LocationKind.UNIT:
        return render(request, "booking/public/unit.html", _unit_context(place))
    return render(request, "booking/public/location.html", _office_context(place))


def _unit_context(unit: Location) -> dict[str, Any]:
    at = timezone.now()
    offices = list(unit.get_descendants().select_related("unit"))
    hours = office_hours(offices, at=at)
    municipalities = [row.name for row in unit.municipalities.all()]
    return {
        "place": unit,
        "is_bookable": unit.is_bookable(Channel.WEB),
        "offices": [{"place": office, "today": _today(hours[office.pk])} for office in offices],
        "municipalities": ", ".join(sorted(municipalities, key=sort_key)),
        "structured_data": unit_node(unit, offices),
    }


def _office_context(office: Location) -> dict[str, Any]:
    at = timezone.now()
    hours = office_hours([office], at=at)[office.pk]
    offered = Service.objects.active().filter(counters__location=office, counters__is_active=True)
    services = list(offered.distinct().select_related("category"))
    found = first_free_here(office, services, at=at)
    return {
        "place": office,
        "is_bookable": office.is_bookable(Channel.WEB),
        "hours": hours,
        "today": _today(hours),
        "week": day_rows(hours),
        "categories": _by_category(services, found, office, at),
        "structured_data": office_node(office, hours),
    }


def _today(hours: OfficeHours) -> str:
    return day_text(hours.today) if hours.is_known else ""


def _by_category(
    services: list[Service], found: dict[int, datetime], office: Location, at: datetime
) -> list[dict[str, Any]]:
    """Return the office's services under the names of their categories, in catalogue order."""
    return [
        {"name": name, "rows": [_row(row, found.get(row.pk), office, at) for row in members]}
        for name, members in groupby(services, key=lambda service: service.category.name)
    ]


def _row(
    service: Service, start: datetime | None, office: Location, at: datetime
) -> dict[str, str]:
    """Return a row of components/service_row.html; an office that is switched off has no times."""
    row = {"name": service.short_name, "url": service.get_absolute_url(), "first_free": ""}
    if start is not None:
        language = get_language() or SL
        days = wait(waiting_days(start, office, at=at), language)
        row["first_free"] = f"{date_time(start, office.zone, language)} · {days}"
    elif not office.is_bookable(Channel.WEB):
        row["note"] = _("come during opening hours")
    else:
        row["note"] = no_time_note(service)
    return row

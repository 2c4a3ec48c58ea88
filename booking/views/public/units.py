"""The list of all administrative units by region (U2, B8)."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from booking.models import Location
from booking.search import clean_question, folded
from languages.sorting import sort_key


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    question = clean_question(request.GET.get("q", ""))
    found = [unit for unit in _all_units() if folded(question) in _haystack(unit)]
    context = {
        "question": question,
        "count": len(found),
        "regions": _by_region(found),
    }
    return render(request, "booking/public/units.html", context)


def _all_units() -> list[Location]:
    return list(
        Location.objects.units()
        .select_related("unit")
        .prefetch_related("offices", "municipalities")
    )


def _haystack(unit: Location) -> str:
    """Return everything one may know the unit by: its name, its offices, its municipalities."""
    names = [unit.name, unit.name_minority, unit.town, unit.postcode, unit.region]
    names += [f"{office.name} {office.town}" for office in unit.offices.all()]
    names += [municipality.name for municipality in unit.municipalities.all()]
    return folded(" ".join(names))


def _by_region(units: list[Location]) -> list[dict[str, Any]]:
    units = sorted(units, key=lambda unit: (sort_key(unit.region), sort_key(unit.name)))
    return [
        {"name": region, "units": list(members)}
        for region, members in groupby(units, key=lambda unit: unit.region)
    ]

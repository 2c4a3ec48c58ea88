"""When: the next five times first, then the days with their free times (B20, B21)."""

import secrets
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from booking.availability.earliest import earliest
from booking.availability.slots import Slot, next_slots, slots
from booking.availability.window import last_day
from booking.errors import BookingError
from booking.forms.when import DaysForm
from booking.models import Location, Service
from booking.views.walk import rows
from booking.views.walk.choice import Choice, ask_first, read_choice
from booking.views.walk.days import Days
from booking.views.walk.service import of_service

DAYS_SHOWN = 14


@of_service
def when(request: HttpRequest, service: Service, location: str) -> HttpResponse:
    choice = read_choice(request, service)
    if choice is None:
        return ask_first(request, service, location)
    return when_page(request, choice, office_named(location))


def office_named(slug: str) -> Location:
    return get_object_or_404(Location.objects.offices().select_related("unit"), slug=slug)


def when_page(
    request: HttpRequest, choice: Choice, office: Location, error: BookingError | None = None
) -> HttpResponse:
    """Return the page of free times, after a refused hold with the reason and the nearest ones."""
    at = timezone.now()
    is_offered = _is_offered(choice, office)
    context = {
        "choice": choice,
        "service": choice.service,
        "office": office,
        "urgent_url": urgent_url(choice, office),
        "ordinary_url": choice.but(urgent_reason="").url("book_when", office.slug),
        "error": error,
        "is_offered": is_offered,
        "where_url": choice.url("book_where"),
        "hidden": {**choice.query, "key": secrets.token_urlsafe(24)},
    }
    if is_offered:
        context |= _times(request, choice, office, at)
    if error:
        context["near"] = _nearest(choice, error)
    status = 200 if error is None else 503 if error.code == "busy" else 409
    response = render(request, "booking/walk/when.html", context, status=status)
    # Its key leads to the hold it is pressed with: a page shared by a cache would share holds.
    patch_cache_control(response, private=True)
    return response


def _is_offered(choice: Choice, office: Location) -> bool:
    unit = choice.municipality.unit_id if choice.municipality else office.unit_id
    offering = Location.objects.offering(choice.service.pk)
    return (
        office.is_bookable() and office.unit_id == unit and offering.filter(pk=office.pk).exists()
    )


def _times(request: HttpRequest, choice: Choice, office: Location, at: datetime) -> dict:
    among: dict[str, Any] = {"at": at, "people": choice.people, "is_urgent": choice.is_urgent}
    soon = next_slots(office, choice.service, **among)
    if not soon:
        return {"elsewhere": _elsewhere(choice, office, at)}
    form = DaysForm(request.GET)
    form.is_valid()
    today = at.astimezone(office.zone).date()
    # Where the next weeks are full, the list begins with the first day that has something.
    first = form.cleaned_data.get("od") or soon[0].starts_at.astimezone(office.zone).date()
    days = Days(today, last_day(choice.service, at, office.zone), DAYS_SHOWN, first)
    found = slots(office, choice.service, days.first, days.last, **among)
    return {
        "days_form": form,
        "next_groups": rows.listed(soon, office),
        "hold_url": hold_url(choice, office),
        "days": _day_rows(choice, office, days, found, form.cleaned_data.get("dan")),
        "earlier_url": _page_url(choice, office, days.earlier),
        "later_url": _page_url(choice, office, days.later),
    }


def hold_url(choice: Choice, office: Location) -> str:
    return reverse("book_hold", args=[choice.service.slug, office.slug])


def urgent_url(choice: Choice, office: Location | None = None) -> str:
    """Return where somebody says that their case is urgent; "" where there is no such path."""
    if choice.moves or choice.urgent_reason or not choice.service.has_urgent_path:
        return ""
    return choice.url("book_urgent", **({"office": office.slug} if office else {}))


def _day_rows(
    choice: Choice, office: Location, days: Days, found: list[Slot], chosen: date | None
) -> list[dict]:
    by_day: dict[date, list[Slot]] = {}
    for slot in found:
        by_day.setdefault(slot.starts_at.astimezone(office.zone).date(), []).append(slot)
    return [
        {
            "text": rows.day_text(day),
            "count": len(by_day.get(day, [])),
            "url": choice.url(
                "book_when", office.slug, od=days.first.isoformat(), dan=day.isoformat()
            )
            + "#days",
            "is_chosen": day == chosen,
            "note": rows.day_note(day),
            "groups": rows.day_groups(by_day.get(day, []), office) if day == chosen else [],
        }
        for day in days.listed(by_day)
    ]


def _page_url(choice: Choice, office: Location, first: date | None) -> str:
    return choice.url("book_when", office.slug, od=first.isoformat()) if first else ""


def _elsewhere(choice: Choice, office: Location, at: datetime) -> dict | None:
    """Return the first free time at another office, so that "nothing free" is not the last word."""
    unit = choice.municipality.unit if choice.municipality else None
    found = earliest(choice.service, at=at, unit=unit, is_urgent=choice.is_urgent)
    found.pop(office.pk, None)
    if not found:
        return None
    key = min(found, key=lambda one: found[one])
    other = Location.objects.select_related("unit").get(pk=key)
    return {
        "office": other,
        "starts_at": found[key],
        "url": choice.url("book_when", other.slug),
    }


def _nearest(choice: Choice, error: BookingError) -> list[dict]:
    """Return the free times an error brings along, grouped by office."""
    by_office: dict[Location, list[Slot]] = {}
    for office, slot in error.nearest:
        by_office.setdefault(office, []).append(slot)
    return [
        {
            "hold_url": hold_url(choice, office),
            "groups": rows.listed(found, office),
        }
        for office, found in by_office.items()
    ]

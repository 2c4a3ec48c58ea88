"""Where: every office that offers the service, earliest or nearest first (B14, B20, B23)."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from booking.availability.earliest import earliest
from booking.enums import Channel, Competence
from booking.forms.competence import REASONS
from booking.forms.where import NearForm
from booking.models import Location, Service
from booking.near import Point, kilometres_between
from booking.views.walk import rows
from booking.views.walk.choice import Choice, ask_first, read_choice
from booking.views.walk.ranking import Candidate, grouped, tradeoff
from booking.views.walk.service import of_service
from booking.views.walk.when import urgent_url

SHOWN_FIRST = 12  # units at once; the others unfold, so that a telephone shows what counts


@of_service
def where(request: HttpRequest, service: Service) -> HttpResponse:
    choice = read_choice(request, service)
    if choice is None:
        return ask_first(request, service)
    form = NearForm(request.GET)
    form.is_valid()
    places = form.cleaned_data.get("places", [])
    context = {
        "choice": choice,
        "service": service,
        "form": form,
        "urgent_url": urgent_url(choice),
        "ordinary_url": choice.but(urgent_reason="").url("book_where"),
        "tabs": _tabs(choice, form.sort_by),
        "measured_from": places[:1],
        "meant": rows.other_places(choice, places[1:]),
        "reason": REASONS.get(Competence(service.competence)),
        **_lists(choice, form, timezone.now()),
    }
    return render(request, "booking/walk/where.html", context)


def _lists(choice: Choice, form: NearForm, at: datetime) -> dict[str, object]:
    """Return the offices that can be booked, in order, those that cannot, and what weighs."""
    offices = _offices(choice)
    found = candidates(choice, [one for one in offices if one.is_bookable()], form.point, at)
    groups = rows.place_groups(choice, grouped(found, form.sort_by), at)
    return {
        "groups": groups[:SHOWN_FIRST],
        "further_groups": groups[SHOWN_FIRST:],
        "has_order": len(found) > 1,
        "is_any_free": any(one.starts_at for one in found),
        "weighing": rows.weighing(tradeoff(found)),
        "closed": [office for office in offices if not office.is_bookable()],
    }


def candidates(
    choice: Choice, offices: list[Location], point: Point | None, at: datetime
) -> list[Candidate]:
    """Return the offices with their first free time and their distance from `point`."""
    unit = choice.municipality.unit if choice.municipality else None
    first = earliest(
        choice.service, at=at, channel=Channel.WEB, unit=unit, is_urgent=choice.is_urgent
    )
    return [_candidate(office, first.get(office.pk), point) for office in offices]


def _candidate(office: Location, starts_at: datetime | None, point: Point | None) -> Candidate:
    lat, lon, distance = office.latitude, office.longitude, None
    if point is not None and lat is not None and lon is not None:
        distance = kilometres_between(point, (lat, lon))
    day = starts_at.astimezone(office.zone).date() if starts_at else None
    return Candidate(office, office.unit_id, starts_at, day, distance)


def _offices(choice: Choice) -> list[Location]:
    offices = Location.objects.offices().offering(choice.service.pk).select_related("unit")
    if choice.municipality:
        offices = offices.filter(unit=choice.municipality.unit)
    return list(offices)


def _tabs(choice: Choice, sort: str) -> list[dict[str, object]]:
    names = {"wait": _("Earliest"), "distance": _("Nearest")}
    return [
        {
            "text": text,
            "url": choice.but(sort=code).url("book_where"),
            "is_current": code == sort,
        }
        for code, text in names.items()
    ]

"""Reading query parameters. What is malformed is answered 400 and named."""

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from api.problems import bad_parameter
from booking.models import Service
from booking.near import Point, find_places
from languages.offered import offered

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SLUG = re.compile(r"[-\w]{1,80}", re.ASCII)
_POINT = re.compile(
    r"\s*([-+]?\d{1,3}(?:\.\d{1,12})?)\s*,\s*([-+]?\d{1,3}(?:\.\d{1,12})?)\s*", re.ASCII
)
_WHOLE = re.compile(r"\d{1,6}", re.ASCII)
_LONGEST_NEAR = 100
_EARLIEST, _LATEST = date(1900, 1, 1), date(9000, 1, 1)

Row = TypeVar("Row", bound=Model)


def language_of(request: HttpRequest) -> str | None:
    """Return the `lang` parameter, or None where there is none; raises its problem."""
    wanted = request.GET.get("lang")
    if wanted is not None and wanted not in offered():
        raise bad_parameter(
            "lang", _("Choose one of these languages: %(codes)s.") % {"codes": ", ".join(offered())}
        )
    return wanted


def row_named(request: HttpRequest, name: str, find: Callable[[str], Row | None]) -> Row | None:
    """Return the row that `find` has for the parameter's slug; None where it is absent."""
    slug = request.GET.get(name)
    if slug is None:
        return None
    found = find(slug) if _SLUG.fullmatch(slug) else None
    if found is None:
        raise bad_parameter(name, _("We do not know this name."))
    return found


def required_row(request: HttpRequest, name: str, find: Callable[[str], Row | None]) -> Row:
    """Return the row the parameter names; it must be there."""
    found = row_named(request, name, find)
    if found is None:
        raise bad_parameter(name, _("This parameter is required."))
    return found


def day(request: HttpRequest, name: str, default: date) -> date:
    """Return the parameter as a date, YYYY-MM-DD."""
    text = request.GET.get(name)
    if text is None:
        return default
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(name)
        return date.fromisoformat(text)
    except ValueError as error:
        raise bad_parameter(
            name, _("Write the date as year, month and day, for example 2027-03-28.")
        ) from error


def optional_day(request: HttpRequest, name: str) -> date | None:
    """Return the parameter as a date; None where it is absent."""
    if name not in request.GET:
        return None
    found = day(request, name, _EARLIEST)
    if not _EARLIEST <= found <= _LATEST:
        raise bad_parameter(name, _("Choose a day within a few years from now."))
    return found


def choice(request: HttpRequest, name: str, choices: tuple[str, ...]) -> str:
    """Return one of `choices`; the first where the parameter is absent."""
    value = request.GET.get(name, choices[0])
    if value not in choices:
        listed = ", ".join(choices)
        raise bad_parameter(name, _("Choose one of: %(choices)s.") % {"choices": listed})
    return value


def urgent(request: HttpRequest, service: Service) -> bool:
    """Say whether times for urgent cases are wanted; a service without such a path has none."""
    return choice(request, "urgent", ("0", "1")) == "1" and service.has_urgent_path


def limit(request: HttpRequest, name: str = "limit", most: int = 1000) -> int | None:
    """Return how many rows are wanted, 1 to `most`; None where all are."""
    text = request.GET.get(name)
    if text is None:
        return None
    number = int(text) if _WHOLE.fullmatch(text) else 0
    if not 1 <= number <= most:
        raise bad_parameter(
            name, _("Write a whole number between 1 and %(most)s.") % {"most": most}
        )
    return number


def near(request: HttpRequest) -> Point | None:
    """Return the point of `near`: LAT,LON or a postcode or the name of a place."""
    text = request.GET.get("near")
    if text is None:
        return None
    if coordinates := _POINT.fullmatch(text):
        return _on_earth(float(coordinates[1]), float(coordinates[2]))
    known = text.isprintable() and len(text) <= _LONGEST_NEAR
    places = find_places(text, limit=1) if known else []
    if not places:
        raise bad_parameter(
            "near", _("We do not know this place. Write a town, a postcode or coordinates.")
        )
    return (places[0].latitude, places[0].longitude)


def _on_earth(latitude: float, longitude: float) -> Point:
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad_parameter(
            "near", _("Latitude lies between −90 and 90, longitude between −180 and 180.")
        )
    return (latitude, longitude)

"""Rows of booking as the facts that public vocabularies are written from (U4)."""

from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from booking.enums import DocumentCase, LocationKind
from booking.information.office_hours import OfficeHours
from booking.models import LifeEvent, Location, RequiredDocument, Service
from booking.ordinary_week import Week, days_alike, ordinary_week
from languages.codes import html_lang
from languages.offered import offered
from languages.translated import every_language, every_translation
from linked_data import facts


def pages(name: str, *args: str) -> facts.Texts:
    """Return the absolute address of a page in each language."""
    origin = settings.BASE_URL.rstrip("/")
    return {html_lang(code): origin + _path(code, name, args) for code in offered()}


# Every place, service and page of a list in each language; they never change.
@lru_cache(maxsize=16384)
def _path(code: str, name: str, args: tuple[str, ...]) -> str:
    with override(code):
        return reverse(name, args=args)


def service_facts(
    service: Service,
    *,
    documents: Iterable[RequiredDocument] = (),
    life_events: Iterable[LifeEvent] = (),
    units: Iterable[str] = (),
) -> facts.Service:
    """Return what there is to say of a service; `units` are the slugs of those that offer it."""
    return facts.Service(
        code=service.slug,
        name=every_language(service, "name"),
        summary=every_language(service, "summary"),
        who=every_language(service, "who"),
        law=every_language(service, "law"),
        category=facts.Term(service.category.slug, every_language(service.category, "name")),
        words=tuple(service.words),
        pages=pages("service", service.slug),
        booking=pages("book", service.slug) if service.is_by_appointment else {},
        fee=_fee(service),
        documents=tuple(_document(row, number) for number, row in enumerate(documents, start=1)),
        life_events=tuple(
            facts.LifeEvent(row.slug, every_language(row, "name"), every_language(row, "summary"))
            for row in life_events
        ),
        units=tuple(units),
    )


def place_facts(office: Location) -> facts.Place:
    """Return what there is to say of an office; an e-mail nobody has checked is not said."""
    minority = office.unit.minority_language if office.unit else ""
    return facts.Place(
        code=office.slug,
        name=_proper_name(office),
        pages=pages("location", office.slug),
        address=facts.Address(office.street, office.postcode, office.town) if office.town else None,
        latitude=office.latitude,
        longitude=office.longitude,
        phone=office.phone,
        email=office.email if office.is_email_checked else "",
        languages=tuple(filter(None, ("sl", minority))),
        is_step_free=office.is_step_free,
    )


def unit_facts(unit: Location, offices: Iterable[Location] = ()) -> facts.Organisation:
    """Return what there is to say of a unit and of the offices given."""
    return facts.Organisation(
        unit.slug,
        _proper_name(unit),
        pages("unit", unit.slug),
        tuple(place_facts(office) for office in offices),
    )


def every_unit() -> list[facts.Organisation]:
    """Return all units with their offices, in tree order. One query."""
    units: dict[int, tuple[Location, list[Location]]] = {}
    for row in Location.objects.select_related("unit").order_by("path"):
        if row.kind == LocationKind.UNIT:
            units[row.pk] = (row, [])
        elif row.unit_id in units:
            units[row.unit_id][1].append(row)
    return [unit_facts(unit, offices) for unit, offices in units.values()]


def call_centre_facts() -> facts.CallCentre:
    """Return the call centre's number and its regular hours (B46)."""
    week: Week = {day: (hours,) for day, hours in settings.CALL_CENTRE_HOURS.items()}
    return facts.CallCentre(
        settings.CALL_CENTRE_PHONE,
        every_translation(_("Call centre of the administrative units")),
        pages("home"),
        open_week(week),
    )


def open_week(week: Week) -> tuple[facts.Open, ...]:
    """Return a week's hours, one for each span of the days that are alike."""
    return tuple(
        facts.Open(days, opens, closes)
        for days, spans in days_alike(week)
        for opens, closes in spans
    )


def regular_hours(hours: OfficeHours) -> tuple[facts.Open, ...]:
    """Return an office's ordinary week as it holds today."""
    return open_week(ordinary_week(hours.regular, hours.today.date))


def unlike_days(hours: OfficeHours) -> tuple[facts.DayOpen, ...]:
    """Return the days of the next six weeks on which the office is not open as in other weeks."""
    week = ordinary_week(hours.regular, hours.today.date)
    return tuple(
        facts.DayOpen(day.date, day.spans)
        for day in hours.ahead
        if day.spans != week.get(day.date.weekday(), ())
    )


def _fee(service: Service) -> facts.Fee | None:
    if service.fee is None:
        return None
    note = every_language(service, "fee_note")
    if service.fee and service.fee_year:
        dated = _on_year(service.fee_year)
        note = {tag: "; ".join(filter(None, [note.get(tag), text])) for tag, text in dated.items()}
    return facts.Fee(service.fee, note)


def _on_year(year: int) -> dict[str, str]:
    return {
        tag: text % {"year": year} for tag, text in every_translation(_("as of %(year)s")).items()
    }


def _document(row: RequiredDocument, number: int) -> facts.Document:
    case = DocumentCase(row.case)
    term = facts.Term(case.value, every_translation(case.label))
    return facts.Document(str(number), every_language(row, "text"), term)


def _proper_name(place: Location) -> dict[str, str]:
    """Return Slovene, and the language of the area where the place has a name in it."""
    names = {"sl": place.name}
    language = place.minority_language or (place.unit.minority_language if place.unit else "")
    if place.name_minority and language:
        names[language] = place.name_minority
    return names

"""The facts of a service as its page shows them (U1). Texts come in the active language."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from booking.cases import known_cases, with_cases
from booking.enums import AppointmentNeed, Competence, DocumentCase, Presence
from booking.information.first_free import FirstFree, first_free
from booking.information.linked_data import rdf_files, service_node
from booking.models import RequiredDocument, Service
from languages.codes import SL
from languages.dates import date_time, short_date
from languages.numbers import money

COMPETENCE = {
    Competence.RESIDENCE: gettext_lazy("The municipality you live in"),
    Competence.PROPERTY: gettext_lazy("The municipality the property lies in"),
    Competence.EVENT: gettext_lazy("The municipality where it happens or happened"),
    Competence.SEAT: gettext_lazy("The municipality of the registered seat"),
    Competence.APPLIED: gettext_lazy("The municipality where the application was made"),
}
APPOINTMENT = {
    AppointmentNeed.REQUIRED: gettext_lazy("You need an appointment."),
    AppointmentNeed.RECOMMENDED: gettext_lazy(
        "An appointment is recommended: without one you may have to wait."
    ),
    AppointmentNeed.NOT_NEEDED: gettext_lazy("You need no appointment. Come during opening hours."),
}
PRESENCE = {
    Presence.REQUIRED: gettext_lazy("You must come in person."),
    Presence.PARTIAL: gettext_lazy("In some cases you must come in person, in others not."),
    Presence.NOT_REQUIRED: gettext_lazy(
        "You need not come yourself: somebody else may come for you."
    ),
}


def page_facts(service: Service, *, at: datetime, cases: Collection[str] = ()) -> dict[str, Any]:
    """Return what the service page's template draws beside the prose, for somebody's `cases`."""
    first = first_free([service], at=at).get(service.pk)
    documents = list(service.documents.all())
    mine = known_cases(one.case for one in documents if one.case in cases)
    return {
        "service": service,
        "facts": fact_box(service, first, timezone.localdate(at), mine),
        "first_free": first,
        "checklist": checklist(documents, mine),
        "list_url": with_cases(reverse("bring_list", args=[service.slug]), mine),
        "urgent_url": with_cases(reverse("book_urgent", args=[service.slug]), mine),
        "presence_text": PRESENCE[Presence(service.presence)],
        "competence_text": COMPETENCE.get(Competence(service.competence), ""),
        "online_spares_visit": service.presence != Presence.REQUIRED,
        "structured_data": service_node(service),
        "data_files": rdf_files(f"catalogue/{service.slug}"),
    }


def fact_box(
    service: Service, first: FirstFree | None, day: date, cases: Iterable[str] = ()
) -> dict[str, str]:
    """Return the three facts people come for, and the way to book, for components/facts.html."""
    box = {
        "need": str(APPOINTMENT[AppointmentNeed(service.appointment_need)]),
        "need_note": service.appointment_note,
        "duration": minutes(service.minutes),
        "fee": fee(service, day),
        "fee_note": "; ".join(filter(None, [fee_note(service, day), coming_fee(service, day)])),
    }
    if first is not None:
        language = get_language() or SL
        box["first_free"] = date_time(first.starts_at, first.location.zone, language)
        box["first_free_note"] = first.location.name
    if service.is_by_appointment:
        box["action_url"] = with_cases(reverse("book", args=[service.slug]), cases)
        box["action_text"] = _("Book an appointment")
    return box


def minutes(number: int) -> str:
    """Return a length of time: "15 minut"."""
    return ngettext("%(number)s minute", "%(number)s minutes", number) % {"number": number}


def fee(service: Service, day: date) -> str:
    """Return the fee of a local day with its currency; "" for a service that is free of charge."""
    amount, _year = service.fee_on(day)
    if amount is None:
        return _("depends on the case")
    return money(amount, get_language() or SL) if amount else ""


def fee_note(service: Service, day: date) -> str:
    """Return what the fee of `day` is for and in which year it was checked."""
    amount, year = service.fee_on(day)
    parts = [service.fee_note]
    if amount and year:
        parts.append(_("as of %(year)s") % {"year": year})
    return "; ".join(filter(None, parts))


def coming_fee(service: Service, day: date) -> str:
    """Return the next fee that begins after `day`: "from 1. 1. 2027: 31,00 EUR", or ""."""
    later = [change for change in service.fee_changes.all() if change.valid_from > day]
    if not later:
        return ""
    language = get_language() or SL
    return _("from %(day)s: %(fee)s") % {
        "day": short_date(later[0].valid_from, language),
        "fee": money(later[0].fee, language),
    }


def checklist(
    documents: Iterable[RequiredDocument], cases: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Return what to bring, by case, for components/checklist.html; what everyone brings first.

    Where somebody has told their `cases`, the others are hidden until they are chosen too.
    """
    groups: dict[str, list[dict[str, str]]] = {case: [] for case in DocumentCase.values}
    for document in documents:
        groups[document.case].append({"text": document.text})
    return [
        {
            "code": "" if case == DocumentCase.ALWAYS else case,
            "label": "" if case == DocumentCase.ALWAYS else DocumentCase(case).label,
            "items": items,
            "is_chosen": case in cases,
            "is_hidden": bool(cases) and case not in (DocumentCase.ALWAYS, *cases),
        }
        for case, items in groups.items()
        if items
    ]


def shown_list(
    documents: Iterable[RequiredDocument], cases: Collection[str]
) -> list[dict[str, Any]]:
    """Return the groups of `checklist` that are not hidden."""
    return [group for group in checklist(documents, cases) if not group["is_hidden"]]

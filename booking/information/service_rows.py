"""Services as the rows of a list, with their first free time beside them (LOOK "Home")."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booking.enums import AppointmentNeed
from booking.information.first_free import FirstFree, first_free
from booking.models import Service
from languages.dates import date_time


def service_rows(services: Sequence[Service], *, at: datetime) -> list[dict[str, str]]:
    """Return the rows of components/service_row.html, in the order given."""
    found = first_free(services, at=at)
    return [
        {
            "name": service.short_name,
            "url": service.get_absolute_url(),
            "first_free": where_and_when(found.get(service.pk)),
            "note": no_time_note(service),
        }
        for service in services
    ]


def where_and_when(first: FirstFree | None) -> str:
    """Return "torek, 17. november 2026 ob 8.20, Litija", or "" for nothing free."""
    if first is None:
        return ""
    when = date_time(first.starts_at, first.location.zone, get_language() or "sl")
    return f"{when}, {first.location.town or first.location.name}"


def no_time_note(service: Service) -> str:
    """Return what stands in place of a time for a service that takes no appointments."""
    if service.appointment_need == AppointmentNeed.NOT_NEEDED:
        return _("no appointment is needed")
    return ""

"""What machines read in the pages of services, units and offices, in the page's language (U4)."""

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booking.information.linked_facts import (
    call_centre_facts,
    place_facts,
    regular_hours,
    service_facts,
    unit_facts,
    unlike_days,
)
from booking.information.office_hours import OfficeHours
from booking.models import Location, Service
from languages.codes import SL, html_lang
from linked_data import schema_org

# The API lies above this app, so its addresses are known here as any client knows them.
API = "/api/v1/"


def service_node(service: Service) -> schema_org.Node:
    """Return the GovernmentService of a service's page."""
    return schema_org.government_service(
        service_facts(service),
        call_centre_facts(),
        language=_language(),
        provider=_("Administrative units"),
        visit=_("In person at an office"),
    )


def office_node(office: Location, hours: OfficeHours) -> schema_org.Node:
    """Return the GovernmentOffice of an office's page with its hours and what changes them."""
    return schema_org.government_office(
        place_facts(office),
        unit_facts(office.unit) if office.unit else None,
        language=_language(),
        hours=regular_hours(hours),
        days=unlike_days(hours),
        step_free=_("Step-free entrance"),
    )


def unit_node(unit: Location, offices: Iterable[Location]) -> schema_org.Node:
    """Return the GovernmentOrganization of a unit's page."""
    return schema_org.unit_page(unit_facts(unit, offices), language=_language())


def rdf_files(name: str) -> list[dict[str, str]]:
    """Return the links to a document of the API in both forms of RDF."""
    return [
        {"url": f"{API}{name}.jsonld", "type": "application/ld+json"},
        {"url": f"{API}{name}.ttl", "type": "text/turtle"},
    ]


def _language() -> str:
    return html_lang(get_language() or SL)

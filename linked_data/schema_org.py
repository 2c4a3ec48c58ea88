"""What search engines read in a page: schema.org as JSON-LD, in the page's language (U4).

Every builder returns one node with its `@context`; the page writes it as a data block. A fact that
is not known is left out, never guessed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from linked_data.facts import CallCentre, DayOpen, Open, Organisation, Place, Service
from linked_data.hours import regular, special

Node = dict[str, Any]
CONTEXT = "https://schema.org"
SLOVENIA: Node = {"@type": "Country", "name": "Slovenija", "identifier": "SI"}


def government_service(
    service: Service, call_centre: CallCentre, *, language: str, provider: str, visit: str
) -> Node:
    """Return a GovernmentService. `language` is a tag of its texts, `provider` who is competent.

    `visit` says in the page's language that one comes in person.
    """
    page = service.pages[language]
    return _known(
        {
            "@context": CONTEXT,
            "@type": "GovernmentService",
            "@id": f"{page}#service",
            "url": page,
            "name": service.name.get(language),
            "description": service.summary.get(language),
            "serviceType": service.category.name.get(language),
            "audience": _audience(service, language),
            "areaServed": SLOVENIA,
            "jurisdiction": SLOVENIA,
            "provider": {"@type": "GovernmentOrganization", "name": provider},
            "offers": _offer(service, language),
            "availableChannel": _channels(service, call_centre, language, visit),
            "potentialAction": _reserve(service, language),
        }
    )


def government_office(
    place: Place,
    unit: Organisation | None,
    *,
    language: str,
    hours: Sequence[Open] = (),
    days: Sequence[DayOpen] = (),
    step_free: str = "",
) -> Node:
    """Return a GovernmentOffice: `hours` of an ordinary week, `days` that differ from it.

    `step_free` names a step-free entrance in the page's language.
    """
    page = place.pages[language]
    others = [name for tag, name in place.name.items() if tag in ("it", "hu")]
    return _known(
        {
            "@context": CONTEXT,
            "@type": "GovernmentOffice",
            "@id": f"{page}#office",
            "url": page,
            "name": place.name["sl"],
            "alternateName": others,
            "address": _address(place),
            "geo": _geo(place),
            "telephone": place.phone,
            "email": place.email,
            "knowsLanguage": list(place.languages),
            "openingHoursSpecification": [regular(row) for row in hours],
            "specialOpeningHoursSpecification": [one for day in days for one in special(day)],
            "amenityFeature": _step_free(place, step_free),
            "parentOrganization": unit and government_organization(unit, language=language),
        }
    )


def government_organization(unit: Organisation, *, language: str) -> Node:
    """Return a GovernmentOrganization by its name and page."""
    page = unit.pages[language]
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{page}#unit",
        "name": unit.name["sl"],
        "url": page,
    }


def unit_page(unit: Organisation, *, language: str) -> Node:
    """Return the GovernmentOrganization of a unit's own page, with its offices."""
    offices = [
        {"@type": "GovernmentOffice", "@id": f"{url}#office", "name": row.name["sl"], "url": url}
        for row in unit.places
        for url in [row.pages[language]]
    ]
    node = {"@context": CONTEXT} | government_organization(unit, language=language)
    return _known(node | {"areaServed": SLOVENIA, "department": offices})


def event(
    *,
    name: str,
    url: str,
    starts_at: datetime,
    ends_at: datetime | None = None,
    description: str = "",
    place: str = "",
    address: str = "",
    online_url: str = "",
    organiser: str = "",
    is_cancelled: bool = False,
    is_free: bool | None = None,
    language: str = "sl",
) -> Node:
    """Return an Event. Moments are aware; `online_url` is where it is attended from afar.

    `is_free` is None where nobody has said whether it costs something.
    """
    return _known(
        {
            "@context": CONTEXT,
            "@type": "Event",
            "@id": f"{url}#event",
            "url": url,
            "name": name,
            "description": description,
            "startDate": starts_at.isoformat(),
            "endDate": ends_at and ends_at.isoformat(),
            "eventStatus": f"{CONTEXT}/Event{'Cancelled' if is_cancelled else 'Scheduled'}",
            "eventAttendanceMode": _attendance(place, online_url),
            "location": _venues(place, address, online_url),
            "organizer": organiser and {"@type": "Organization", "name": organiser},
            "isAccessibleForFree": is_free,
            "inLanguage": language,
        }
    )


def _known(node: Mapping[str, Any]) -> Node:
    return {name: value for name, value in node.items() if value or value is False}


def _audience(service: Service, language: str) -> Node | None:
    who = service.who.get(language)
    return {"@type": "Audience", "audienceType": who} if who else None


def _offer(service: Service, language: str) -> Node | None:
    if service.fee is None:
        return None
    price = f"{service.fee.euros:.2f}" if service.fee.euros else str(Decimal(0))
    note = service.fee.note.get(language)
    return _known({"@type": "Offer", "price": price, "priceCurrency": "EUR", "description": note})


def _channels(service: Service, call_centre: CallCentre, language: str, visit: str) -> list[Node]:
    channels: list[Node] = [{"@type": "ServiceChannel", "name": visit, "availableLanguage": ["sl"]}]
    if service.booking:
        web = {"serviceUrl": service.booking[language], "availableLanguage": list(service.booking)}
        phone = {
            "@type": "ContactPoint",
            "telephone": call_centre.phone,
            "hoursAvailable": [regular(hours) for hours in call_centre.hours],
        }
        channels += [
            {"@type": "ServiceChannel"} | web,
            {"@type": "ServiceChannel", "servicePhone": phone},
        ]
    return channels


def _reserve(service: Service, language: str) -> Node | None:
    if not service.booking:
        return None
    return {"@type": "ReserveAction", "target": service.booking[language]}


def _address(place: Place) -> Node | None:
    if place.address is None:
        return None
    return _known(
        {
            "@type": "PostalAddress",
            "streetAddress": place.address.street,
            "postalCode": place.address.postcode,
            "addressLocality": place.address.town,
            "addressCountry": place.address.country,
        }
    )


def _geo(place: Place) -> Node | None:
    if place.latitude is None or place.longitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _step_free(place: Place, name: str) -> Node | None:
    if place.is_step_free is None or not name:
        return None
    return {"@type": "LocationFeatureSpecification", "name": name, "value": place.is_step_free}


def _attendance(place: str, online_url: str) -> str:
    mode = "Mixed" if place and online_url else "Online" if online_url else "Offline"
    return f"{CONTEXT}/{mode}EventAttendanceMode"


def _venues(place: str, address: str, online_url: str) -> list[Node]:
    venues: list[Node] = []
    if place:
        venues.append(_known({"@type": "Place", "name": place, "address": address}))
    if online_url:
        venues.append({"@type": "VirtualLocation", "url": online_url})
    return venues

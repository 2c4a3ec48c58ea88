"""What of booking can be searched for: services, units and offices, places (U3)."""

from booking.models import LifeEvent, Location, Place, Service, ServiceCategory
from booking.search import Document, search

# What people call a service counts most; what its law is called hardly.
_SERVICE_FIELDS = (("short_name", 4.0), ("name", 3.0), ("summary", 1.0), ("who", 0.4))


def find_services(question: str, *, limit: int = 10) -> list[Service]:
    """Return the services somebody may mean, in any of the languages."""
    rows = Service.objects.active().select_related("category").prefetch_related("life_events")
    return search(question, [_service(row) for row in rows])[:limit]


def find_offices(question: str, *, limit: int = 8) -> list[Location]:
    """Return units and offices by name, town, street or the other official language."""
    rows = Location.objects.select_related("unit")
    return search(question, [_office(row) for row in rows])[:limit]


def find_towns(question: str, *, limit: int = 4) -> list[Place]:
    """Return the places whose municipality is known; the unit competent there comes with them."""
    rows = Place.objects.filter(municipality__isnull=False).select_related("municipality__unit")
    return search(question, [_town(row) for row in rows])[:limit]


def _service(row: Service) -> Document:
    fields = [
        (weight, getattr(row, f"{name}_{language}"))
        for name, weight in _SERVICE_FIELDS
        for language in ("sl", "sr", "en")
    ]
    fields += [(2.5, " ".join(row.words))]
    groups: list[ServiceCategory | LifeEvent] = [row.category, *row.life_events.all()]
    fields += [(0.8, f"{group.name_sl} {group.name_sr} {group.name_en}") for group in groups]
    return Document(row, tuple(fields))


def _office(row: Location) -> Document:
    return Document(
        row,
        (
            (3.0, f"{row.name} {row.name_minority}"),
            (2.0, f"{row.town} {row.postcode}"),
            (1.0, row.street),
        ),
    )


def _town(row: Place) -> Document:
    return Document(row, ((2.0, f"{row.name} {row.postcode}"),))

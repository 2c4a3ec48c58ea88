"""Rows that addresses and bodies name by slug, with the columns that free times depend on.

Of the reads asked most; tests count the queries, so a column that is missing here shows.
"""

from booking.enums import LocationKind
from booking.models import Location, Municipality, Service
from database.statements import Columns, rows

SERVICE = Columns(
    Service,
    "service",
    [
        *("id", "slug", "is_active", "appointment_need", "competence", "max_people"),
        *("minutes", "buffer_minutes", "notice_hours", "horizon_days", "release_at"),
        "urgent_sl",
    ],
)
LOCATION = Columns(
    Location, "location", ["id", "slug", "name", "time_zone", "latitude", "longitude", "unit_id"]
)
UNIT = Columns(Location, "unit", ["id", "slug", "open_channels"])

SERVICE_NAMED = f"""
SELECT {SERVICE} FROM booking_service service WHERE service.slug = %(slug)s AND service.is_active
"""  # noqa: S608 - our own column names
LOCATION_NAMED = f"""
SELECT {LOCATION}, {UNIT} FROM booking_location location
LEFT JOIN booking_location unit ON unit.id = location.unit_id
WHERE location.slug = %(slug)s AND location.kind <> '{LocationKind.UNIT}'
"""  # noqa: S608 - our own column names


def find_service(slug: str) -> Service | None:
    """Return the service of that slug, if it is in use."""
    return next(iter(rows(SERVICE, SERVICE_NAMED, {"slug": slug})), None)


def find_location(slug: str) -> Location | None:
    """Return the office of that slug with its unit; a unit itself is no place to go to."""
    return next(iter(rows(LOCATION, LOCATION_NAMED, {"slug": slug}, unit=UNIT)), None)


def find_municipality(slug: str) -> Municipality | None:
    """Return the municipality of that slug with its unit."""
    return Municipality.objects.select_related("unit").filter(slug=slug).first()

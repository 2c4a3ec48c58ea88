"""Rows of the reads asked most, with the columns that free times depend on and no others.

Building a query of every column costs more than running it; tests count the queries, so a column
that is missing here shows.
"""

from booking.models import Location, Service

LOCATIONS = (
    Location.objects.offices()
    .select_related("unit")
    .only("slug", "name", "time_zone", "latitude", "longitude", "unit__slug", "unit__open_channels")
    .order_by()
)
SERVICES = (
    Service.objects.active()
    .only(
        "slug",
        "is_active",
        "appointment_need",
        "competence",
        "max_people",
        "minutes",
        "buffer_minutes",
        "notice_hours",
        "horizon_days",
        "release_at",
    )
    .order_by()
)

"""The rules of a start that unit staff may set aside with a reason (B14, B32, B40)."""

from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from booking.availability.window import start_window
from booking.models import Location, Municipality, Service


class Rule(TextChoices):
    COMPETENCE = "competence", _("Another unit is competent for this municipality.")
    NOTICE = "notice", _("The time is closer than this service can be booked.")
    HORIZON = "horizon", _("The time is further ahead than this service can be booked.")


def broken_rules(
    service: Service,
    location: Location,
    starts_at: datetime,
    municipality: Municipality | None,
    at: datetime,
) -> list[Rule]:
    """Return which of the rules a start (UTC) at `location` breaks for a booking made at `at`."""
    broken = []
    competent = location.unit_id if service.has_any_unit else municipality and municipality.unit_id
    if competent != location.unit_id:
        broken.append(Rule.COMPETENCE)
    opens, closes = start_window(service, at, location.zone)
    if starts_at < opens:
        broken.append(Rule.NOTICE)
    if starts_at >= closes:
        broken.append(Rule.HORIZON)
    return broken

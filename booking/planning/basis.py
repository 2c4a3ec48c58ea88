"""What a preview was reckoned from, as one short text that differs when any of it does."""

import hashlib
from datetime import datetime

from booking.models import Closure, Counter, ExtraOpening, Location, OpeningHours, UrgentReserve
from booking.planning.steps import owned_by

EXCEPTION = ("pk", "location_id", "counter_id", "period", "restriction_id")


def basis(location: Location, at: datetime) -> str:
    """Return the digest of the location's hours, reserves, exceptions to come, and counters."""
    own = owned_by(location)
    hours = OpeningHours.objects.filter(own).order_by("pk").values_list()
    reserves = UrgentReserve.objects.filter(own).order_by("pk").values_list()
    exceptions = [
        table.objects.filter(own, period__endswith__gt=at).order_by("pk").values_list(*EXCEPTION)
        for table in (Closure, ExtraOpening)
    ]
    counters = Counter.objects.filter(location=location).order_by("pk")
    facts = [
        *hours,
        *reserves,
        *exceptions[0],
        *exceptions[1],
        *counters.values_list("pk", "is_active"),
    ]
    return hashlib.sha256("\n".join(map(repr, facts)).encode()).hexdigest()

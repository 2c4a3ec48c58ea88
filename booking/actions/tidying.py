"""What jobs do so that nobody has to: expired holds, days ahead, rows of the past."""

from datetime import datetime, timedelta

from django.db import transaction

from booking.actions.locks import turn_expired
from booking.availability import derive
from booking.models import Appointment, Booking, Counter

KEEP_EMPTY_HOLDS = timedelta(days=1)


def tidy_holds(*, at: datetime) -> int:
    """Turn expired holds to `expired`, counter by counter; return how many.

    A counter somebody is writing is left for the next run. Groups that were never confirmed go
    after a day; they hold nothing personal.
    """
    turned = 0
    keys = Appointment.objects.expired_holds(at).values_list("counter_id", flat=True)
    for key in sorted(set(keys)):
        with transaction.atomic():
            rows = Counter.objects.filter(pk=key).select_related("location")
            turned += turn_expired(list(rows.locked(skip=True)), at)
    Booking.objects.unconfirmed().filter(created_at__lt=at - KEEP_EMPTY_HOLDS).exclude(
        appointments__status="held"
    ).delete()
    return turned


def tidy_availability(*, at: datetime) -> tuple[int, int]:
    """Derive the days that have come into reach, drop those gone by; return both counts."""
    extended = derive.extend_all(at)
    dropped = derive.drop_past(at - timedelta(days=2))
    return extended, dropped

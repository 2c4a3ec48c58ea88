"""What jobs do so that nobody has to: expired holds, days ahead, rows of the past."""

from datetime import datetime, timedelta

from django.db import transaction

from booking.actions.locks import turn_expired
from booking.availability import derive
from booking.enums import OCCUPYING
from booking.models import Appointment, Booking, Counter

KEEP_EMPTY_HOLDS = timedelta(days=1)
MOST_AT_ONCE = 1000  # the rest goes with the next runs


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
    _drop_empty(at - KEEP_EMPTY_HOLDS)
    return turned


@transaction.atomic
def _drop_empty(before: datetime) -> None:
    """Delete groups made before `before` that hold nothing; one somebody is writing stays.

    They are looked at again under their locks: the holder may be confirming one right now.
    """
    empty = Booking.objects.unconfirmed().exclude(appointments__status__in=OCCUPYING)
    old = empty.filter(created_at__lt=before).order_by("pk")[:MOST_AT_ONCE]
    keys = [booking.pk for booking in old.select_for_update(skip_locked=True, of=("self",))]
    empty.filter(pk__in=keys).delete()


def tidy_availability(*, at: datetime) -> tuple[int, int]:
    """Derive the days that have come into reach, drop those gone by; return both counts."""
    extended = derive.extend_all(at)
    dropped = derive.drop_past(at - timedelta(days=2))
    return extended, dropped

"""The counters of a place as the list of them shows them (B7, B12)."""

from dataclasses import dataclass
from datetime import datetime

from booking.enums import ClosureKind
from booking.models import Closure, Counter, Location, Service

PAUSES = (ClosureKind.PAUSED, ClosureKind.ABSENCE, ClosureKind.INTERNAL)


@dataclass(frozen=True)
class CounterRow:
    """A counter, what it does, and the pause it is in or will be in next."""

    counter: Counter
    services: list[Service]
    pause: Closure | None
    next_pause: Closure | None


def counter_rows(place: Location, at: datetime) -> list[CounterRow]:
    """Return the counters of `place`, those in use first; three queries for however many."""
    counters = place.counters.order_by("-is_active", "order", "pk").prefetch_related("services")
    now: dict[int | None, Closure] = {}
    later: dict[int | None, Closure] = {}
    for pause in Closure.objects.filter(
        counter__location=place,
        kind__in=PAUSES,
        restriction=None,  # with one, the counter works on for other services
        period__endswith__gt=at,
    ).order_by("period"):
        (now if pause.period.lower <= at else later).setdefault(pause.counter_id, pause)
    return [
        CounterRow(
            counter, list(counter.services.all()), now.get(counter.pk), later.get(counter.pk)
        )
        for counter in counters
    ]

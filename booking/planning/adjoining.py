"""The times right after and right before a visit, for another service of it (B13)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from booking.availability.free import free_at
from booking.availability.grid import down_to_grid, fits, pitch, room, up_to_grid
from booking.availability.truth import Moments
from booking.models import Appointment, Counter, Location, Service


@dataclass(frozen=True)
class Anchor:
    """What something is to adjoin: a counter's time, and when its visitor is free again."""

    counter: int
    period: Moments
    ends_at: datetime

    @classmethod
    def of(cls, appointments: Sequence[Appointment]) -> "Anchor":
        """Return that of a whole booking; at several counters, the one that is busy longest."""
        last = max(appointments, key=lambda one: (one.period.upper, -one.pk))
        here = [one for one in appointments if one.counter_id == last.counter_id]
        return cls(
            last.counter_id,
            (min(one.period.lower for one in here), last.period.upper),
            max(one.ends_at for one in appointments),
        )


@dataclass(frozen=True)
class Adjoining:
    """A free start beside an anchor, at its counter or at another one of the location."""

    counter: int
    starts_at: datetime
    is_after: bool
    is_same_counter: bool


def adjoining(
    free: Mapping[int, Sequence[Moments]],
    anchor: Anchor,
    service: Service,
    *,
    counters: Sequence[int],
    people: int = 1,
) -> list[Adjoining]:
    """Return the starts in `free` that adjoin `anchor`, the best first; at most four.

    Best is the same counter, right after, then right before; else the first of `counters` that
    can. At one counter the buffer counts; at another one only that the visitor can be there.
    """
    row = pitch(service.length) * (people - 1)
    visit = row + timedelta(minutes=service.minutes)
    beside = {
        True: [up_to_grid(anchor.period[1]), down_to_grid(anchor.period[0] - row - service.length)],
        False: [up_to_grid(anchor.ends_at), down_to_grid(anchor.period[0] - visit)],
    }
    found = []
    for is_same in (True, False):
        able = [key for key in counters if (key == anchor.counter) == is_same]
        for number, start in enumerate(beside[is_same]):
            key = next((key for key in able if _fit(free.get(key, []), start, service, people)), 0)
            if key:
                found.append(Adjoining(key, start, number == 0, is_same))
    return found


def adjoining_times(
    anchor: Anchor,
    location: Location,
    service: Service,
    *,
    at: datetime,
    people: int = 1,
    is_urgent: bool = False,
) -> list[Adjoining]:
    """Return the adjoining starts that are free at `location` and still to come at `at`.

    Where `is_urgent`, time reserved for urgent cases counts too (B35).
    """
    around = service.length * (people + 1)
    window = (anchor.period[0] - around, anchor.period[1] + around)
    free = free_at(location.pk, service, window, at, is_urgent=is_urgent)
    doing = Counter.objects.doing(service.pk).filter(location=location).order_by("order", "pk")
    keys = list(doing.values_list("pk", flat=True))
    found = adjoining(free, anchor, service, counters=keys, people=people)
    return [one for one in found if one.starts_at > at]


def _fit(spans: Sequence[Moments], start: datetime, service: Service, people: int) -> bool:
    return any(
        fits(span, start, service.length) and room(span, start, service.length) >= people
        for span in spans
    )

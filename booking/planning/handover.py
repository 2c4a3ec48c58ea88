"""A counter's appointments of one day at another counter: which fit there, which do not (B13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import product

from booking.availability.derive import free_truth
from booking.availability.free import restrictions_allowing
from booking.availability.truth import Moments, day_bounds
from booking.models import Appointment, Counter
from calendars.intervals import overlap, union

Spans = dict[tuple[int, bool], list[Moments]]  # by service and whether the case is urgent


class Obstacle(StrEnum):
    """Why an appointment cannot go to the other counter."""

    SERVICE = "service"  # it is not done there
    TAKEN = "taken"  # somebody else is there at that time
    RESERVED = "reserved"  # the time there is kept for urgent cases, and this is none (B35)
    CLOSED = "closed"  # the counter is not open then, or not for this service


@dataclass(frozen=True)
class Fate:
    """An appointment and what stands in its way, if anything; `taken` is the other's time."""

    appointment: Appointment
    obstacle: Obstacle | None = None
    taken: Moments | None = None

    @property
    def shape(self) -> tuple[int, str, str, str]:
        """Return what must be the same when it is done as it was when it was shown."""
        one = self.appointment
        begins, ends = one.period.lower.isoformat(), one.period.upper.isoformat()
        return (one.pk, begins, ends, self.obstacle or "")


def fates(source: Counter, target: Counter, day: date, *, at: datetime) -> list[Fate]:
    """Return what becomes of each live appointment of `source` to come on local `day`, in order.

    Both counters come with their one location. A hold that has run out takes nobody's place.
    """
    bounds = day_bounds(day, source.location.zone)
    rows = Appointment.objects.live().filter(
        counter=source, period__startswith__gte=max(bounds[0], at), period__startswith__lt=bounds[1]
    )
    coming = list(rows.select_related("booking", "service", "visitor").order_by("period", "pk"))
    taken = _taken(target, bounds, at)
    done = set(target.services.values_list("pk", flat=True)) if target.is_active else set()
    spans = _spans(target, day, {one.service_id for one in coming}, at)
    return [_fate(one, done, taken, spans) for one in coming]


def _fate(one: Appointment, done: set[int], taken: Sequence[Moments], spans: Spans) -> Fate:
    period = (one.period.lower, one.period.upper)
    if one.service_id not in done:
        return Fate(one, Obstacle.SERVICE)
    other = next((span for span in taken if overlap(span, period)), None)
    if other:
        return Fate(one, Obstacle.TAKEN, other)
    if _is_within(period, spans[one.service_id, one.booking.is_urgent]):
        return Fate(one)
    is_reserved = _is_within(period, spans[one.service_id, True])
    return Fate(one, Obstacle.RESERVED if is_reserved else Obstacle.CLOSED)


def _is_within(period: Moments, spans: Sequence[Moments]) -> bool:
    return any(begins <= period[0] and period[1] <= ends for begins, ends in spans)


def _taken(counter: Counter, bounds: Moments, at: datetime) -> list[Moments]:
    rows = Appointment.objects.occupying().filter(counter=counter, period__overlap=bounds)
    expired = Appointment.objects.expired_holds(at).values("pk")
    periods = rows.exclude(pk__in=expired).order_by("period").values_list("period", flat=True)
    return [(period.lower, period.upper) for period in periods]


def _spans(counter: Counter, day: date, services: set[int], at: datetime) -> Spans:
    """Return what is open and free, ordinarily and for urgent cases; what touches is one."""
    pieces = free_truth([counter], day, day, ignoring_expired=at)[counter.pk]
    found = {}
    for service, is_urgent in product(services, (False, True)):
        allowed = {None, *restrictions_allowing(service).values_list("pk", flat=True)}
        found[service, is_urgent] = union(
            piece.interval
            for piece in pieces
            if piece.restriction_id in allowed and piece.is_for(is_urgent=is_urgent, at=at)
        )
    return found

"""Proof that the derived table says what the two truths say (DESIGN 4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from booking.availability.derive import SPARE_DAYS, derive_all, free_truth, local_day, reach
from booking.availability.truth import Open, day_bounds
from booking.models import Counter, FreeInterval


@dataclass(frozen=True)
class Difference:
    """A counter whose derived rows differ: what is missing and what should not be there."""

    counter: Counter
    missing: list[Open]
    surplus: list[Open]


def differences(at: datetime) -> Iterator[Difference]:
    """Compare every counter's derived rows with the truth from today on, a location at a time.

    The counters of a location are locked while they are compared, so a booking in flight is never
    mistaken for a difference.
    """
    locations = Counter.objects.order_by("location").values_list("location", flat=True)
    for key in locations.distinct():
        with transaction.atomic():
            counters = list(
                Counter.objects.filter(location=key).select_related("location").locked()
            )
            yield from _compare(counters, at)


def short(at: datetime) -> QuerySet[Counter]:
    """Return the counters in use whose derived days end before somebody may book."""
    last = reach(at.date()) - timedelta(days=SPARE_DAYS)
    return Counter.objects.in_use().exclude(free_until__gte=last).select_related("location")


def repair(counter: Counter, at: datetime) -> None:
    """Derive a counter again from today to the day it reaches."""
    first = local_day(at, counter)
    derive_all([counter], first, counter.free_until or first)


def _compare(counters: list[Counter], at: datetime) -> list[Difference]:
    found = []
    for counter in counters:
        first = local_day(at, counter)
        last = counter.free_until
        truth = [] if last is None else free_truth([counter], first, last)[counter.pk]
        rows = FreeInterval.objects.filter(
            counter=counter, period__endswith__gt=day_bounds(first, counter.location.zone)[0]
        )
        derived = {
            Open(r.period.lower, r.period.upper, r.restriction_id, r.reserved_until) for r in rows
        }
        missing, surplus = set(truth) - derived, derived - set(truth)
        if missing or surplus:
            found.append(Difference(counter, _in_order(missing), _in_order(surplus)))
    return found


def _in_order(pieces: set[Open]) -> list[Open]:
    return sorted(pieces, key=lambda piece: piece.starts_at)

"""Deriving many days again where most of what is derived stays as it is.

A change of hours touches a year of days, but of each day only the ends: reading what is there and
writing the difference costs a fraction of writing all of it under the exclusion constraint.
"""

from collections.abc import Sequence
from datetime import date

from booking.availability.derive import free_truth, write_intervals
from booking.availability.truth import Open, day_bounds
from booking.models import Counter, FreeInterval


def renew(counters: Sequence[Counter], first: date, last: date) -> int:
    """Make the derived rows of locked `counters` of one zone true on `first` to `last`.

    Days beyond a counter's `free_until` stay underived. Returns how many rows came or went.
    """
    if not counters or last < first:
        return 0
    zone = counters[0].location.zone
    until = {counter.pk: counter.free_until or date.min for counter in counters}
    truth = {
        (key, piece)
        for key, pieces in free_truth(counters, first, last).items()
        for piece in pieces
        if piece.starts_at.astimezone(zone).date() <= until[key]
    }
    rows = FreeInterval.objects.filter(
        counter__in=list(until),
        period__overlap=(day_bounds(first, zone)[0], day_bounds(last, zone)[1]),
    )
    derived = {
        (counter, Open(period.lower, period.upper, restriction)): key
        for key, counter, period, restriction in rows.values_list(
            "pk", "counter_id", "period", "restriction_id"
        )
    }
    surplus = [key for row, key in derived.items() if row not in truth]
    missing = truth - derived.keys()
    FreeInterval.objects.filter(pk__in=surplus).delete()
    write_intervals(sorted(missing, key=lambda row: (row[0], row[1].starts_at)))
    return len(surplus) + len(missing)

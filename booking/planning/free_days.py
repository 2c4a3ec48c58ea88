"""Free time of a location a day at a time, by the two truths as they are right now (B11)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from booking.availability.truth import Moments, day_bounds, open_intervals, without
from booking.models import Appointment, Counter, Location
from booking.planning.proposals import MOST_DAYS, Free, FreeTimes


def free_times(
    counters: Sequence[Counter], location: Location, around: Sequence[Moments]
) -> FreeTimes:
    """Return the free time of the location's counters around these moments.

    Hours are read at once; appointments only of the days somebody is really offered.
    """
    zone = location.zone
    if not around:
        return FreeTimes(lambda _day: {}, zone)
    far = timedelta(days=MOST_DAYS + 1)
    first = min(span[0] for span in around).astimezone(zone).date() - far
    last = max(span[1] for span in around).astimezone(zone).date() + far
    opened: dict[date, Free] = defaultdict(dict)
    for key, pieces in open_intervals(counters, first, last).items():
        for piece in pieces:
            opened[piece.starts_at.astimezone(zone).date()].setdefault(key, []).append(piece)

    def read(day: date) -> Free:
        taken = _taken(list(opened[day]), day_bounds(day, zone))
        return {key: without(pieces, taken[key]) for key, pieces in opened[day].items()}

    return FreeTimes(read, zone)


def _taken(counters: Sequence[int], within: Moments) -> dict[int, list[Moments]]:
    rows = Appointment.objects.occupying().filter(counter__in=counters, period__overlap=within)
    taken: dict[int, list[Moments]] = defaultdict(list)
    for counter, period in rows.values_list("counter_id", "period"):
        taken[counter].append((period.lower, period.upper))
    return taken

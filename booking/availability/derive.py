"""The derived table: FreeInterval = hours − closures − occupying appointments (DESIGN 4).

Every function that writes expects the counters to be locked by the caller
(`Counter.objects.locked()`), except `derive_all`, which locks them itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from psycopg.types.range import Range, TimestamptzRange

from booking.availability.truth import Moments, Open, day_bounds, open_intervals, without
from booking.models import Appointment, Counter, FreeInterval, Service

SPARE_DAYS = 30  # beyond the longest horizon, so that a late job loses nobody a day


def local_day(moment: datetime, counter: Counter) -> date:
    """Return the local date of `moment` at the counter."""
    return moment.astimezone(counter.location.zone).date()


def free_truth(
    counters: Sequence[Counter],
    first: date,
    last: date,
    *,
    ignoring_expired: datetime | None = None,
) -> dict[int, list[Open]]:
    """Return what is free by the two truths, per counter key, on local days `first` to `last`.

    With `ignoring_expired`, holds that have expired by that moment count as free.
    """
    opened = open_intervals(counters, first, last)
    taken = _taken(counters, first, last, ignoring_expired)
    return {key: without(pieces, taken.get(key, [])) for key, pieces in opened.items()}


def rederive(counters: Sequence[Counter], first: date, last: date) -> None:
    """Replace the derived rows of `counters` on the local days `first` to `last`.

    Days beyond a counter's `free_until` stay underived.
    """
    if not counters:
        return
    _delete(counters, first, last)
    truth = free_truth(counters, first, last)
    until = {counter.pk: counter.free_until or date.min for counter in counters}
    zones = {counter.pk: counter.location.zone for counter in counters}
    rows = (
        (key, piece)
        for key, pieces in truth.items()
        for piece in pieces
        if piece.starts_at.astimezone(zones[key]).date() <= until[key]
    )
    _insert(rows)


def rederive_around(counters: Sequence[Counter], periods: Iterable[Moments]) -> None:
    """Derive again the local days that `periods` touch; each day once."""
    days = {
        (counter.pk, day): counter
        for counter in counters
        for start, end in periods
        for day in (local_day(start, counter), local_day(end - timedelta(microseconds=1), counter))
    }
    by_day = defaultdict(list)
    for (_key, day), counter in days.items():
        by_day[day].append(counter)
    for day, touched in sorted(by_day.items()):
        rederive(touched, day, day)


CUT = """
WITH gone AS (
    DELETE FROM booking_freeinterval WHERE id = ANY(%(keys)s)
    RETURNING counter_id, period, restriction_id, reserved_until
), taken AS (
    SELECT counter, range_agg(period) AS periods
    FROM unnest(%(counters)s::bigint[], %(periods)s::tstzrange[]) AS one (counter, period)
    GROUP BY counter
)
INSERT INTO booking_freeinterval (counter_id, period, restriction_id, reserved_until)
SELECT gone.counter_id, unnest(tstzmultirange(gone.period) - taken.periods), gone.restriction_id,
       gone.reserved_until
FROM gone JOIN taken ON taken.counter = gone.counter_id
"""


def cut(intervals: Iterable[FreeInterval], taken: Sequence[tuple[int, Range]]) -> None:
    """Take the periods `taken`, (counter key, period), out of the intervals they lie in.

    The rest of an interval is inserted after it has gone: it is read from what the DELETE returns.
    """
    values: dict[str, Any] = {
        "keys": [interval.pk for interval in intervals],
        "counters": [counter for counter, _period in taken],
        "periods": [period for _counter, period in taken],
    }
    with connection.cursor() as cursor:
        cursor.execute(CUT, values)


def reach(today: date) -> date:
    """Return the last local day that must be derived: longest horizon and 30 days."""
    longest = Service.objects.active().aggregate(days=Max("horizon_days"))["days"] or 0
    return today + timedelta(days=longest + SPARE_DAYS)


def extend(counters: Iterable[Counter], today: date, last: date) -> int:
    """Derive the days still missing up to `last`; return how many counters were short."""
    by_start: dict[date, list[Counter]] = defaultdict(list)
    for counter in counters:
        missing_from = (
            max(today, counter.free_until + timedelta(days=1)) if counter.free_until else today
        )
        if missing_from <= last:
            by_start[missing_from].append(counter)
    for first, short in by_start.items():
        for counter in short:
            counter.free_until = last
        rederive(short, first, last)
        Counter.objects.filter(pk__in=[counter.pk for counter in short]).update(free_until=last)
    return sum(len(short) for short in by_start.values())


def derive_all(counters: Sequence[Counter], first: date, last: date) -> None:
    """Derive `counters` from nothing for the local days `first` to `last`; sets `free_until`."""
    with transaction.atomic():
        keys = [counter.pk for counter in counters]
        locked = list(Counter.objects.filter(pk__in=keys).select_related("location").locked())
        for counter in locked:
            counter.free_until = last
        FreeInterval.objects.filter(counter__in=keys).delete()
        rederive(locked, first, last)
        Counter.objects.filter(pk__in=keys).update(free_until=last)


def extend_all(at: datetime) -> int:
    """Extend every counter that falls short of the longest horizon; daily job and start-up."""
    last = reach(at.date())
    short = (
        Counter.objects.in_use().exclude(free_until__gte=last).values_list("location", flat=True)
    )
    extended = 0
    for location in sorted(set(short)):
        with transaction.atomic():
            counters = Counter.objects.in_use().filter(location=location)
            locked = list(counters.select_related("location").locked())
            extended += extend(locked, at.date() - timedelta(days=1), last)
    return extended


def drop_past(before: datetime) -> int:
    """Delete derived rows that ended before `before`; return how many."""
    return FreeInterval.objects.filter(period__endswith__lte=before).delete()[0]


def _taken(
    counters: Sequence[Counter], first: date, last: date, ignoring: datetime | None
) -> dict[int, list[Moments]]:
    bounds = _window(counters, first, last)
    rows = Appointment.objects.occupying().filter(counter__in=counters, period__overlap=bounds)
    if ignoring is not None:
        expired = Appointment.objects.expired_holds(ignoring).values("pk")
        rows = rows.exclude(pk__in=expired)
    taken = defaultdict(list)
    for key, period in rows.values_list("counter_id", "period"):
        taken[key].append((period.lower, period.upper))
    return taken


def _window(counters: Sequence[Counter], first: date, last: date) -> Moments:
    zones = {counter.location.zone for counter in counters}
    starts = min(day_bounds(first, zone)[0] for zone in zones)
    return (starts, max(day_bounds(last, zone)[1] for zone in zones))


def _delete(counters: Sequence[Counter], first: date, last: date) -> None:
    by_zone = defaultdict(list)
    for counter in counters:
        by_zone[counter.location.zone].append(counter.pk)
    for zone, keys in by_zone.items():
        bounds = (day_bounds(first, zone)[0], day_bounds(last, zone)[1])
        FreeInterval.objects.filter(counter__in=keys, period__overlap=bounds).delete()


def _insert(rows: Iterable[tuple[int, Open]]) -> None:
    batch = list(rows)
    if len(batch) < 200:
        FreeInterval.objects.bulk_create(
            FreeInterval(
                counter_id=key,
                period=TimestamptzRange(piece.starts_at, piece.ends_at),
                restriction_id=piece.restriction_id,
                reserved_until=piece.reserved_until,
            )
            for key, piece in batch
        )
        return
    # A whole nation is a quarter of a million rows: COPY is several times an INSERT's speed.
    statement = (
        "COPY booking_freeinterval (counter_id, period, restriction_id, reserved_until) FROM STDIN"
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for key, piece in batch:
            period = TimestamptzRange(piece.starts_at, piece.ends_at)
            copy.write_row((key, period, *piece.rules))

"""Fills the counters with appointments nobody made, so that waits differ from place to place.

What is drawn depends on the counter, the day and the last fill alone: a load into an empty
database always draws the same.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random

from booking.availability.derive import free_truth
from booking.availability.restrictions import allowed
from booking.availability.truth import Open
from booking.demo.catalogue import Row
from booking.demo.day_plan import Offer, Visit, plan, share, topped_up
from booking.models import Appointment, Counter, Service, ServiceRestriction
from calendars.work_free_days import work_free

PAST_DAYS = 7
AHEAD_DAYS = 60

Planned = tuple[Counter, Visit]


def planned(
    counters: Sequence[Counter], demand: Row, *, at: datetime, before: date | None
) -> Iterator[Planned]:
    """Yield the visits to book, from a week ago to 60 days ahead of `at`.

    `before` is the day of the last fill: what was drawn then is not drawn again, only topped up
    by what its nearness now asks for. Counters come with location, locked.
    """
    today = _today(counters, at)
    free = free_truth(
        counters, today - timedelta(days=PAST_DAYS), today + timedelta(days=AHEAD_DAYS)
    )
    offers = _offers(counters, demand["popularity"])
    rules = _Rules()
    fresh = _never_filled(counters)
    for counter in counters:
        wait = _wait(counter, demand)
        last_fill = None if counter.pk in fresh else before
        for day, pieces in _by_day(free[counter.pk], counter):
            taken = _share(day, today, last_fill, wait)
            chance = Random(f"{_name(counter)} {day} {last_fill}")  # noqa: S311 - not a secret
            for piece in (one for one in pieces if one.reserved_until is None):
                fitting = rules.kept(offers[counter.pk], piece.restriction_id)
                for visit in plan([piece.interval], fitting, taken, chance):
                    yield counter, visit


def _share(day: date, today: date, last_fill: date | None, wait: int) -> float:
    now = share(working_days(today, day), wait)
    if last_fill is None:
        return now
    if day < today:
        return 0.0
    seen = day <= last_fill + timedelta(days=AHEAD_DAYS)
    return topped_up(now, share(working_days(last_fill, day), wait) if seen else 0.0)


@lru_cache(maxsize=4096)
def working_days(today: date, day: date) -> int:
    """Return how many working days lie from `today` to `day`; -1 for any day before today."""
    if day < today:
        return -1
    days = (today + timedelta(days=number) for number in range((day - today).days))
    return sum(1 for passed in days if passed.weekday() < 5 and not work_free(passed))


def _wait(counter: Counter, demand: Row) -> int:
    """Return on how many working days from today the counter is full."""
    location = counter.location
    chance = Random(f"wait {location.slug}")  # noqa: S311 - not a secret
    wait = demand["waits"].get(location.slug) or chance.randint(*demand["spans"][location.kind])
    # Not all counters of a place are equally loved; the first one is as the place says.
    extra = 0 if counter.order == 1 else Random(_name(counter)).randint(0, 2)  # noqa: S311 - no secret
    return int(wait) + extra


def _name(counter: Counter) -> str:
    return f"{counter.location.slug} {counter.label}"


def _today(counters: Sequence[Counter], at: datetime) -> date:
    return at.astimezone(counters[0].location.zone).date()


def _by_day(pieces: list[Open], counter: Counter) -> Iterator[tuple[date, list[Open]]]:
    days: dict[date, list[Open]] = {}
    for piece in pieces:
        days.setdefault(piece.starts_at.astimezone(counter.location.zone).date(), []).append(piece)
    yield from days.items()


def _never_filled(counters: Sequence[Counter]) -> set[int]:
    keys = {counter.pk for counter in counters}
    return keys - set(Appointment.objects.values_list("counter_id", flat=True).distinct())


def _offers(counters: Sequence[Counter], popularity: dict[str, int]) -> dict[int, list[Offer]]:
    """Return what each counter does by appointment, in the order of the services' slugs."""
    made = {
        service.pk: Offer(
            service_id=service.pk,
            length=service.length,
            visit=timedelta(minutes=service.minutes),
            weight=popularity.get(service.slug, 1),
            max_people=service.max_people,
        )
        for service in Service.objects.by_appointment().order_by("slug")
    }
    through = Counter.services.through
    pairs = set(through.objects.values_list("counter_id", "service_id"))
    return {
        counter.pk: [offer for key, offer in made.items() if (counter.pk, key) in pairs]
        for counter in counters
    }


class _Rules:
    """Which services a restricted time is for, read once."""

    def __init__(self) -> None:
        rows = ServiceRestriction.objects.prefetch_related("services")
        self.rows = {row.pk: (row, frozenset(s.pk for s in row.services.all())) for row in rows}

    def kept(self, offers: list[Offer], restriction: int | None) -> list[Offer]:
        if restriction is None:
            return offers
        row, named = self.rows[restriction]
        return [offer for offer in offers if allowed(row, offer.service_id, named)]

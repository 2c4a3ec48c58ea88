"""Loads regular hours, urgent reserves, and one-off closures and openings around today."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from booking.demo.catalogue import Catalogue, Row
from booking.enums import RestrictionMode
from booking.models import (
    Appointment,
    Closure,
    Counter,
    ExtraOpening,
    Location,
    OpeningHours,
    Service,
    ServiceRestriction,
    UrgentReserve,
)
from calendars.work_free_days import work_free

VALID_FROM = date(2026, 1, 1)
_SATURDAY = 5
_SEARCHED_DAYS = 60


def load_hours(catalogue: Catalogue) -> int:
    """Give every office, and the counters that have their own, their hours; return how many rows.

    Hours that are already as the files say are left alone, and so are those staff have added.
    """
    rows: list[OpeningHours] = []
    named: dict[str, list[Row]] = {
        slug: entry["hours"]
        for entry in catalogue.hours["exceptions"]
        for slug in entry["locations"]
    }
    offices = [row["slug"] for row in catalogue.locations]
    for location in _offices(offices):
        hours: list[Row] = named.get(location.slug) or catalogue.hours["general"]
        rows += [_hours(row, location=location) for row in hours]
    for entry in catalogue.one_offs["counter_hours"]:
        for counter in _counters(entry["counters"]):
            rows += [_hours(row, counter=counter) for row in entry["hours"]]
    wanted = {_key(row) for row in rows}
    owners = Q(location__slug__in=offices) | Q(counter__location__slug__in=offices)
    stored = {
        _key(row): row.pk for row in OpeningHours.objects.filter(owners, valid_from=VALID_FROM)
    }
    OpeningHours.objects.filter(pk__in=[stored[key] for key in stored.keys() - wanted]).delete()
    OpeningHours.objects.bulk_create(row for row in rows if _key(row) not in stored)
    return len(rows)


def load_reserves(catalogue: Catalogue) -> int:
    """Keep time for urgent cases at the counters the files name; return how many rows.

    A counter that has a reserve already keeps it as it is.
    """
    rows = [
        UrgentReserve(counter=counter, **_by_rule(entry), release_hours=entry["release_hours"])
        for entry in catalogue.one_offs["urgent_reserves"]
        for counter in _counters(entry["counters"])
    ]
    kept = set(
        UrgentReserve.objects.filter(counter__in=[row.counter_id for row in rows]).values_list(
            "counter_id", flat=True
        )
    )
    return len(UrgentReserve.objects.bulk_create(r for r in rows if r.counter_id not in kept))


def load_one_offs(catalogue: Catalogue, *, at: datetime) -> int:
    """Keep one closure and one Saturday of each kind ahead of `at`; return how many were added.

    A closure looks for a day on which it strands nobody.
    """
    added = 0
    for entry in catalogue.one_offs["closures"]:
        for location in _offices([entry["location"]]):
            added += _add_closure(entry, location, at)
    for entry in catalogue.one_offs["saturdays"]:
        for location in _offices(entry["locations"]):
            added += _add_saturday(entry, location, at)
    return added


def _add_closure(entry: Row, location: Location, at: datetime) -> int:
    if _has_one_ahead(Closure, entry, location, at):
        return 0
    first = at.astimezone(location.zone).date() + timedelta(days=entry["after_days"])
    for day in (first + timedelta(days=number) for number in range(_SEARCHED_DAYS)):
        period = _period(entry, day, location)
        taken = Appointment.objects.occupying().filter(
            counter__location=location, period__overlap=period
        )
        if day.weekday() < _SATURDAY and not work_free(day) and not taken.exists():
            Closure.objects.create(location=location, period=period, **_reasons(entry))
            return 1
    return 0


def _add_saturday(entry: Row, location: Location, at: datetime) -> int:
    if _has_one_ahead(ExtraOpening, entry, location, at):
        return 0
    day = at.astimezone(location.zone).date() + timedelta(days=entry["after_days"])
    while day.weekday() != _SATURDAY or work_free(day):
        day += timedelta(days=1)
    ExtraOpening.objects.create(
        location=location,
        period=_period(entry, day, location),
        restriction=_only(entry["only_category"]),
        **_reasons(entry),
    )
    return 1


def _has_one_ahead(
    model: type[Closure] | type[ExtraOpening], entry: Row, location: Location, at: datetime
) -> bool:
    return model.objects.filter(
        location=location, reason_sl=entry["reason"]["sl"], period__endswith__gt=at
    ).exists()


def _only(category: str) -> ServiceRestriction:
    """Return the restriction to the services of `category`, made once."""
    services = set(Service.objects.filter(category__slug=category).values_list("pk", flat=True))
    for row in ServiceRestriction.objects.filter(mode=RestrictionMode.ONLY, is_walk_in_only=False):
        if set(row.services.values_list("pk", flat=True)) == services:
            return row
    restriction = ServiceRestriction.objects.create(mode=RestrictionMode.ONLY)
    restriction.services.set(services)
    return restriction


def _period(entry: Row, day: date, location: Location) -> DateTimeTZRange:
    opens, closes = (time.fromisoformat(entry[name]) for name in ("opens", "closes"))
    return DateTimeTZRange(
        datetime.combine(day, opens, location.zone), datetime.combine(day, closes, location.zone)
    )


def _reasons(entry: Row) -> Row:
    return {f"reason_{language}": text for language, text in entry["reason"].items()}


def _hours(row: Row, **owner: Location | Counter) -> OpeningHours:
    return OpeningHours(**_by_rule(row), **owner)


def _by_rule(row: Row) -> Row:
    return {
        "rule": row["rule"],
        "opens": time.fromisoformat(row["opens"]),
        "closes": time.fromisoformat(row["closes"]),
        "valid_from": VALID_FROM,
    }


def _key(row: OpeningHours) -> tuple[object, ...]:
    return (row.location_id, row.counter_id, row.rule, row.opens, row.closes, row.valid_from)


def _offices(slugs: Iterable[str]) -> list[Location]:
    return list(Location.objects.offices().filter(slug__in=list(slugs)))


def _counters(numbers: dict[str, int]) -> list[Counter]:
    found = Counter.objects.in_use().filter(location__slug__in=numbers).select_related("location")
    return [counter for counter in found if counter.order == numbers[counter.location.slug]]

"""Loads the demonstration, step by step, and remembers in the audit trail what it has loaded."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime

from django.db import connection, transaction

from booking.availability.derive import derive_all, reach
from booking.demo.catalogue import Catalogue, fingerprint, read
from booking.demo.counters import load_counters
from booking.demo.fill import planned
from booking.demo.hours import load_hours, load_one_offs, load_reserves
from booking.demo.notices import load_notices
from booking.demo.places import load_places
from booking.demo.services import load_services
from booking.demo.store import settle_past, store
from booking.models import Counter
from privacy.audit import SYSTEM, record
from privacy.models import AuditEntry

_CATALOGUE = "booking.catalogue"
_DAY = "booking.demo_day"

Tell = Callable[[str, dict[str, int]], None]


def load_booking(scale: str, *, at: datetime, tell: Tell) -> None:
    """Load the catalogue of `scale` and fill the counters around `at`.

    Idempotent: a catalogue that was loaded before is not read again (what staff have changed
    since stays), and a day that was filled before is left alone. `tell` gets each step's name
    and counts as it ends.
    """
    catalogue_print = fingerprint(scale)
    if not _was_done(_CATALOGUE, catalogue_print):
        _load_catalogue(scale, catalogue_print, at=at, tell=tell)
    day_print = hashlib.sha256(f"{catalogue_print} {at.date()}".encode()).hexdigest()
    if not _was_done(_DAY, day_print):
        _fill(read(scale), day_print, at=at, tell=tell)


@transaction.atomic
def _load_catalogue(scale: str, done: str, *, at: datetime, tell: Tell) -> None:
    catalogue = read(scale)
    tell("places", load_places(catalogue, at=at))
    tell("services", load_services(catalogue))
    tell("notices", {"notices": load_notices(catalogue, at=at)})
    counters = load_counters(catalogue)
    hours = load_hours(catalogue)
    tell("counters", {"counters": counters, "opening_hours": hours})
    tell("urgent reserves", {"urgent_reserves": load_reserves(catalogue)})
    record(SYSTEM, "loaded", _CATALOGUE, done, at=at)


@transaction.atomic
def _fill(catalogue: Catalogue, done: str, *, at: datetime, tell: Tell) -> None:
    """Top up what has become visible since the last fill, then derive what is free."""
    one_offs = load_one_offs(catalogue, at=at)
    slugs = [row["slug"] for row in catalogue.locations]
    counters = list(
        Counter.objects.in_use()
        .filter(location__slug__in=slugs)
        .select_related("location__unit")
        .locked()
    )
    open_ones = [counter for counter in counters if counter.location.is_bookable()]
    settled = settle_past(at)
    visits = planned(open_ones, catalogue.demand, at=at, before=_last_fill())
    appointments = store(visits, at=at)
    tell(
        "appointments",
        {"appointments": appointments, "settled": settled, "closures_and_openings": one_offs},
    )
    today = at.date()
    derive_all(counters, today, reach(today))
    with connection.cursor() as cursor:
        # A planner without statistics takes full tables for empty ones until autovacuum comes by.
        cursor.execute("ANALYZE booking_appointment, booking_booking, booking_freeinterval")
    tell("free time", {"counters": len(counters)})
    record(SYSTEM, "loaded", _DAY, done, at=at)


def _was_done(object_type: str, done: str) -> bool:
    return AuditEntry.objects.filter(object_type=object_type, object_id=done).exists()


def _last_fill() -> date | None:
    last = AuditEntry.objects.filter(object_type=_DAY).order_by("-at").first()
    return last.at.date() if last else None

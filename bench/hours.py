"""A year of hours of a location with 12 counters and 20,000 future appointments changed (B7, B11).

The location is made for the measurement and goes afterwards. A few dozen appointments lie in the
hour that each change takes away, alternately in the morning and at the end of the day.
"""

from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from bench.figures import result
from booking.actions.bulk import Decision, Shown, apply
from booking.availability.check import differences
from booking.availability.derive import derive_all
from booking.enums import BulkKind, Channel, LocationKind, Status
from booking.models import (
    Appointment,
    Booking,
    BulkChange,
    Contact,
    Counter,
    Location,
    OpeningHours,
    Service,
)
from booking.planning.preview import preview
from booking.planning.replacing import replaced
from booking.planning.steps import AddHours, Change
from booking.tokens import new_reference
from calendars.recurrence import dates
from calendars.work_free_days import work_free
from privacy.audit import SYSTEM

SLUG = "merilo-ur"
RULE = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
ZONE = ZoneInfo("Europe/Ljubljana")
COUNTERS, APPOINTMENTS, DAYS, ROUNDS = 12, 20_000, 365, 5
LONG = timedelta(minutes=20)


def change_hours() -> list[dict[str, object]]:
    """Measure preview and saving; the derived free time must be sound after every one."""
    _remove()
    location = _location()
    previews, applied, stranded = [], [], []
    try:
        for number in range(ROUNDS):
            at = timezone.now()
            change = _change(location, number, at.date() + timedelta(days=1))
            start = perf_counter()
            seen = preview(change, at=at)
            middle = perf_counter()
            decisions = {one.appointment.pk: Decision.MOVE for one in seen.stranded}
            apply(Shown.of(seen), decisions, by=SYSTEM, at=at)
            previews.append((middle - start) * 1000)
            applied.append((perf_counter() - middle) * 1000)
            stranded.append(len(decisions))
        unsound = [d for d in differences(timezone.now()) if d.counter.location_id == location.pk]
    finally:
        _remove()
    facts = {"stranded": max(stranded), "errors": len(unsound)}
    return [
        _row("change_hours_preview", previews, 2000) | facts,
        _row("change_hours_apply", applied, 5000) | facts,
    ]


def _row(name: str, times: list[float], limit: int) -> dict[str, object]:
    return result(name, times, limit={"what": f"within {limit} ms", "p50_ms": limit})


def _change(location: Location, number: int, first: date) -> Change:
    """Return the next of three sets of hours; each strands some of those booked in the last."""
    opens, closes = [(time(8), time(15)), (time(8), time(15, 20)), (time(7), time(14, 40))][
        number % 3
    ]
    if number == 0:
        opens, closes = time(8, 20), time(15)
    old = OpeningHours.objects.filter(location=location)
    steps = [*replaced(old, first, None), AddHours(None, RULE, opens, closes, first)]
    return Change(uuid4().hex, str(BulkKind.HOURS), location.pk, tuple(steps))


def _location() -> Location:
    unit = Location.add_root(
        kind=LocationKind.UNIT, slug=SLUG, name="Merilo", open_channels=[Channel.UNIT]
    )
    Location.objects.filter(pk=unit.pk).update(unit=unit)
    location = Location.objects.get(pk=unit.pk)
    first = timezone.localdate() - timedelta(days=30)
    OpeningHours.objects.create(
        location=location, rule=RULE, opens=time(8), closes=time(15), valid_from=first
    )
    service = Service.objects.filter(minutes__lte=20, buffer_minutes=0).order_by("-minutes")[0]
    for number in range(COUNTERS):
        counter = Counter.objects.create(location=location, label=f"Okence {number + 1}")
        counter.services.add(service)
    counters = list(Counter.objects.filter(location=location).select_related("location"))
    _fill(location, counters, service)
    derive_all(counters, timezone.localdate(), timezone.localdate() + timedelta(days=DAYS + 30))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE booking_appointment, booking_booking, booking_freeinterval")
    return location


def _fill(location: Location, counters: list[Counter], service: Service) -> None:
    """Book the counters full from 8.20 to 14.40 as evenly as it takes, and a few at the edges."""
    today, at = timezone.localdate(), timezone.now()
    days = dates(RULE, today, today + timedelta(days=2), today + timedelta(days=DAYS))
    open_days = [day for day in days if not work_free(day)]
    each = APPOINTMENTS // (len(open_days) * COUNTERS) + 1
    starts = [
        (day, counter, 1 + n * 2) for day in open_days for counter in counters for n in range(each)
    ]
    edges = [(day, counters[0], step) for day in open_days[::5] for step in (0, 20)]
    rows = [
        (counter, datetime.combine(day, time(8), ZONE).astimezone(UTC) + step * LONG)
        for day, counter, step in [*starts[:APPOINTMENTS], *edges]
    ]
    bookings = Booking.objects.bulk_create(
        Booking(
            service=service,
            location=location,
            reference=new_reference(),
            manage_hash=uuid4().hex,
            language="sl",
            channel=Channel.UNIT,
            created_at=at,
            confirmed_at=at,
        )
        for _row in rows
    )
    Contact.objects.bulk_create(
        Contact(booking=one, name="Merilo", email="merilo@example.org", wants_email=True)
        for one in bookings
    )
    Appointment.objects.bulk_create(
        Appointment(
            booking=booking,
            counter=counter,
            service=service,
            period=(start, start + service.length),
            ends_at=start + timedelta(minutes=service.minutes),
            status=Status.BOOKED,
            created_at=at,
            changed_at=at,
        )
        for booking, (counter, start) in zip(bookings, rows, strict=True)
    )


def _remove() -> None:
    location = Location.objects.filter(slug=SLUG).first()
    if location is None:
        return
    Booking.objects.filter(location=location).delete()
    Counter.objects.filter(location=location).delete()
    OpeningHours.objects.filter(location=location).delete()
    BulkChange.objects.filter(location=location).delete()
    Location.objects.filter(pk=location.pk).update(unit=None)
    Location.objects.get(pk=location.pk).delete()

"""An office with counters and hours whose free time is derived: the stage of most booking tests."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from booking.availability.derive import derive_all
from booking.models import Counter
from privacy.audit import Actor
from privacy.models import Notice
from tests.factories.booking import (
    CounterFactory,
    LocationFactory,
    OpeningHoursFactory,
    ServiceFactory,
)

ZONE = ZoneInfo("Europe/Ljubljana")
AT = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)  # Monday, 8.00 in Ljubljana
CITIZEN = Actor()


def local(day: str, clock: str) -> datetime:
    """Return a Ljubljana wall time as UTC: local("2026-11-17", "08:20")."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZONE).astimezone(UTC)


TUESDAY = date(2026, 11, 17)  # the day after AT
EIGHT = local("2026-11-17", "08:00")
NINE = local("2026-11-17", "09:00")
LATER = AT + timedelta(minutes=11)  # what was held at AT is over


def office(counters=1, *, service=None, opens=time(8), closes=time(12), at=AT, days=40, **location):
    """Return (location, service): so many counters, open Monday to Friday, derived from `at` on."""
    service = service or ServiceFactory()
    place = LocationFactory(**location)
    OpeningHoursFactory(location=place, opens=opens, closes=closes)
    for number in range(counters):
        CounterFactory(location=place, label=f"Okence {number + 1}", services=[service])
    derive(place, at=at, days=days)
    return place, service


def derive(place, *, at=AT, days=40):
    """Derive the free time of every counter of `place` from nothing."""
    first = at.astimezone(ZONE).date()
    derive_all(list(Counter.objects.filter(location=place)), first, first + timedelta(days=days))


def privacy_notice(at=AT):
    return Notice.objects.get_or_create(
        kind="privacy",
        object_key="booking",
        version=1,
        defaults={
            "effective_from": at - timedelta(days=1),
            "text_sl": "Obvestilo",
            "text_sr": "Обавештење",
            "text_en": "Notice",
        },
    )[0]

"""The private calendar of a counter: times and services, nobody's name (I1, X4)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid5

from django.conf import settings
from django.db.models import Q

from booking.enums import Status
from booking.models import Appointment, Counter
from booking.models.appointment import AppointmentQuerySet
from calendars.feed_ics import KEEP_CANCELLED
from calendars.feeds import Entry, Feed
from calendars.personal import PersonalKind
from calendars.row_versions import rows_version
from languages.codes import STORED

BACK = timedelta(days=30)
AHEAD = timedelta(days=120)

# The visitor is told that these are gone; that their time may still be kept is our affair.
GONE = (Status.CANCELLED, Status.REVOKED, Status.MOVED, Status.COOLING)

NOT_YET = (Status.HELD, Status.OFFERED, Status.EXPIRED)

# A service has forty columns, and a counter hundreds of appointments.
_NEEDED = [
    *("counter_id", "period", "ends_at", "status", "changed_at"),
    *("booking__uid", "booking__sequence"),
    *(f"service__short_name_{language}" for language in STORED),
]


class CounterCalendar(Feed):
    """What is booked at one counter, from 30 days back to 120 days ahead."""

    refresh = timedelta(minutes=30)

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.name = f"okence-{counter.pk}"
        self.zone = counter.location.zone

    def title(self) -> str:
        return f"{self.counter.location.name}, {self.counter.label}"

    def entries(self, at: datetime) -> Iterator[Entry]:
        """Yield confirmed appointments, walk-ins too; cancelled ones for 30 days after that."""
        for row in self._rows(at).confirmed().select_related("booking", "service").only(*_NEEDED):
            yield self._entry(row)

    def version(self, at: datetime) -> str:
        # Cancelled holds are among these rows: a calendar may be told more often than it must.
        return rows_version(self._rows(at), "booking", "service")

    def _rows(self, at: datetime) -> AppointmentQuerySet:
        told = ~Q(status__in=GONE) & Q(period__overlap=(at - BACK, at + AHEAD))
        gone = Q(status__in=GONE, changed_at__gt=at - KEEP_CANCELLED)
        return self.counter.appointments.exclude(status__in=NOT_YET).filter(
            told | gone & Q(period__startswith__lt=at + AHEAD)
        )

    def _entry(self, row: Appointment) -> Entry:
        # Neither the booking's own UID, which stands in its visitor's calendar, nor its reference.
        uid = uuid5(row.booking.uid, str(row.pk))
        return Entry(
            uid=f"{uid}@{settings.MESSAGE_ID_DOMAIN}",
            starts=row.starts_at,
            ends=row.ends_at,
            summary=row.service.short_name,
            location=self.title(),
            changed_at=row.changed_at,
            sequence=row.booking.sequence,
            is_cancelled=row.status in GONE,
        )


def holder_of(counter: Counter) -> str:
    """Return what the link of a counter's calendar is kept under."""
    return str(counter.pk)


def _feed_of(holder: str) -> Feed | None:
    counter = Counter.objects.select_related("location").filter(pk=holder).first()
    return CounterCalendar(counter) if counter else None


OF_COUNTERS = PersonalKind("okence", _feed_of, object_type="booking.counter")

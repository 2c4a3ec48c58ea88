"""Which other time an appointment may be offered: its service's counters, rules and notice."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from booking.availability.free import restrictions_allowing
from booking.availability.truth import Open
from booking.availability.window import first_start
from booking.models import Appointment, Counter
from booking.planning.proposals import FreeTimes, Proposal

TIME_TO_READ = timedelta(days=1)


class Offers:
    """Free times of one location, asked appointment by appointment."""

    def __init__(self, free: FreeTimes, counters: Sequence[Counter], at: datetime) -> None:
        self.free = free
        self.at = at
        self.counters = [one for one in counters if one.is_active]
        self.counters.sort(key=lambda one: (one.order, one.pk))
        self._able: dict[int, list[int]] | None = None
        self._allowing: dict[int, frozenset[int | None]] = {}

    def nearest(self, appointment: Appointment, wanted: datetime) -> Proposal | None:
        """Return the free equal time closest to `wanted`.

        Not sooner than the service's notice, and nobody is sent for earlier than they expect
        within the next day: the message must reach them first.
        """
        service = appointment.service
        in_time = min(appointment.starts_at, self.at + TIME_TO_READ)
        earliest = max(first_start(service, self.at), in_time)
        able = self._doing(service.pk)
        return self.free.nearest(service, wanted, able, self._serves(appointment), earliest)

    def still(self, appointment: Appointment, shown: Proposal | None) -> Proposal | None:
        """Return what was shown if it is still free, and take it."""
        service = appointment.service
        if shown is None or shown.counter not in self._doing(service.pk):
            return None
        if shown.starts_at <= self.at:
            return None
        kept = self.free.holds(shown, service.length, self._serves(appointment))
        return shown if kept else None

    def _doing(self, service: int) -> list[int]:
        if self._able is None:
            links = Counter.services.through.objects.filter(
                counter__in=[counter.pk for counter in self.counters]
            )
            pairs = set(links.values_list("counter_id", "service_id"))
            self._able = {
                service: [one.pk for one in self.counters if (one.pk, service) in pairs]
                for service in {service for _counter, service in pairs}
            }
        return self._able.get(service, [])

    def _serves(self, appointment: Appointment) -> Callable[[Open], bool]:
        """Return what says of free time whether the appointment may have it (B12, B35)."""
        allowed, is_urgent = self._allowed(appointment.service_id), appointment.booking.is_urgent
        return lambda piece: (
            piece.restriction_id in allowed and piece.is_for(is_urgent=is_urgent, at=self.at)
        )

    def _allowed(self, service: int) -> frozenset[int | None]:
        if service not in self._allowing:
            keys = restrictions_allowing(service).values_list("pk", flat=True)
            self._allowing[service] = frozenset([*keys, None])
        return self._allowing[service]

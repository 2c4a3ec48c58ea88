"""What is to be booked, as the address of a page or its form says it."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from accounts.models import User
from booking.forms.desk import local_text, moment_from
from booking.models import Counter, Location, Municipality, Service

LONGEST = 80  # characters of a part of an address; no slug or time has more


@dataclass(frozen=True)
class Wish:
    """A time of a service at `location`; what has not been chosen yet is None."""

    location: Location
    service: Service | None = None
    starts_at: datetime | None = None
    people: int = 1
    counter: Counter | None = None
    is_urgent: bool = False

    @property
    def start_text(self) -> str:
        """Return the start as it travels in addresses: local, to the minute."""
        return local_text(self.starts_at, self.location.zone) if self.starts_at else ""

    @property
    def query(self) -> dict[str, str]:
        """Return what an address says of this wish without its time."""
        pairs = {
            "service": self.service.slug if self.service else "",
            "people": str(self.people) if self.people > 1 else "",
            "urgent": "1" if self.is_urgent else "",
        }
        return {name: value for name, value in pairs.items() if value}

    def key(self, drawn: str, user: User, municipality: Municipality | None = None) -> str:
        """Return the idempotency key of one press of this wish in the rendering `drawn`."""
        parts = (
            drawn,
            user.pk,
            self.service and self.service.slug,
            self.location.slug,
            self.start_text,
            self.people,
            self.counter and self.counter.pk,
            municipality and municipality.slug,
            self.is_urgent,
        )
        return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()

    def for_people(self, people: int) -> "Wish":
        most = self.service.max_people if self.service else people
        return replace(self, people=max(1, min(people, most)))


def offered(location: Location) -> QuerySet[Service]:
    """Return the services that can be booked at a counter of `location`."""
    doing = Service.counters.through.objects.filter(
        counter__location=location, counter__is_active=True
    )
    return Service.objects.by_appointment().filter(pk__in=doing.values("service"))


def read_wish(location: Location, data: QueryDict) -> Wish:
    """Return the wish of a request; Http404 for a service or counter that is not of this place."""
    service = counter = None
    if slug := data.get("service", ""):
        service = get_object_or_404(offered(location), slug=slug[:LONGEST])
    if key := data.get("counter", ""):
        if not key.isdecimal() or len(key) > 18:
            raise Http404
        counter = get_object_or_404(location.counters.in_use(), pk=key)
    starts_at = moment_from(data.get("start", "")[:LONGEST], location.zone)
    people = data.get("people", "")
    # Which service it is for may be chosen only after the time.
    is_urgent = bool(data.get("urgent")) and (service is None or service.has_urgent_path)
    wish = Wish(location, service, starts_at, 1, counter, is_urgent)
    return wish.for_people(int(people) if people.isdecimal() and len(people) < 3 else 1)

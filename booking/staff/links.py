"""Where the lines of a schedule lead."""

from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from booking.models import Location, Service
from languages.dates import local


class Links:
    """Addresses of one place's appointments and free times; each pattern is looked up once."""

    def __init__(self, location: Location, service: Service | None = None) -> None:
        self.zone = location.zone
        self.service = service
        shown = reverse("calendar:appointment", kwargs={"slug": location.slug, "appointment": 0})
        self._appointment = shown.removesuffix("0/")
        moved = reverse("calendar:move", kwargs={"slug": location.slug, "appointment": 0})
        self._move = moved.removeprefix(shown)
        self._book = reverse("calendar:book", args=[location.slug])

    def appointment(self, key: int) -> str:
        return f"{self._appointment}{key}/"

    def move(self, key: int) -> str:
        return f"{self._appointment}{key}/{self._move}"

    def time(self, counter: int, start: datetime) -> dict[str, str]:
        """Return what an address says of a counter's time."""
        return {"counter": str(counter), "start": f"{local(start, self.zone):%Y-%m-%dT%H:%M}"}

    def book(self, counter: int, start: datetime, *, is_urgent: bool = False) -> str:
        """Return where this free time is booked."""
        values = self.time(counter, start)
        if is_urgent:
            values["urgent"] = "1"
        if self.service is not None:
            values["service"] = self.service.slug
        return f"{self._book}?{urlencode(values)}"

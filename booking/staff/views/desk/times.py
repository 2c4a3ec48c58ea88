"""The free times of a service at a place, as links: the next five, then the days (B20)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from booking.actions.holding import nearest
from booking.availability.slots import Slot, next_slots, slots
from booking.availability.window import last_day
from booking.enums import Channel
from booking.errors import BookingError
from booking.forms.desk import local_text, moment_from
from booking.forms.when import DaysForm
from booking.models import Location
from booking.staff.views.desk.wish import LONGEST, Wish
from booking.views.walk import rows
from booking.views.walk.days import Days
from languages.dates import date_time

DAYS_SHOWN = 14


@dataclass(frozen=True)
class FreeTimes:
    """The times for a wish with a service; every link leads to `path` with `query` and more."""

    wish: Wish
    at: datetime
    path: str
    query: dict[str, str]

    def url(self, **more: str) -> str:
        return f"{self.path}?{urlencode({**self.query, **more})}"

    def context(self, data: QueryDict) -> dict[str, Any]:
        """Return what _times.html draws; `data` says which days are listed and which is open."""
        place, service = self.wish.location, self.wish.service
        assert service is not None
        among: dict[str, Any] = {
            "at": self.at,
            "people": self.wish.people,
            "channel": Channel.UNIT,
            "is_urgent": self.wish.is_urgent,
        }
        soon = next_slots(place, service, **among)
        form = DaysForm(data)
        form.is_valid()
        first = form.cleaned_data.get("od") or (soon and _day(soon[0], place)) or None
        today = self.at.astimezone(place.zone).date()
        days = Days(today, last_day(service, self.at, place.zone), DAYS_SHOWN, first)
        found = slots(place, service, days.first, days.last, **among)
        return {
            "times": self,
            "hidden": self.query,
            "soon": self._links(soon, with_day=True),
            "days": self._days(days, found, form.cleaned_data.get("dan")),
            "earlier_url": self._page(days.earlier),
            "later_url": self._page(days.later),
        }

    def _days(self, days: Days, found: Sequence[Slot], chosen: date | None) -> list[dict[str, Any]]:
        by_day: dict[date, list[Slot]] = {}
        for slot in found:
            by_day.setdefault(_day(slot, self.wish.location), []).append(slot)
        return [
            {
                "text": rows.day_text(day),
                "note": rows.day_note(day),
                "count": len(by_day.get(day, [])),
                "url": self.url(od=days.first.isoformat(), dan=day.isoformat()) + "#days",
                "is_chosen": day == chosen,
                "slots": self._links(by_day.get(day, [])) if day == chosen else [],
            }
            for day in days.listed(by_day)
        ]

    def _links(self, found: Iterable[Slot], *, with_day: bool = False) -> list[dict[str, Any]]:
        place = self.wish.location
        return [
            {
                **rows.slot_button(slot, place, with_day=with_day),
                "free": slot.free,
                "url": self.url(start=local_text(slot.starts_at, place.zone)),
            }
            for slot in found
        ]

    def _page(self, first: date | None) -> str:
        return self.url(od=first.isoformat()) + "#days" if first else ""


def other_times(
    wish: Wish, error: BookingError, *, around: str, at: datetime
) -> list[dict[str, str]]:
    """Return the free times nearest to a refused one, at any counter, as radio buttons.

    `around` is the local time that was refused before, for a form sent without a choice.
    """
    place = wish.location
    wanted = wish.starts_at or moment_from(around[:LONGEST], place.zone)
    if error.code == "busy" or wish.service is None or wanted is None:
        return []
    near = error.nearest or nearest(
        wish.service,
        place,
        wanted,
        people=wish.people,
        channel=Channel.UNIT,
        at=at,
        is_urgent=wish.is_urgent,
    )
    return [
        {
            "value": local_text(slot.starts_at, place.zone),
            "text": date_time(slot.starts_at, place.zone, rows.language()),
        }
        for _place, slot in near
    ]


def _day(slot: Slot, place: Location) -> date:
    return slot.starts_at.astimezone(place.zone).date()

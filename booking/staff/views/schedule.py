"""The schedule of a place: its day and its week, kept up to date without reloading (B3–B5, B13)."""

import uuid
from abc import ABC, abstractmethod
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booking.availability.grid import up_to_grid
from booking.forms.serving import GoTo, ScheduleFilter, WalkInForm
from booking.handbook.subjects import Subject
from booking.information import schedule
from booking.staff.day_table import DayTable, DayTables
from booking.staff.links import Links
from booking.staff.views.base import StaffView
from booking.staff.week_table import WeekTable, week_table
from languages.codes import SL
from languages.dates import clock, local

KEPT = ("service", "counter")


class ScheduleView(StaffView, ABC):
    """Some days of a place, all of it or by service or counter; with `fragment` the table alone."""

    chapter = Subject.SCHEDULE
    name: ClassVar[str]
    template: ClassVar[str]
    step: ClassVar[timedelta]
    has_people: ClassVar[bool] = True

    @property
    def today(self) -> date:
        return local(self.at, self.location.zone).date()

    def get(self, request: HttpRequest, slug: str, day: date) -> HttpResponse:
        return self.show(day)

    def show(self, day: date, *, status: int = 200, **more: Any) -> HttpResponse:
        """Return the page, or 304 for a fragment whoever asks has already."""
        filters = ScheduleFilter(self.request.GET, location=self.location)
        if not filters.is_valid():
            raise Http404
        self.service, self.counter = (filters.cleaned_data[n] for n in ("service", "counter"))
        first, last = self.days(day)
        days = schedule.schedule(
            self.location,
            first,
            last,
            at=self.at,
            service=self.service,
            counter=self.counter,
            with_people=self.has_people,
        )
        table = self.table(days)
        context = {"location": self.location, "zone": self.location.zone, "today": self.today}
        context |= {"date": day, self.template: table} | self.versions(days, table)
        if "fragment" in self.request.GET:
            return self.fragment(context)
        context |= self.page(day, filters) | more
        return render(
            self.request, f"booking/staff/schedule/{self.template}.html", context, status=status
        )

    def fragment(self, context: dict[str, Any]) -> HttpResponse:
        tag = f'"{context["etag"]}"'
        if self.request.headers.get("If-None-Match") == tag:
            return HttpResponseNotModified(headers={"ETag": tag})
        template = f"booking/staff/schedule/_{self.template}_table.html"
        response = render(self.request, template, context)
        response.headers["ETag"] = tag
        return response

    def versions(self, days: list[schedule.Day], drawn: object) -> dict[str, Any]:
        """Return two digests: of what is news to the reader, and of all that is drawn.

        Every five minutes some free time has passed: that is drawn, but not worth being told aloud.
        """
        language = get_language() or SL
        clockwork = (up_to_grid(self.at), local(self.at, self.location.zone).hour, language)
        return {
            "version": _digest(self.news(days)),
            "etag": _digest(drawn, clockwork),
            "seen_at": clock(self.at, self.location.zone, language),
        }

    def page(self, day: date, filters: ScheduleFilter) -> dict[str, Any]:
        return {
            "title": self.title(),
            "filters": filters,
            "go_to": GoTo(initial={"date": day}),
            "before": self.address(day - self.step),
            "after": self.address(day + self.step),
            "now": self.address(self.today),
            "other": self.address(day, "week" if self.name == "day" else "day"),
            "path": self.path(day),
            "live": f"{self.path(day)}?{urlencode(self.chosen() | {'fragment': 1})}",
            "service": self.service,
            "counter": self.counter,
        }

    def address(self, day: date, name: str = "") -> str:
        """Return where another day is seen in the same way, by the same service or counter."""
        chosen = self.chosen()
        return self.path(day, name) + (f"?{urlencode(chosen)}" if chosen else "")

    def path(self, day: date, name: str = "") -> str:
        return reverse(f"calendar:{name or self.name}", args=[self.location.slug, day])

    def chosen(self) -> dict[str, str]:
        return {key: self.request.GET[key] for key in KEPT if self.request.GET.get(key)}

    @abstractmethod
    def title(self) -> str:
        """Return what the page is called."""

    @abstractmethod
    def days(self, day: date) -> tuple[date, date]:
        """Return the first and the last day that are shown with `day`."""

    @abstractmethod
    def table(self, days: list[schedule.Day]) -> object:
        """Return the days as they are drawn."""

    @abstractmethod
    def news(self, days: list[schedule.Day]) -> object:
        """Return of the days what somebody at a counter wants to hear of when it changes."""


class Day(ScheduleView):
    """Hours down, counters across, and the form for whoever comes unannounced."""

    name, template, step = "day", "day", timedelta(days=1)

    def title(self) -> str:
        return _("Schedule of the day")

    def days(self, day: date) -> tuple[date, date]:
        return day, day

    def table(self, days: list[schedule.Day]) -> DayTable:
        links = Links(self.location, self.service)
        tables = DayTables(self.location.zone, links, self.at, self.service)
        return tables.table(days[0])

    def news(self, days: list[schedule.Day]) -> object:
        passing = (schedule.FREE, schedule.RESERVED, schedule.WALK_INS, schedule.UNUSED)
        return [
            [one for one in column.lines if one.state not in passing] for column in days[0].columns
        ]

    def page(self, day: date, filters: ScheduleFilter) -> dict[str, Any]:
        context = super().page(day, filters)
        if day == self.today:
            context["walk_in"] = WalkInForm(location=self.location, initial={"key": uuid.uuid4()})
        return context


class Week(ScheduleView):
    """Days across, counters down: how much is taken and free."""

    name, template, step = "week", "week", timedelta(days=7)
    has_people = False

    def title(self) -> str:
        return _("Schedule of the week")

    def days(self, day: date) -> tuple[date, date]:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)

    def table(self, days: list[schedule.Day]) -> WeekTable:
        return week_table(days, self.address_of_day, self.service)

    def news(self, days: list[schedule.Day]) -> object:
        return [len(column.taken) for day in days for column in day.columns]

    def address_of_day(self, day: date) -> str:
        return self.address(day, "day")


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:32]

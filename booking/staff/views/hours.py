"""Regular hours of a place and its counters: what holds, what is coming, and changing it (B7)."""

from datetime import date
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from booking.enums import BulkKind
from booking.errors import BookingError
from booking.forms.hours import NONE, WEEK, EndForm, HoursForm, own_hours, written_week
from booking.models import Counter, OpeningHours, Service, UrgentReserve
from booking.planning.left_outside import left_outside
from booking.planning.steps import EndHours, owned_by
from booking.staff.hours_lines import lines, reserve_rows, rows_of
from booking.staff.views.base import ManagerView
from booking.staff.views.changing import ChangingView


class HoursPage(ManagerView):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        today = self.at.astimezone(self.location.zone).date()
        found = OpeningHours.objects.filter(owned_by(self.location)).exclude(valid_to__lt=today)
        counters = list(Counter.objects.in_use().filter(location=self.location))
        rows = list(found.order_by("valid_from", "opens", "pk"))
        own = [(counter, lines(rows_of(rows, counter), today)) for counter in counters]
        kept = UrgentReserve.objects.filter(owned_by(self.location)).exclude(valid_to__lt=today)
        urgent = Service.objects.with_urgent_path().filter(counters__in=counters)
        context = {
            "title": _("Opening hours"),
            "location": self.location,
            "lines": lines(rows_of(rows, None), today),
            "counters": [(counter, found) for counter, found in own if found],
            "reserves": reserve_rows(kept.select_related("counter"), today),
            "can_reserve": urgent.exists(),
            "has_counters": bool(counters),
            "outside": left_outside(self.location, at=self.at),
        }
        return render(request, "booking/staff/hours.html", context)


class HoursChange(ChangingView):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        counter = None
        if key := request.GET.get("counter"):
            counter = get_object_or_404(self.location.counters.in_use(), pk=_number(key))
        today = self.at.astimezone(self.location.zone).date()
        rows = own_hours(self.location, counter.pk if counter else None)
        rows = rows or own_hours(self.location, None)
        initial = written_week(rows, today) | {"shape": WEEK, "counter": counter}
        return self._page(HoursForm(location=self.location, today=today, initial=initial))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        today = self.at.astimezone(self.location.zone).date()
        form = HoursForm(request.POST, location=self.location, today=today)
        if form.is_valid():
            steps = form.steps()
            if steps:
                return self.show(self.plan(BulkKind.HOURS, steps, **form.reasons))
            form.add_error("shape" if form.cleaned_data["shape"] == NONE else None, _nothing())
        return self._page(form)

    def _page(self, form: HoursForm) -> HttpResponse:
        context = {"title": _("Change opening hours"), "location": self.location, "form": form}
        return render(self.request, "booking/staff/hours_change.html", context)


class HoursEnd(ChangingView):
    """Hours end with a day; `rows` names them, as their line does."""

    kind: ClassVar[BulkKind] = BulkKind.HOURS
    step: ClassVar[type[EndHours]] = EndHours

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        if "rows" not in request.GET:
            return redirect("calendar:hours", slug)
        return self._page(EndForm(rows=self._rows(), today=self._today()))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = EndForm(request.POST, rows=self._rows(), today=self._today())
        if not form.is_valid():
            return self._page(form)
        try:
            return self.show(self.plan(self.kind, form.steps(self.step)))
        except BookingError as error:
            form.add_error(None, error.message)
            return self._page(form)

    def _rows(self) -> list[Any]:
        """Return the rows named, all of this place or of its counters; Http404 otherwise."""
        named = self.request.POST.get("rows", self.request.GET.get("rows", ""))
        keys = {_number(key) for key in named.split(",")}
        rows = list(self.step.table.objects.filter(owned_by(self.location), pk__in=keys))
        if len(rows) != len(keys):
            raise Http404
        return rows

    def title(self) -> str:
        return _("End these hours")

    def _today(self) -> date:
        return self.at.astimezone(self.location.zone).date()

    def _page(self, form: EndForm) -> HttpResponse:
        context: dict[str, Any] = {
            "title": self.title(),
            "location": self.location,
            "form": form,
            "rows": ",".join(str(row.pk) for row in form.rows),
            "lines": lines(form.rows, self._today()),
        }
        return render(self.request, "booking/staff/hours_end.html", context)


def _number(text: str) -> int:
    """Return a key out of an address; Http404 for anything else."""
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Http404
    return int(text)


def _nothing() -> str:
    return _("There are no such hours to end: nothing would change.")

"""Closures and extra openings: current, coming and past; adding, ending, removing (B12)."""

import uuid
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from booking.actions.bulk import Decision
from booking.enums import BulkKind
from booking.errors import BookingError
from booking.forms.exceptions import CLOSURE, OPENING, ChangeExceptionForm, ExceptionForm
from booking.handbook.subjects import Subject
from booking.information.changes_in_words import period_words
from booking.models import Closure, ExtraOpening, Location
from booking.planning.steps import TABLES, Change, owned_by
from booking.staff.views.base import ManagerView
from booking.staff.views.changing import ChangingView

PAST_DAYS = 90
MOST_PAST = 50


class ExceptionsPage(ManagerView):
    chapter = Subject.ABSENCE

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        since = self.at - timedelta(days=PAST_DAYS)
        rows = sorted(
            chain(*(_rows(table, self.location, since) for table in (Closure, ExtraOpening))),
            key=lambda row: (row.period.lower, row.pk),
        )
        past = [row for row in rows if row.period.upper <= self.at]
        context = {
            "title": _("Closures and extra openings"),
            "location": self.location,
            "groups": [
                (_("Now"), [_shown(row, self.location) for row in rows if self.at in row.period]),
                (
                    _("Coming"),
                    [_shown(row, self.location) for row in rows if row.period.lower > self.at],
                ),
                (
                    _("Past"),
                    [_shown(row, self.location, over=True) for row in past[::-1][:MOST_PAST]],
                ),
            ],
        }
        return render(request, "booking/staff/exceptions.html", context)


class ExceptionAdd(ChangingView):
    """A closure, or with `?kind=opening` an extra opening; of this place or all below it."""

    chapter = Subject.ABSENCE

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = self._form()
        if not form.is_valid():
            return self._page(form)
        everybody = Decision.CANCEL if form.cleaned_data.get("is_mass") else Decision.MOVE
        return self.show(self._changes(form), everybody=everybody)

    def _form(self) -> ExceptionForm:
        return ExceptionForm(
            self.request.POST or None,
            location=self.location,
            table=self._table(),
            at=self.at,
            today=self.at.astimezone(self.location.zone).date(),
        )

    def _table(self) -> str:
        asked = self.request.POST.get("table", self.request.GET.get("kind"))
        return OPENING if asked == OPENING else CLOSURE

    def _changes(self, form: ExceptionForm) -> list[Change]:
        """Return one change for each place, under one name; places without counters have none."""
        kind = BulkKind.CLOSURE if form.table == CLOSURE else BulkKind.HOURS
        uid = uuid.uuid4().hex
        return [
            Change(
                uid,
                str(BulkKind.MASS if form.is_for_many else kind),
                place.pk,
                (form.step(place),),
                **form.reasons,
            )
            for place in form.places()
        ]

    def _page(self, form: ExceptionForm) -> HttpResponse:
        title = _("Close for a time") if form.table == CLOSURE else _("Open out of the ordinary")
        context = {"title": title, "location": self.location, "form": form}
        return render(self.request, "booking/staff/exception_add.html", context)


class ExceptionChange(ChangingView):
    """`row` names a closure or an extra opening of this place, such as `closure-12`."""

    chapter = Subject.ABSENCE

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        if "row" not in request.GET:
            return redirect("calendar:exceptions", slug)
        return self._page(self._form())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = self._form()
        if not form.is_valid():
            return self._page(form)
        reasons = {
            name: getattr(form.row, name) for name in ("reason_sl", "reason_sr", "reason_en")
        }
        try:
            return self.show(self.plan(_kind_of(form.row), [form.step()], **reasons))
        except BookingError as error:
            form.add_error(None, error.message)
            return self._page(form)

    def _form(self) -> ChangeExceptionForm:
        named = self.request.POST.get("row", self.request.GET.get("row", ""))
        table, _dash, key = named.partition("-")
        if table not in TABLES or not key.isascii() or not key.isdigit() or len(key) > 18:
            raise Http404
        coming = TABLES[table].objects.filter(period__endswith__gt=self.at)
        row: Any = get_object_or_404(coming, owned_by(self.location), pk=int(key))
        return ChangeExceptionForm(
            self.request.POST or None, row=row, location=self.location, at=self.at
        )

    def _page(self, form: ChangeExceptionForm) -> HttpResponse:
        context = {
            "title": _("Change or remove"),
            "location": self.location,
            "form": form,
            "shown": _shown(form.row, self.location),
        }
        return render(self.request, "booking/staff/exception_change.html", context)


def _kind_of(row: Closure | ExtraOpening) -> BulkKind:
    return BulkKind.CLOSURE if isinstance(row, Closure) else BulkKind.HOURS


def _rows(table: type, location: Location, since: datetime) -> list[Closure | ExtraOpening]:
    rows = table.objects.filter(owned_by(location), period__endswith__gt=since)  # type: ignore[attr-defined]  # one of the two models
    return list(
        rows.select_related("counter", "restriction").prefetch_related("restriction__services")
    )


def _shown(
    row: Closure | ExtraOpening, location: Location, *, over: bool = False
) -> dict[str, Any]:
    is_closure = isinstance(row, Closure)
    return {
        "row": f"{CLOSURE if is_closure else OPENING}-{row.pk}",
        "what": row.get_kind_display() if isinstance(row, Closure) else _("extra opening"),
        "is_closure": is_closure,
        "where": row.counter.label if row.counter else "",
        "when": period_words(row, location),
        "reason": row.reason_sl,
        "limits": _limits(row),
        "is_over": over,
    }


def _limits(row: Closure | ExtraOpening) -> str:
    if row.restriction is None:
        return _("everything")
    if row.restriction.is_booked_only:
        return _("for all but visitors without an appointment")
    if row.restriction.is_walk_in_only:
        return _("only for visitors without an appointment")
    names = ", ".join(service.short_name for service in row.restriction.services.all())
    if row.restriction.mode == "except":
        return _("for all but: %(services)s") % {"services": names}
    return _("only for: %(services)s") % {"services": names}

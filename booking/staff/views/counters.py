"""The counters of a place: which there are, what each does, in use or not (B7, B8)."""

from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from booking.actions.counters import (
    add_counter,
    change_counter,
    needing,
    planned,
    put_back,
    retire,
    to_come,
)
from booking.errors import BookingError
from booking.handbook.subjects import Subject
from booking.models import Counter, Location
from booking.staff.counter_rows import counter_rows
from booking.staff.forms.counters import CounterForm
from booking.staff.views.configuring import ConfiguringView


class Counters(ConfiguringView):
    chapter = Subject.COUNTERS
    template = "booking/staff/counters/list.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        # Its feed is for those who may see the calendar, which a portal administrator may not.
        visible = Location.objects.visible_to(self.user, self.at)
        sees = visible.filter(pk=self.location.pk).exists()
        return self.page(
            _("Counters"), rows=counter_rows(self.location, self.at), sees_calendar=sees
        )


class CounterAdd(ConfiguringView):
    chapter = Subject.COUNTERS
    template = "booking/staff/counters/form.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        last = self.location.counters.aggregate(last=Max("order"))["last"]
        initial = {"order": 0 if last is None else last + 1}
        return self.show(CounterForm(place=self.location, initial=initial))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = CounterForm(request.POST, place=self.location)
        if not form.is_valid():
            return self.show(form)
        try:
            counter = add_counter(self.location, by=self.actor, at=self.at, **form.cleaned_data)
        except BookingError as error:
            refuse(form, error)
            return self.show(form)
        messages.success(request, _("Counter “%(name)s” has been added.") % {"name": counter.label})
        return redirect("calendar:counters", self.location.slug)

    def show(self, form: CounterForm) -> HttpResponse:
        return self.page(_("Add a counter"), form=form)


class CounterView(ConfiguringView):
    """A page of one counter of the place."""

    chapter = Subject.COUNTERS

    def counter(self, key: int) -> Counter:
        return get_object_or_404(self.location.counters.select_related("location"), pk=key)


class CounterEdit(CounterView):
    template = "booking/staff/counters/form.html"

    def get(self, request: HttpRequest, slug: str, counter: int) -> HttpResponse:
        row = self.counter(counter)
        facts = {"label": row.label, "order": row.order, "services": row.services.all()}
        return self.show(row, CounterForm(place=self.location, initial=facts))

    def post(self, request: HttpRequest, slug: str, counter: int) -> HttpResponse:
        row = self.counter(counter)
        form = CounterForm(request.POST, place=self.location)
        if not form.is_valid():
            return self.show(row, form)
        kept = self.kept(row, form)
        if kept and "confirmed" not in request.POST:
            return self.show(row, form, kept=kept)
        try:
            changed = change_counter(row, by=self.actor, at=self.at, **form.cleaned_data)
        except BookingError as error:
            refuse(form, error)
            return self.show(row, form)
        said = _("The changes have been saved.") if changed else _("Nothing has changed.")
        messages.success(request, said)
        return redirect("calendar:counters", self.location.slug)

    def kept(self, counter: Counter, form: CounterForm) -> int:
        """Return how many appointments to come are of services the counter will no longer do."""
        gone = counter.services.exclude(pk__in=[one.pk for one in form.cleaned_data["services"]])
        return sum(one.kept for one in planned([counter], gone, adding=False, at=self.at))

    def show(self, counter: Counter, form: CounterForm, **context: Any) -> HttpResponse:
        return self.page(_("Edit the counter"), form=form, counter=counter, **context)


class CounterRetire(CounterView):
    """Out of use, or back in use: asked first, with what stands against it."""

    template = "booking/staff/counters/retire.html"

    def get(self, request: HttpRequest, slug: str, counter: int) -> HttpResponse:
        return self.show(self.counter(counter))

    def post(self, request: HttpRequest, slug: str, counter: int) -> HttpResponse:
        row = self.counter(counter)
        try:
            if row.is_active:
                retire(row, by=self.actor, at=self.at)
                said = _("Counter “%(name)s” is out of use.")
            else:
                put_back(row, by=self.actor, at=self.at)
                said = _("Counter “%(name)s” is in use again.")
        except BookingError as error:
            return self.show(row, error=str(error.message))
        messages.success(request, said % {"name": row.label})
        return redirect("calendar:counters", self.location.slug)

    def show(self, counter: Counter, error: str = "") -> HttpResponse:
        title = _("Take the counter out of use") if counter.is_active else _("Put the counter back")
        coming = to_come(counter, self.at).count()
        being_made = needing(counter, self.at).count() - coming
        return self.page(title, counter=counter, coming=coming, being_made=being_made, error=error)


def refuse(form: CounterForm, error: BookingError) -> None:
    form.add_error("label" if error.code == "label_taken" else None, error.message)

"""Which services many counters of a place do, changed in one go (B7)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from booking.actions.counters import change_services, planned
from booking.errors import BookingError
from booking.handbook.subjects import Subject
from booking.staff.forms.counters import ManyCountersForm
from booking.staff.views.configuring import ConfiguringView


class CountersServices(ConfiguringView):
    """Chosen first, then shown counter by counter, then saved: all of it or nothing."""

    chapter = Subject.COUNTERS
    template = "booking/staff/counters/services.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(ManyCountersForm(place=self.location))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = ManyCountersForm(request.POST, place=self.location)
        if not form.is_valid() or "again" in request.POST:
            return self.show(form)
        counters, services = form.cleaned_data["counters"], form.cleaned_data["services"]
        if "confirmed" not in request.POST:
            changes = planned(counters, services, adding=form.is_adding, at=self.at)
            return self.show(form, changes=changes, is_preview=True)
        try:
            changed = change_services(
                counters, services, adding=form.is_adding, by=self.actor, at=self.at
            )
        except BookingError as error:
            form.add_error(None, error.message)
            return self.show(form)
        said = ngettext(
            "%(number)d counter has been changed.",
            "%(number)d counters have been changed.",
            len(changed),
        )
        messages.success(request, said % {"number": len(changed)})
        return redirect("calendar:counters", self.location.slug)

    def show(self, form: ManyCountersForm, **context: Any) -> HttpResponse:
        return self.page(_("Services of many counters"), form=form, **context)

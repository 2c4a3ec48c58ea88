"""The form for whoever comes without an appointment, on the page of today's schedule (B13)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booking.actions.walk_ins import walk_in
from booking.errors import BookingError
from booking.forms.serving import WalkInForm
from booking.staff.views.schedule import Day
from languages.codes import SL
from languages.dates import clock


class WalkIn(Day):
    """Give somebody who came unannounced the time that is free now (B13)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = WalkInForm(request.POST, location=self.location)
        if not form.is_valid():
            return self.show(self.today, status=422, walk_in=form)
        data = form.cleaned_data
        try:
            given = walk_in(
                data["service"],
                self.location,
                counter=data["counter"],
                name=data["name"],
                by=self.actor,
                at=self.at,
                idempotency_key=f"walk-in:{data['key'].hex}",
                is_urgent=data["is_urgent"],
            )
        except BookingError as refused:
            return self.show(self.today, status=409, walk_in=form, refused=refused)
        text = _("Given: %(counter)s, until %(end)s. Reference %(reference)s.") % {
            "counter": given.counter.label,
            "end": clock(given.ends_at, self.location.zone, get_language() or SL),
            "reference": given.booking.reference,
        }
        messages.success(request, text)
        return redirect("calendar:day", slug, self.today)

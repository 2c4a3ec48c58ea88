"""From the choice of a day to its schedule."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from booking.forms.serving import GoTo
from booking.handbook.subjects import Subject
from booking.staff.converters import IsoDate
from booking.staff.views.base import StaffView
from booking.staff.views.schedule import KEPT
from languages.dates import local


class GoToDay(StaffView):
    """Send whoever chose a day, by the form or by "today", to its schedule."""

    chapter = Subject.SCHEDULE
    name = "day"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        today = local(self.at, self.location.zone).date()
        form = GoTo(request.GET) if "date" in request.GET else None
        day = form.cleaned_data["date"] if form and form.is_valid() else today
        if (form and not form.is_valid()) or day.year not in IsoDate.years:
            messages.error(request, _("Write the day as 17. 11. 2026. This is today's schedule."))
            day = today
        chosen = {key: request.GET[key] for key in KEPT if request.GET.get(key)}
        path = reverse(f"calendar:{self.name}", args=[slug, day])
        return redirect(f"{path}?{urlencode(chosen)}" if chosen else path)


class GoToWeek(GoToDay):
    name = "week"

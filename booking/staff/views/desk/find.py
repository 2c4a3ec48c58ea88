"""Finding a customer (B40). By POST alone: no name or number ever stands in an address or a log."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from booking.enums import Status
from booking.forms.fields import PlainTextField
from booking.handbook.subjects import Subject
from booking.models import Appointment, Booking
from booking.staff.customers import MOST, Question, find, question
from booking.staff.views.base import StaffView
from booking.staff.views.desk.appointment import appointment_url
from privacy.audit import record

LIMIT = 60  # searches of one person
PERIOD = 300  # seconds
_REFUSALS = {
    "short": gettext_lazy("Write at least two letters of the name."),
    "phone": gettext_lazy("Write the whole telephone number, for example 041 234 567."),
}
_LEFT = {Status.MOVED, Status.EXPIRED}


class FindForm(forms.Form):
    question = PlainTextField(
        label=gettext_lazy("Reference, name, telephone number or e-mail"),
        help_text=gettext_lazy("Part of a name will do. Č and c, Cyrillic and Latin are the same."),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write what the customer tells you.")},
    )

    def clean_question(self) -> Question:
        try:
            return question(self.cleaned_data["question"])
        except ValueError as error:
            raise ValidationError(_REFUSALS[str(error)], code=str(error)) from error


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class Find(StaffView):
    chapter = Subject.FINDING

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(FindForm())

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest) -> HttpResponse:
        form = FindForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        if not may_search(self.user.pk, self.at):
            response = self._page(form, status=429, is_too_often=True)
            response.headers["Retry-After"] = str(PERIOD)
            return response
        among = Booking.objects.visible_to(self.user, self.at)
        found = find(form.cleaned_data["question"], among)
        shown = found[:MOST]
        record(self.actor, "search", "booking.search", len(shown), at=self.at)
        return self._page(form, rows=[_row(one) for one in shown], has_more=len(found) > MOST)

    def _page(self, form: FindForm, *, status: int = 200, **context: Any) -> HttpResponse:
        context |= {"title": _("Find a customer"), "form": form, "most": MOST}
        return render(self.request, "booking/staff/desk/find.html", context, status=status)


def may_search(user: int, at: datetime) -> bool:
    """Count one search of the user; say whether it is within LIMIT of these five minutes.

    One count for all processes. Two at once may count as one: coarse, but enough against copying.
    """
    key = f"customer-searches:{user}:{int(at.timestamp()) // PERIOD}"
    made = cache.get(key) or 0
    if made >= LIMIT:
        return False
    cache.set(key, made + 1, PERIOD)
    return True


def _row(booking: Booking) -> dict[str, Any]:
    """Return what a line of the list shows: the appointment that counts, and who comes."""
    appointments = list(booking.appointments.all())
    standing = [one for one in appointments if one.status not in _LEFT] or appointments
    now = max(standing, key=_weight, default=None)
    people = [one.visitor.name for one in standing if one.visitor]
    return {
        "booking": booking,
        "appointment": now,
        "people": list(dict.fromkeys(people)),
        "url": appointment_url(booking.location, now.pk) if now else "",
    }


def _weight(appointment: Appointment) -> tuple[bool, datetime]:
    """Put what still stands before what was cancelled, then the newest first."""
    is_off = appointment.status in (Status.CANCELLED, Status.REVOKED)
    return (not is_off, appointment.starts_at)

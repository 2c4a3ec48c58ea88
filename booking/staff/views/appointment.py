"""One appointment: who comes, for what, and what is noted about it at the counter (B13)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.actions import serving
from booking.enums import LIVE, Status
from booking.errors import BookingError
from booking.handbook.subjects import Subject
from booking.information.history import history
from booking.information.linked import is_apart, mates_of
from booking.information.service_facts import checklist
from booking.models import Appointment, Contact
from booking.staff.views.base import StaffView
from languages.dates import local
from privacy.audit import record

ACTIONS = {"arrive": serving.arrive, "serve": serving.serve, "no_show": serving.no_show}
BUTTONS = {
    "arrive": gettext_lazy("The visitor has come"),
    "serve": gettext_lazy("Served"),
    "no_show": gettext_lazy("Nobody came"),
}


class AppointmentPage(StaffView):
    chapter = Subject.SERVING

    def get(self, request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
        one = self.found(appointment)
        record(self.actor, "viewed", serving.OBJECT, one.pk, at=self.at)
        return render(request, "booking/staff/schedule/appointment.html", self.context(one))

    def post(self, request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
        one = self.found(appointment)
        verb = request.POST.get("action", "")
        try:
            if verb == "undo":
                was = request.POST.get("was", "")
                serving.undo(one, was=was, by=self.actor, at=self.at)
            elif verb in ACTIONS:
                ACTIONS[verb](one, by=self.actor, at=self.at)
            else:
                raise Http404
            messages.success(request, _("Noted."))
        except BookingError as refused:
            messages.error(request, refused.message)
        return redirect("calendar:appointment", slug, one.pk)

    def found(self, key: int) -> Appointment:
        # After a move away the booking, and who comes, is another office's affair.
        here = Appointment.objects.filter(
            counter__location=self.location, booking__location=self.location
        )
        rows = here.select_related(
            "booking__service",
            "booking__acknowledgement",
            "booking__privacy_notice",
            "service",
            "visitor",
            "counter__location",
        )
        return get_object_or_404(rows, pk=key)

    def context(self, one: Appointment) -> dict[str, Any]:
        can_change = one.status == Status.BOOKED and self.at < one.starts_at
        contact = Contact.objects.filter(booking=one.booking_id).first()
        mates = mates_of([one.booking_id]).get(one.booking_id, [])
        places = set(self.locations().values_list("pk", flat=True))
        seen = [mate for mate in mates if mate.counter.location_id in places]
        return {
            "title": _("Appointment"),
            "location": self.location,
            "appointment": one,
            "booking": one.booking,
            "contact": contact,
            "linked": [(mate, is_apart(mate, one)) for mate in seen],
            "hidden_linked": len(mates) > len(seen),
            "can_link": contact is not None and one.status in LIVE,
            "urgent_reason": contact.urgent_reason if contact else one.booking.urgent_reason,
            "day": local(one.starts_at, self.location.zone).date(),
            "zone": self.location.zone,
            "documents": checklist(one.service.documents.all()),
            "history": history(one),
            "buttons": [
                (step.verb, BUTTONS[step.verb])
                for step in serving.STEPS
                if not serving.refusal(step, one, self.at)
            ],
            "can_undo": not serving.undo_refusal(one, self.at),
            "move": can_change and reverse("calendar:move", args=[self.location.slug, one.pk]),
            "cancel": can_change and reverse("calendar:cancel", args=[self.location.slug, one.pk]),
        }

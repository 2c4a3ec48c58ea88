"""Two appointments of one customer become one visit, or are so no longer (B13)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from booking.actions.linking import link, linkable, unlink
from booking.errors import BookingError
from booking.handbook.subjects import Subject
from booking.models import Booking
from booking.staff.views.desk.appointment import AppointmentView
from booking.visit import visit


class VisitLink(AppointmentView):
    """Shows the other appointments of the same contact on that day, to choose from."""

    chapter = Subject.BOOKING

    def get(self, request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
        page = self.page(appointment)
        self.look(page)
        context = {
            "title": _("Link with another appointment"),
            "location": self.location,
            "page": page,
            "booking": page.booking,
            "key": appointment,
            "others": [visit(one, one.appointments.live()) for one in linkable(page.booking)],
        }
        return render(request, "booking/staff/desk/visit_link.html", context)

    def post(self, request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
        page = self.page(appointment)
        wanted = request.POST.get("booking", "")[:12]
        visible = Booking.objects.confirmed().visible_to(self.user, self.at)
        other = get_object_or_404(visible.filter(location=self.location), reference=wanted)
        try:
            link(page.booking, other, by=self.actor, at=self.at)
            messages.success(request, _("Linked: the two appointments are one visit."))
        except BookingError as error:
            messages.error(request, error.message)
        return redirect("calendar:appointment", slug, appointment)


class VisitUnlink(AppointmentView):
    chapter = Subject.BOOKING

    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
        page = self.page(appointment)
        try:
            unlink(page.booking, by=self.actor, at=self.at)
            messages.success(request, _("Unlinked. The times of the appointments stay."))
        except BookingError as error:
            messages.error(request, error.message)
        return redirect("calendar:appointment", slug, appointment)

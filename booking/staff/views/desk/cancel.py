"""Cancelling for a customer, or for the office: of all or of one person (B25, B40)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from booking.actions.changing import cancel
from booking.errors import BookingError
from booking.forms.desk import DeskCancelForm
from booking.handbook.subjects import Subject
from booking.staff.views.desk.appointment import AppointmentView
from booking.views.page import BookingPage

STATUS = {"busy": 503}


class Cancel(AppointmentView):
    chapter = Subject.CHANGING

    def get(self, request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
        page = self.page(appointment)
        self.look(page)
        return self._page(page, appointment, DeskCancelForm(appointments=page.appointments))

    def post(self, request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
        page = self.page(appointment)
        form = DeskCancelForm(request.POST, appointments=page.appointments)
        if not form.is_valid():
            return self._page(page, appointment, form)
        try:
            cancel(
                page.booking,
                visitor=form.visitor,
                by_office=form.is_by_office,
                by=self.actor,
                at=self.at,
            )
        except BookingError as error:
            return self._page(page, appointment, form, error)
        messages.success(request, _("Cancelled. The time is free for somebody else."))
        return redirect("calendar:booked", slug, appointment)

    def _page(
        self,
        page: BookingPage,
        key: int,
        form: DeskCancelForm,
        error: BookingError | None = None,
    ) -> HttpResponse:
        context = {
            "title": _("Cancel the appointment"),
            "location": self.location,
            "page": page,
            "booking": page.booking,
            "form": form,
            "error": error,
            "key": key,
        }
        status = STATUS.get(error.code, 409) if error else 200
        return render(self.request, "booking/staff/desk/cancel.html", context, status=status)

"""Cancelling for a customer, or for the office: of all or of one person (B25, B40)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from booking.actions.changing import cancel
from booking.actions.visits import cancel_visit
from booking.errors import BookingError
from booking.forms.desk import DeskCancelForm
from booking.forms.visit import CANCELLING, TogetherForm
from booking.handbook.subjects import Subject
from booking.staff.views.desk.appointment import AppointmentView
from booking.views.page import BookingPage

STATUS = {"busy": 503}


class Cancel(AppointmentView):
    chapter = Subject.CHANGING

    def get(self, request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
        page = self.page(appointment)
        self.look(page)
        form = DeskCancelForm(appointments=page.appointments)
        return self._page(page, appointment, form, self._together(page))

    def post(self, request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
        page = self.page(appointment)
        form = DeskCancelForm(request.POST, appointments=page.appointments)
        together = self._together(page, request.POST)
        if not all([form.is_valid(), together.is_valid()]):
            return self._page(page, appointment, form, together)
        how: dict[str, Any] = {"visitor": form.visitor, "by_office": form.is_by_office}
        how |= {"by": self.actor, "at": self.at}
        try:
            if together.is_for_all:
                cancel_visit(page.booking, among=self.bookings(), **how)
            else:
                cancel(page.booking, **how)
        except BookingError as error:
            return self._page(page, appointment, form, together, error)
        messages.success(request, _("Cancelled. The time is free for somebody else."))
        return redirect("calendar:booked", slug, appointment)

    def _together(self, page: BookingPage, data: QueryDict | None = None) -> TogetherForm:
        return TogetherForm(data, others=page.linked_to_come, words=CANCELLING)

    def _page(
        self,
        page: BookingPage,
        key: int,
        form: DeskCancelForm,
        together: TogetherForm,
        error: BookingError | None = None,
    ) -> HttpResponse:
        context = {
            "title": _("Cancel the appointment"),
            "location": self.location,
            "page": page,
            "booking": page.booking,
            "form": form,
            "together": together,
            "forms": [together],
            "error": error,
            "key": key,
        }
        status = STATUS.get(error.code, 409) if error else 200
        return render(self.request, "booking/staff/desk/cancel.html", context, status=status)

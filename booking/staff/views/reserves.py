"""Time kept for urgent cases: what is kept, and changing it with a preview (B7, B35)."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from booking.enums import BulkKind
from booking.forms.reserves import ReserveForm
from booking.planning.steps import EndHours, EndReserve
from booking.staff.views.changing import ChangingView
from booking.staff.views.hours import HoursEnd


class ReserveAdd(ChangingView):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = self._form()
        if not form.is_valid():
            return self._page(form)
        return self.show(self.plan(BulkKind.RESERVE, form.steps()))

    def _form(self) -> ReserveForm:
        today = self.at.astimezone(self.location.zone).date()
        return ReserveForm(self.request.POST or None, location=self.location, today=today)

    def _page(self, form: ReserveForm) -> HttpResponse:
        title = _("Keep time for urgent cases")
        context = {"title": title, "location": self.location, "form": form}
        return render(self.request, "booking/staff/reserve_add.html", context)


class ReserveEnd(HoursEnd):
    """Reserved time ends with a day: from the next one on it is for everybody."""

    kind: ClassVar[BulkKind] = BulkKind.RESERVE
    step: ClassVar[type[EndHours]] = EndReserve

    def title(self) -> str:
        return _("No longer keep this time for urgent cases")

"""Taking a counter out of use that still has appointments: they are moved or cancelled (B11)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from booking.enums import BulkKind
from booking.forms.reasons import ReasonForm
from booking.handbook.subjects import Subject
from booking.models import Counter
from booking.planning.steps import TakeOut
from booking.staff.views.changing import ChangingView


class CounterClear(ChangingView):
    """Asks the reason, then shows what becomes of each appointment."""

    chapter = Subject.COUNTERS

    def get(self, request: HttpRequest, slug: str, counter: int) -> HttpResponse:
        return self._page(self._counter(counter), ReasonForm())

    def post(self, request: HttpRequest, slug: str, counter: int) -> HttpResponse:
        row, form = self._counter(counter), ReasonForm(request.POST)
        if not form.is_valid():
            return self._page(row, form)
        return self.show(self.plan(BulkKind.COUNTER, [TakeOut(row.pk)], **form.reasons))

    def _counter(self, key: int) -> Counter:
        return get_object_or_404(self.location.counters.filter(is_active=True), pk=key)

    def _page(self, counter: Counter, form: ReasonForm) -> HttpResponse:
        context = {
            "title": _("Take the counter out of use"),
            "location": self.location,
            "counter": counter,
            "form": form,
        }
        return render(self.request, "booking/staff/counters/clear.html", context)

"""The link of a counter's calendar: what it is good for, made, replaced, switched off (I1)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from booking.feeds import OF_COUNTERS, holder_of
from booking.handbook.subjects import Subject
from booking.models import Counter
from booking.staff.views.base import StaffView
from calendars.actions.links import give_link, take_link
from calendars.programs import PROGRAMS
from calendars.your_calendar import GIVE, SWITCHED_OFF, LinkForm, addresses, link_of


class CounterFeedPage(StaffView):
    """A link is shown in the answer that makes it and nowhere else: only its hash is kept."""

    chapter = Subject.FEEDS

    def get(self, request: HttpRequest, slug: str, counter: int) -> HttpResponse:
        return self._page(self._counter(counter))

    def post(self, request: HttpRequest, slug: str, counter: int) -> HttpResponse:
        row = self._counter(counter)
        form = LinkForm(request.POST)
        if not form.is_valid():
            return self._page(row, status=400)
        if form.cleaned_data["deed"] == GIVE:
            token = give_link(OF_COUNTERS, holder_of(row), by=self.actor, at=self.at)
            return self._page(row, token=token)
        take_link(OF_COUNTERS, holder_of(row), by=self.actor, at=self.at)
        messages.success(request, SWITCHED_OFF)
        return redirect("calendar:counter_feed", slug, counter)

    def _counter(self, key: int) -> Counter:
        return get_object_or_404(self.location.counters, pk=key)

    def _page(self, counter: Counter, *, token: str = "", status: int = 200) -> HttpResponse:
        context = {
            "title": _("Calendar link of %(counter)s") % {"counter": counter.label},
            "location": self.location,
            "counter": counter,
            "feed": link_of(OF_COUNTERS, holder_of(counter)),
            "addresses": addresses(OF_COUNTERS, token) if token else None,
            "programs": PROGRAMS,
        }
        return render(self.request, "booking/staff/counter_feed.html", context, status=status)

"""The link of a counter's calendar: what it is good for, made, replaced, switched off (I1)."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from booking.actions.counter_feeds import give_link, switch_off
from booking.errors import BookingError
from booking.handbook.subjects import Subject
from booking.models import Counter, CounterFeed
from booking.staff.views.base import StaffView


class LinkForm(forms.Form):
    """Which of the page's buttons was pressed."""

    deed = forms.ChoiceField(choices=[("give", ""), ("switch_off", "")])


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
        try:
            if form.cleaned_data["deed"] == "give":
                return self._page(row, token=give_link(row, by=self.actor, at=self.at))
            switch_off(row, by=self.actor, at=self.at)
        except BookingError as refused:
            messages.error(request, refused.message)
            return self._page(row, status=503)
        messages.success(request, _("The link is switched off. Nobody can read the calendar now."))
        return redirect("calendar:counter_feed", slug, counter)

    def _counter(self, key: int) -> Counter:
        return get_object_or_404(self.location.counters, pk=key)

    def _page(self, counter: Counter, *, token: str = "", status: int = 200) -> HttpResponse:
        feed = CounterFeed.objects.filter(counter=counter).first()
        context = {
            "title": _("Calendar link of %(counter)s") % {"counter": counter.label},
            "location": self.location,
            "counter": counter,
            "feed": feed,
            "addresses": addresses(token) if token else None,
        }
        return render(self.request, "booking/staff/counter_feed.html", context, status=status)


def addresses(token: str) -> dict[str, str]:
    """Return the full address of the calendar for browsers (`web`) and programs (`webcal`)."""
    web = settings.BASE_URL.rstrip("/") + reverse("counter_feed", args=[token])
    return {"web": web, "webcal": "webcal:" + web.split(":", 1)[1]}

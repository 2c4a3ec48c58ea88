"""Booking for a customer: service and time, then one form (B14, B26, B35–B37, B40)."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from booking.actions.confirming import confirm
from booking.actions.holding import hold
from booking.enums import Channel
from booking.errors import BookingError
from booking.handbook.subjects import Subject
from booking.information.service_facts import checklist
from booking.models import Booking
from booking.staff.views.base import StaffView
from booking.staff.views.desk.answers import Answers
from booking.staff.views.desk.times import FreeTimes, other_times
from booking.staff.views.desk.wish import Wish, offered, read_wish
from booking.views.walk.rows import language

STATUS = {"busy": 503}


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class Book(StaffView):
    chapter = Subject.BOOKING

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        wish = read_wish(self.location, request.GET)
        if wish.service is None or wish.starts_at is None:
            return self._times(wish)
        return self._form(Answers(wish, self.at))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        wish = read_wish(self.location, request.POST)
        if wish.service is None:
            return redirect("calendar:book", slug)
        if "add" in request.POST or "drop" in request.POST:
            step = 1 if "add" in request.POST else -1
            return self._form(
                Answers(wish.for_people(wish.people + step), self.at, typed=request.POST)
            )
        answers = Answers(wish, self.at, data=request.POST)
        is_valid = answers.is_valid()
        if wish.starts_at is None:
            return self._refused(answers, BookingError("bad_start"))
        if not is_valid:
            return self._form(answers)
        try:
            booking = self._book(answers)
        except BookingError as error:
            return self._refused(answers, error)
        messages.success(request, _("The appointment is booked."))
        first = booking.appointments.order_by("period").values_list("pk", flat=True)[0]
        return redirect("calendar:booked", slug, first)

    def _book(self, answers: Answers) -> Booking:
        wish, drawn = answers.wish, self.request.POST.get("key", "")
        assert wish.starts_at is not None
        held = hold(
            answers.service,
            self.location,
            starts_at=wish.starts_at,
            people=wish.people,
            by=self.actor,
            channel=Channel.UNIT,
            language=language(),
            at=self.at,
            municipality=answers.municipality,
            idempotency_key=wish.key(
                drawn or secrets.token_urlsafe(), self.user, answers.municipality
            ),
            override_reason=answers.override.reason,
            counter=wish.counter,
            is_urgent=wish.is_urgent,
            urgent_reason=answers.urgent_reason,
        )
        return confirm(
            held.booking,
            contact=answers.people.contact_details(),
            visitors=answers.people.visitor_details(),
            acknowledgement=answers.acknowledgement,
            privacy_notice=answers.people.contact.shown_notice,
            language=answers.people.contact.cleaned_data["language"],
            by=self.actor,
            at=self.at,
            cases=answers.people.told_cases(),
        )

    def _times(self, wish: Wish) -> HttpResponse:
        path = reverse("calendar:book", args=[self.location.slug])
        services = offered(self.location).order_by("category__order", "order")
        if wish.counter:
            services = services.filter(counters=wish.counter)
        context: dict[str, Any] = {
            "title": _("Book for a customer"),
            "location": self.location,
            "wish": wish,
            "services": services,
            "has_urgent_path": services.exclude(urgent_sl="").exists(),
            "is_open": self.location.is_bookable(Channel.UNIT),
        }
        if wish.service:
            context |= FreeTimes(wish, self.at, path, wish.query).context(self.request.GET)
        return render(self.request, "booking/staff/desk/book.html", context)

    def _refused(self, answers: Answers, error: BookingError) -> HttpResponse:
        """Show the form with all that was typed, why not, and the nearest free times."""
        around = self.request.POST.get("around", "")
        near = other_times(answers.wish, error, around=around, at=self.at)
        if near:
            answers.at_any_counter()
        return self._form(answers, error=error, near=near, status=STATUS.get(error.code, 409))

    def _form(self, answers: Answers, *, status: int = 200, **context: Any) -> HttpResponse:
        context |= {
            "title": _("Book for a customer"),
            "location": self.location,
            "answers": answers,
            "wish": answers.wish,
            "forms": answers.people,
            "to_bring": checklist(answers.service.documents.all()),
            "key": self.request.POST.get("key", "")[:64] or secrets.token_urlsafe(24),
            "start_url": reverse("calendar:book", args=[self.location.slug]),
        }
        return render(self.request, "booking/staff/desk/form.html", context, status=status)

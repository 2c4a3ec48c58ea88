"""Moving a customer's appointment: a new time, then old and new side by side (B28, B40)."""

import secrets
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from booking.actions.changing import reschedule
from booking.actions.holding import hold, release
from booking.actions.rules import Rule, broken_rules
from booking.actions.visits import move_visit
from booking.enums import Channel
from booking.errors import BookingError
from booking.forms.desk import OverrideForm
from booking.forms.visit import MOVING, TogetherForm
from booking.handbook.subjects import Subject
from booking.models.location import LocationQuerySet
from booking.staff.views.desk.appointment import AppointmentView, booked_count
from booking.staff.views.desk.times import FreeTimes, other_times
from booking.staff.views.desk.wish import LONGEST, Wish, read_wish
from booking.views.page import BookingPage

STATUS = {"busy": 503}


class Move(AppointmentView):
    """`kje` is the place to move to, this one if it is not said."""

    chapter = Subject.CHANGING

    def get(self, request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
        page = self.page(appointment)
        self.look(page)
        wish = self._wish(page, request.GET)
        if not page.can_change or wish.starts_at is None:
            return self._times(page, appointment, wish)
        return self._check(page, appointment, wish, self._override(page, wish))

    def post(self, request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
        page = self.page(appointment)
        wish = self._wish(page, request.POST)
        together = self._together(page, request.POST)
        is_chosen = together.is_valid()
        override = self._override(page, wish, request.POST, along=together.is_for_all)
        if wish.starts_at is None:
            return self._refused(page, appointment, wish, override, BookingError("bad_start"))
        if not (override.is_valid() and is_chosen):
            return self._check(page, appointment, wish, override)
        try:
            self._move(page, wish, override.reason, along=together.is_for_all)
        except BookingError as error:
            return self._refused(page, appointment, wish, override, error)
        messages.success(request, _said(together))
        moved = page.booking.appointments.live().first()
        return redirect("calendar:booked", wish.location.slug, moved.pk if moved else appointment)

    def _move(self, page: BookingPage, wish: Wish, reason: str, *, along: bool) -> None:
        booking, drawn = page.booking, self.request.POST.get("key", "")
        assert wish.starts_at is not None
        key = wish.key(f"{drawn or secrets.token_urlsafe()} {booking.pk}", self.user)
        if not page.can_change:
            raise BookingError("past" if page.visit else "already_cancelled")
        held = hold(
            booking.service,
            wish.location,
            starts_at=wish.starts_at,
            people=wish.people,
            by=self.actor,
            channel=Channel.UNIT,
            language=booking.language,
            at=self.at,
            municipality=booking.municipality,
            idempotency_key=key,
            moves=booking,
            override_reason=reason,
            counter=wish.counter,
        )
        who: dict[str, Any] = {"by": self.actor, "at": self.at}
        try:
            if along:
                who |= {"among": self.bookings(), "override_reason": reason}
                move_visit(booking, held=held.booking, key=key, **who)
            else:
                reschedule(booking, hold=held.booking, **who)
        except BookingError:
            release(held.booking, by=self.actor, at=self.at)
            raise

    def _wish(self, page: BookingPage, data: QueryDict) -> Wish:
        """Return the time that is wished for all who come; Http404 for a place out of sight."""
        place = self.location
        if slug := data.get("kje", ""):
            place = get_object_or_404(self._places(page), slug=slug[:LONGEST])
        wish = read_wish(place, _without_service(data))
        booking = page.booking
        return replace(
            wish,
            service=booking.service,
            people=booked_count(page) or 1,
            is_urgent=booking.is_urgent,
        )

    def _places(self, page: BookingPage) -> LocationQuerySet:
        offices = self.locations().offices().offering(page.booking.service_id)
        return offices.select_related("unit")

    def _together(self, page: BookingPage, data: QueryDict | None = None) -> TogetherForm:
        return TogetherForm(data, others=page.linked_to_come, words=MOVING)

    def _override(
        self, page: BookingPage, wish: Wish, data: QueryDict | None = None, *, along: bool = False
    ) -> OverrideForm:
        """Return the form on the rules broken, by those that move `along` as well."""
        moved = [page.booking, *([one.booking for one in page.linked_to_come] if along else [])]
        broken: list[Rule] = []
        if wish.starts_at and wish.starts_at > self.at:
            for one in moved:
                where = (wish.location, wish.starts_at, one.municipality, self.at)
                broken += broken_rules(one.service, *where)
        return OverrideForm(data, broken=list(dict.fromkeys(broken)))

    def _times(self, page: BookingPage, key: int, wish: Wish) -> HttpResponse:
        context = self._context(page, key, wish)
        if page.can_change:
            query = {"kje": wish.location.slug} if wish.location != self.location else {}
            times = FreeTimes(wish, self.at, context["path"], query)
            context |= {**times.context(self.request.GET), "places": self._places(page)}
        return render(self.request, "booking/staff/desk/move.html", context)

    def _refused(
        self, page: BookingPage, key: int, wish: Wish, override: OverrideForm, error: BookingError
    ) -> HttpResponse:
        around = self.request.POST.get("around", "")
        near = other_times(wish, error, around=around, at=self.at)
        wish = replace(wish, counter=None) if near else wish
        status = STATUS.get(error.code, 409)
        return self._check(page, key, wish, override, error=error, near=near, status=status)

    def _check(
        self,
        page: BookingPage,
        key: int,
        wish: Wish,
        override: OverrideForm,
        *,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        data = self.request.POST if self.request.method == "POST" else None
        together = self._together(page, data)
        context = self._context(page, key, wish) | {"override": override, "together": together}
        context |= {"forms": [together], **more}
        return render(self.request, "booking/staff/desk/move_check.html", context, status=status)

    def _context(self, page: BookingPage, key: int, wish: Wish) -> dict[str, Any]:
        return {
            "title": _("Move the appointment"),
            "location": self.location,
            "page": page,
            "booking": page.booking,
            "wish": wish,
            "key": key,
            "drawn": self.request.POST.get("key", "")[:64] or secrets.token_urlsafe(24),
            "path": reverse("calendar:move", args=[self.location.slug, key]),
        }


def _said(together: TogetherForm) -> str:
    """Return what was done; that something of the visit stayed behind is never left unsaid."""
    if together.is_for_all:
        return _("All appointments of the visit have been moved.")
    if together.others:
        return _("The appointment has been moved. The others of the visit stay where they were.")
    return _("The appointment has been moved.")


def _without_service(data: QueryDict) -> QueryDict:
    """Return `data` without a service: a move changes the time, not what it is for."""
    rest = data.copy()
    rest.pop("service", None)
    return rest

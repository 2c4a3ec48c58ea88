"""A service more for somebody who comes anyway, at a time that adjoins, by one press (B13)."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booking.actions.rules import broken_rules
from booking.actions.visits import add_service
from booking.enums import LIVE
from booking.errors import BookingError
from booking.forms.desk import OverrideForm, PlaceForm, ToldForm, local_text
from booking.handbook.subjects import Subject
from booking.information.service_facts import checklist
from booking.models import Appointment, Booking, Contact, Service
from booking.planning.adjoining import Adjoining, Anchor, adjoining_times
from booking.staff.views.desk.appointment import AppointmentView
from booking.staff.views.desk.wish import Wish, offered, read_wish
from booking.views.page import BookingPage
from languages.codes import SL
from languages.dates import clock
from privacy.enums import NoticeKind
from privacy.models import Notice

STATUS = {"busy": 503}


class VisitAdd(AppointmentView):
    """`service` is what is added; the button pressed says when and at which counter."""

    chapter = Subject.BOOKING

    def get(self, request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
        page = self.page(appointment)
        self.look(page)
        return self._page(page, appointment, read_wish(self.location, request.GET))

    def post(self, request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
        page = self.page(appointment)
        wish = read_wish(self.location, _with_time(request.POST))
        if wish.service is None or wish.starts_at is None or wish.counter is None:
            return self._page(page, appointment, wish, error=BookingError("bad_start"))
        forms = self._forms(page, wish, request.POST)
        checked = [form.is_valid() for form in forms.values()]
        if not all(checked):
            return self._page(page, appointment, wish, forms=forms, status=422)
        try:
            added = self._add(page, appointment, wish, forms)
        except BookingError as error:
            return self._page(page, appointment, wish, forms=forms, error=error)
        messages.success(request, self._said(added))
        return redirect("calendar:appointment", slug, appointment)

    def _add(self, page: BookingPage, key: int, wish: Wish, forms: dict[str, Any]) -> Appointment:
        assert wish.service is not None
        assert wish.starts_at is not None
        assert wish.counter is not None
        municipality = forms["place"].cleaned_data.get("municipality")
        drawn = self.request.POST.get("key", "") or secrets.token_urlsafe()
        booking = add_service(
            _anchored(page.booking, key),
            wish.service,
            starts_at=wish.starts_at,
            counter=wish.counter,
            municipality=municipality,
            acknowledgement=forms["told"].shown_notice if "told" in forms else None,
            override_reason=forms["override"].reason,
            by=self.actor,
            at=self.at,
            idempotency_key=wish.key(f"{drawn} {key}", self.user, municipality),
        )
        return booking.appointments.select_related("counter").get()

    def _said(self, added: Appointment) -> str:
        said = _("Added: %(when)s, %(counter)s. The confirmation names both appointments.")
        when = clock(added.starts_at, self.location.zone, get_language() or SL)
        return said % {"when": when, "counter": added.counter.label}

    def _forms(
        self, page: BookingPage, wish: Wish, data: QueryDict | None = None
    ) -> dict[str, Any]:
        """Return the forms of the page; a rule counts that the pressed time breaks, or else any."""
        assert wish.service is not None
        starts = [one.starts_at for one in self._times(page, wish.service)]
        municipality = page.booking.municipality
        initial = {"municipality": municipality.name if municipality else ""}
        place = PlaceForm(data, service=wish.service, counters=[], initial=initial)
        if data is not None and place.is_valid():
            municipality = place.cleaned_data.get("municipality", municipality)
        broken = [
            rule
            for start in ([wish.starts_at] if wish.starts_at else starts)
            for rule in broken_rules(wish.service, self.location, start, municipality, self.at)
        ]
        forms = {"place": place, "override": OverrideForm(data, broken=list(dict.fromkeys(broken)))}
        kind = NoticeKind.ACKNOWLEDGEMENT
        if notice := Notice.objects.in_force(kind, wish.service.slug, self.at):
            forms["told"] = ToldForm(data, prefix="told", notice=notice)
        return forms

    def _value(self, time: Adjoining) -> str:
        return f"{local_text(time.starts_at, self.location.zone)} {time.counter}"

    def _times(self, page: BookingPage, service: Service) -> list[Adjoining]:
        """Return what adjoins the booking at this place; nothing once none of it stands."""
        live = [one for one in page.appointments if one.counter.location_id == self.location.pk]
        if not live or not self._is_reached(page):
            return []
        return adjoining_times(Anchor.of(live), self.location, service, at=self.at)

    def _is_reached(self, page: BookingPage) -> bool:
        has_contact = Contact.objects.filter(booking=page.booking).exists()
        return has_contact and page.booking.privacy_notice_id is not None

    def _page(
        self,
        page: BookingPage,
        key: int,
        wish: Wish,
        *,
        forms: dict[str, Any] | None = None,
        error: BookingError | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context: dict[str, Any] = {
            "title": _("Add a service to this visit"),
            "location": self.location,
            "page": page,
            "booking": page.booking,
            "can_add": bool(page.visit) and self._is_reached(page),
            "key": key,
            "wish": wish,
            "error": error,
            "services": offered(self.location).order_by("category__order", "order"),
            "drawn": self.request.POST.get("key", "")[:64] or secrets.token_urlsafe(24),
        }
        if wish.service:
            labels = dict(self.location.counters.values_list("pk", "label"))
            times = self._times(page, wish.service)
            context |= {
                "forms": forms or self._forms(page, wish),
                "times": [(one, labels[one.counter], self._value(one)) for one in times],
                "to_bring": checklist(wish.service.documents.all()),
            }
        status = STATUS.get(error.code, 409) if error else status
        return render(self.request, "booking/staff/desk/visit_add.html", context, status=status)


def _anchored(booking: Booking, key: int) -> Appointment:
    rows = booking.appointments.select_related("booking__location__unit", "visitor")
    one = rows.filter(pk=key, status__in=LIVE).first() or rows.live().first()
    if one is None:
        raise BookingError("already_cancelled")
    return one


def _with_time(data: QueryDict) -> QueryDict:
    """Return `data` with the start and the counter of the button that was pressed."""
    whole = data.copy()
    whole["start"], _space, whole["counter"] = data.get("time", "").partition(" ")
    return whole

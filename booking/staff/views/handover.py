"""Handing a day to a colleague: asked, shown appointment by appointment, then done (B13)."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from booking.actions.handing_over import Handover, StaleHandover, hand_over
from booking.errors import BookingError
from booking.forms.handover import HandoverForm
from booking.handbook.subjects import Subject
from booking.models import Counter
from booking.planning.handover import Fate, Obstacle, fates
from booking.staff.views.base import StaffView
from languages.codes import SL
from languages.dates import clock
from privacy.audit import record

SALT = "booking.handover"
MAX_AGE = 4 * 60 * 60  # seconds somebody may think about it


class HandOver(StaffView):
    """`dan` and `okence` of the address fill the form in."""

    chapter = Subject.CHANGING

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        initial = {"day": request.GET.get("dan", ""), "source": request.GET.get("okence", "")}
        initial = {name: text[:10] for name, text in initial.items() if text}
        form = HandoverForm(location=self.location, today=self.today, initial=initial)
        return self._page(form)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        if "sealed" in request.POST:
            return self._do(request.POST["sealed"])
        form = HandoverForm(request.POST, location=self.location, today=self.today)
        if not form.is_valid():
            return self._page(form, status=422)
        asked = Handover(
            uid=uuid.uuid4().hex,
            location=self.location.pk,
            day=form.cleaned_data["day"],
            source=form.cleaned_data["source"].pk,
            target=form.cleaned_data["target"].pk,
            reason_sl=form.cleaned_data["reason_sl"],
        )
        return self._show(asked)

    @property
    def today(self) -> date:
        return self.at.astimezone(self.location.zone).date()

    def _do(self, sealed: str) -> HttpResponse:
        shown = _unseal(sealed, self.user.pk)
        if shown is None or shown.location != self.location.pk:
            messages.error(self.request, BookingError("preview_stale").message)
            return redirect("calendar:hand_over", self.location.slug)
        try:
            done = hand_over(shown, by=self.actor, at=self.at)
        except StaleHandover as stale:
            messages.warning(self.request, stale.message)
            return self._show(shown, stale.fates, status=409)
        except BookingError as error:
            messages.error(self.request, error.message)
            return redirect("calendar:hand_over", self.location.slug)
        said = ngettext(
            "%(number)d appointment has been handed over.",
            "%(number)d appointments have been handed over.",
            done.moved,
        )
        messages.success(self.request, said % {"number": done.moved})
        return redirect("calendar:day", self.location.slug, shown.day)

    def _show(
        self, asked: Handover, now: Sequence[Fate] | None = None, *, status: int = 200
    ) -> HttpResponse:
        rows = self.location.counters.select_related("location").in_bulk(
            [asked.source, asked.target]
        )
        source, target = rows[asked.source], rows[asked.target]
        if now is None:
            now = fates(source, target, asked.day, at=self.at)
        record(self.actor, "viewed", "booking.location", self.location.pk, at=self.at)
        context = {
            "title": _("What this handover does"),
            "location": self.location,
            "day": asked.day,
            "source": source,
            "target": target,
            "fitting": [self._row(one) for one in now if one.obstacle is None],
            "staying": [self._row(one, target) for one in now if one.obstacle],
            "sealed": _seal(asked, now, self.user.pk),
        }
        template = "booking/staff/handover_preview.html"
        return render(self.request, template, context, status=status)

    def _row(self, one: Fate, target: Counter | None = None) -> dict[str, Any]:
        appointment = one.appointment
        return {
            "when": self._span(appointment.period.lower, appointment.ends_at),
            "service": appointment.service.short_name,
            "who": appointment.visitor.name if appointment.visitor else "",
            "reference": appointment.booking.reference or "",
            "why": self._why(one, target) if target else "",
        }

    def _why(self, one: Fate, target: Counter) -> str:
        if one.obstacle == Obstacle.SERVICE:
            return _("%(counter)s does not do this service") % {"counter": target.label}
        if one.obstacle == Obstacle.TAKEN and one.taken:
            taken = {"counter": target.label, "span": self._span(*one.taken)}
            return _("%(counter)s is taken at that time: %(span)s") % taken
        if one.obstacle == Obstacle.RESERVED:
            return _("%(counter)s keeps that time for urgent cases") % {"counter": target.label}
        return _("%(counter)s is not open at that time") % {"counter": target.label}

    def _span(self, *moments: Any) -> str:
        language = get_language() or SL
        return "–".join(clock(one, self.location.zone, language) for one in moments)

    def _page(self, form: HandoverForm, *, status: int = 200) -> HttpResponse:
        context = {
            "title": _("Hand a day to a colleague"),
            "location": self.location,
            "form": form,
            "has_two": self.location.counters.in_use().count() > 1,
        }
        return render(self.request, "booking/staff/handover.html", context, status=status)


def _seal(asked: Handover, now: Sequence[Fate], user: int) -> str:
    """Return what `user` saw, signed: nobody can confirm anything else."""
    plain = [asked.uid, asked.location, asked.day.isoformat(), asked.source, asked.target]
    shown = [list(fate.shape) for fate in now]
    data = [user, *plain, asked.reason_sl, shown]
    return signing.dumps(data, salt=SALT, compress=True)


def _unseal(text: str, user: int) -> Handover | None:
    """Return what was shown to `user`; None for anything else, or after hours."""
    try:
        owner, uid, location, day, source, target, reason, shown = signing.loads(
            text, salt=SALT, max_age=MAX_AGE
        )
    except signing.BadSignature:
        return None
    if owner != user:
        return None
    shapes = tuple((key, begins, ends, why) for key, begins, ends, why in shown)
    return Handover(uid, location, date.fromisoformat(day), source, target, shapes, reason)

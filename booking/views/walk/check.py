"""Check your answers, then book (B20, B22, B24)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from booking.actions.confirming import confirm
from booking.errors import BookingError
from booking.forms.people import PeopleForms
from booking.models import Booking
from booking.views.walk import session
from booking.views.walk.answers import answer_rows
from booking.views.walk.held import Hold, booking_step, confirmed, lost
from booking.views.walk.people import privacy_notice
from privacy.audit import actor_from
from privacy.models import Notice


@booking_step
def check(request: HttpRequest, hold: Hold) -> HttpResponse:
    kept = session.draft(request, hold.booking.service)
    forms = _answers(hold, kept)
    if not kept.get("known") or not forms.is_valid():
        return redirect(f"{reverse('book_people')}?again=1")
    error = None
    # Another window may hold another time by now: only what was on this page is booked.
    if request.method == "POST" and request.POST.get("seen") == str(hold.booking.uid):
        try:
            return confirmed(request, _confirm(request, hold, forms, kept))
        except BookingError as refused:
            if refused.code != "busy":
                return lost(request, hold, refused)
            error = refused
    is_other = request.method == "POST" and error is None
    context = {"hold": hold, "rows": answer_rows(hold, forms), "error": error, "is_other": is_other}
    return render(request, "booking/walk/check.html", context, status=503 if error else 200)


def _answers(hold: Hold, kept: dict[str, Any]) -> PeopleForms:
    """Read what was typed on the page before as if it were sent again."""
    typed = MultiValueDict(kept.get("typed") or {})
    return PeopleForms(hold.booking.service, len(hold.appointments), privacy_notice(), data=typed)


def _confirm(request: HttpRequest, hold: Hold, forms: PeopleForms, kept: dict[str, Any]) -> Booking:
    return confirm(
        hold.booking,
        contact=forms.contact_details(),
        visitors=forms.visitor_details(),
        acknowledgement=_acknowledged(kept),
        privacy_notice=forms.contact.shown_notice,
        language=forms.contact.cleaned_data["language"],
        by=actor_from(request),
        at=hold.at,
        cases=hold.cases,
    )


def _acknowledged(kept: dict[str, Any]) -> Notice | None:
    key = kept.get("acknowledgement")
    return Notice.objects.get(pk=key) if key else None

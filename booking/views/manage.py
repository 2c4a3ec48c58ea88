"""Behind the link of a confirmation: GET shows, POST cancels or begins a move (B25, B28)."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from booking import ics
from booking.actions.changing import cancel
from booking.errors import BookingError
from booking.forms.manage import CancelForm, LinkForm
from booking.models import Booking
from booking.tokens import token_hash
from booking.views.misses import has_missed_often, note_miss
from booking.views.page import BookingPage
from booking.views.walk import session
from booking.views.walk.choice import Choice
from booking.views.walk.posted import posted
from privacy.audit import actor_from

View = Callable[..., HttpResponse]


def with_booking(view: View) -> View:
    """Hand the view the booking of a manage token; any other token is a page that is not there."""

    @wraps(view)
    @never_cache
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        rows = Booking.objects.confirmed().select_related(
            "service", "location__unit", "municipality"
        )
        booking = rows.filter(manage_hash=token_hash(token)).first()
        if booking is None:
            # A right token is never refused: who guesses must not lock out their neighbours.
            if has_missed_often(request):
                return _too_many(request)
            note_miss(request)
            raise Http404
        response = view(request, BookingPage(booking, timezone.now()))
        # Pages with a form need their own Origin for the check against forgery; others hide all.
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


@require_safe
@with_booking
def manage(request: HttpRequest, page: BookingPage) -> HttpResponse:
    return render(request, "booking/manage/show.html", {"page": page, "booking": page.booking})


@with_booking
def manage_cancel(request: HttpRequest, page: BookingPage) -> HttpResponse:
    if not page.can_change:
        return redirect("manage", page.token)
    form = CancelForm(posted(request), appointments=page.appointments)
    error = None
    if request.method == "POST" and form.is_valid():
        try:
            cancel(page.booking, visitor=form.visitor, by=actor_from(request), at=page.at)
            messages.success(request, _("Cancelled. The time is free for somebody else."))
            return redirect("manage", page.token)
        except BookingError as refused:
            error = refused
    return _with_form(request, "booking/manage/cancel.html", page, form=form, error=error)


@with_booking
def manage_move(request: HttpRequest, page: BookingPage) -> HttpResponse:
    """Explain, then begin: the new time is chosen on the same pages as the first one."""
    if not page.can_change:
        return redirect("manage", page.token)
    if request.method == "POST":
        session.begin_move(request, page.booking)
        booking = page.booking
        people = len(page.appointments)
        choice = Choice(booking.service, people, booking.municipality, booking)
        if request.POST.get("to") == "elsewhere":
            return redirect(choice.url("book_where"))
        return redirect(choice.url("book_when", booking.location.slug))
    return _with_form(request, "booking/manage/move.html", page)


@require_safe
@with_booking
def manage_ics(request: HttpRequest, page: BookingPage) -> HttpResponse:
    body = ics.booking_ics(page.booking, language=get_language() or "sl", method="PUBLISH")
    name = f"{page.booking.reference}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


@never_cache
def find_booking(request: HttpRequest) -> HttpResponse:
    """Say where the link is, and take it if it is pasted here."""
    form = LinkForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return redirect("manage", form.cleaned_data["link"])
    return render(request, "booking/manage/find.html", {"form": form})


def _with_form(
    request: HttpRequest, template: str, page: BookingPage, **context: object
) -> HttpResponse:
    status = {None: 200, "busy": 503}.get(getattr(context.get("error"), "code", None), 409)
    context |= {"page": page, "booking": page.booking}
    response = render(request, template, context, status=status)
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "booking/manage/too_many.html", status=429)
    response.headers["Retry-After"] = "600"
    return response

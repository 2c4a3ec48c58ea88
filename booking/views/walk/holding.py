"""Holding a time, extending it once, giving it back (B27). POST only; GET changes nothing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from booking.actions.holding import extend as extend_hold
from booking.actions.holding import release
from booking.errors import BookingError
from booking.forms.when import HoldForm
from booking.models import Service
from booking.views.walk import session
from booking.views.walk.choice import ask_first, read_choice
from booking.views.walk.held import Hold, drop_cookie, lost, set_cookie, with_hold
from booking.views.walk.service import of_service
from booking.views.walk.taking import take
from booking.views.walk.when import office_named, when_page
from privacy.audit import actor_from


@never_cache
@of_service
def hold_time(request: HttpRequest, service: Service, location: str) -> HttpResponse:
    choice, office = read_choice(request, service), office_named(location)
    if choice is None:
        return ask_first(request, service, location)
    if request.method != "POST":  # a reload, or another language, after a refused hold
        return redirect(choice.url("book_when", location))
    form = HoldForm(request.POST)
    if not form.is_valid():
        return when_page(request, choice, office, BookingError("bad_start"))
    starts_at, key = form.cleaned_data["starts_at"], form.cleaned_data["key"]
    try:
        held = take(request, choice, office, starts_at, key=key, at=timezone.now())
    except BookingError as error:
        return when_page(request, choice, office, error)
    if not choice.moves:
        session.keep_cases(request, service, choice.cases)
    response = redirect("book_move" if choice.moves else "book_know")
    set_cookie(response, held.token)
    return response


@require_POST
@with_hold
def extend(request: HttpRequest, hold: Hold) -> HttpResponse:
    try:
        extend_hold(hold.booking, at=hold.at)
    except BookingError as error:
        return lost(request, hold, error)
    return redirect(_step_before(request))


@require_POST
@with_hold
def give_up(request: HttpRequest, hold: Hold) -> HttpResponse:
    release(hold.booking, by=actor_from(request), at=hold.at)
    messages.info(request, _("You have given the time back. Nothing is booked."))
    response = redirect(hold.when_url)
    drop_cookie(response)
    return response


def _step_before(request: HttpRequest) -> str:
    """Return the step whose bar was pressed; anything unknown leads to the first one."""
    step = request.GET.get("na")
    return step if step in ("book_know", "book_people", "book_check", "book_move") else "book_know"

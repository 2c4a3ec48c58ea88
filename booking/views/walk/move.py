"""Old time → new time: the old one stays until the new one is certain (B28)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from booking.actions.changing import reschedule
from booking.actions.holding import release
from booking.errors import BookingError
from booking.models import Booking
from booking.tokens import manage_token
from booking.views.page import BookingPage
from booking.views.walk import session
from booking.views.walk.held import drop_cookie, found_hold, lost
from privacy.audit import actor_from


@never_cache
def check_move(request: HttpRequest) -> HttpResponse:
    hold = found_hold(request, timezone.now())
    moved = hold.booking.moves if hold else None
    # A move that was made has handed its appointments over; this is the same one sent twice.
    is_held = hold is not None and bool(hold.appointments)
    is_made = hold is not None and not is_held and not hold.booking.appointments.exists()
    if hold is None or moved is None or not (is_held or is_made):
        return render(request, "booking/walk/no_hold.html", status=404)
    error = None
    if request.method == "POST" or is_made:
        try:
            if not is_made:
                reschedule(moved, hold=hold.booking, by=actor_from(request), at=hold.at)
            return _moved(request, moved)
        except BookingError as refused:
            if refused.code == "hold_expired":
                return lost(request, hold, refused)
            error = refused
    context = {"hold": hold, "old": BookingPage(moved, hold.at), "error": error}
    status = 200 if error is None else 503 if error.code == "busy" else 409
    return render(request, "booking/walk/move.html", context, status=status)


def _moved(request: HttpRequest, booking: Booking) -> HttpResponse:
    if request.method == "POST":
        session.end_move(request)
        messages.success(request, _("Your appointment has been moved."))
    response = redirect("manage", manage_token(booking.uid))
    drop_cookie(response)
    return response


@never_cache
def keep_old(request: HttpRequest) -> HttpResponse:
    """Give the new time back and leave the appointment as it is."""
    booking = session.moved_booking(request)
    if request.method != "POST" or booking is None:
        return redirect("find_booking")
    hold = found_hold(request, timezone.now())
    if hold and hold.booking.moves_id == booking.pk:
        release(hold.booking, by=actor_from(request), at=hold.at)
    session.end_move(request)
    messages.info(request, _("Your appointment stays as it was."))
    response = redirect("manage", manage_token(booking.uid))
    drop_cookie(response)
    return response

"""Confirmed: reference, what to bring, how to get there. Found by the session; reload at will."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from booking.views.page import BookingPage
from booking.views.walk import session


@never_cache
def done(request: HttpRequest) -> HttpResponse:
    booking = session.done_booking(request)
    if booking is None:
        return render(request, "booking/walk/no_hold.html", status=404)
    page = BookingPage(booking, timezone.now())
    return render(request, "booking/walk/done.html", {"page": page, "booking": booking})

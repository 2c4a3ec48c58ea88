"""The hold of a browser: found by the unguessable token in its cookie and nothing else (B27)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from booking.enums import Status
from booking.errors import BookingError
from booking.models import Appointment, Booking
from booking.tokens import token_hash
from booking.views.walk import session
from booking.views.walk.choice import Choice

COOKIE = "hold"
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Hold:
    """A held booking as its holder's pages show it at a moment, with the cases they have told."""

    booking: Booking
    at: datetime
    cases: tuple[str, ...] = ()

    @cached_property
    def appointments(self) -> list[Appointment]:
        """Return what is or was held, in order of time."""
        kept = self.booking.appointments.filter(status__in=[Status.HELD, Status.EXPIRED])
        return sorted(kept, key=lambda one: (one.starts_at, one.pk))

    @property
    def starts_at(self) -> datetime:
        return self.appointments[0].starts_at

    @property
    def ends_at(self) -> datetime:
        return max(one.ends_at for one in self.appointments)

    @property
    def expires_at(self) -> datetime | None:
        """Return until when all of it is held; None once it is not any more."""
        held = [one for one in self.appointments if one.status == Status.HELD]
        ends = [one.expires_at for one in held if one.expires_at and one.expires_at > self.at]
        return min(ends) if ends and len(ends) == len(self.appointments) else None

    @property
    def choice(self) -> Choice:
        booking = self.booking
        return Choice(
            booking.service,
            len(self.appointments),
            booking.municipality,
            booking.moves,
            urgent_reason=booking.urgent_reason,
            cases=self.cases,
        )

    @property
    def when_url(self) -> str:
        return self.choice.url("book_when", self.booking.location.slug)


def found_hold(request: HttpRequest, at: datetime) -> Hold | None:
    """Return the hold or booking of the cookie, with anything at all in it."""
    token = request.COOKIES.get(COOKIE, "")
    rows = Booking.objects.select_related("service", "location__unit", "municipality", "moves")
    booking = rows.filter(hold_hash=token_hash(token)).first() if token else None
    return Hold(booking, at, tuple(session.cases(request, booking.service))) if booking else None


def with_hold(view: View) -> View:
    """Hand the view the visitor's hold; whoever has none is told what to do instead."""

    @wraps(view)
    @never_cache
    def wrapped(request: HttpRequest) -> HttpResponse:
        hold = found_hold(request, timezone.now())
        if hold and not hold.appointments:
            # A second press: the first one may have booked it between our two reads.
            hold = found_hold(request, hold.at)
        if hold and hold.booking.is_confirmed:
            return confirmed(request, hold.booking)
        if hold and hold.appointments:
            return view(request, hold)
        if session.done_booking(request):
            return redirect("book_done")
        return render(request, "booking/walk/no_hold.html", status=404)

    return wrapped


def booking_step(view: View) -> View:
    """As `with_hold`, for the steps of a new booking; a hold that moves one has its own page."""

    @wraps(view)
    def wrapped(request: HttpRequest, hold: Hold) -> HttpResponse:
        return redirect("book_move") if hold.booking.moves_id else view(request, hold)

    return with_hold(wrapped)


def confirmed(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Lead to the confirmation of `booking`; its hold is no more, so the cookie goes."""
    if request.method == "POST":
        session.finish(request, booking)
    response = redirect("book_done")
    drop_cookie(response)
    return response


def lost(request: HttpRequest, hold: Hold, error: BookingError) -> HttpResponse:
    """Say that the held time is gone and offer others; what was typed waits in the session."""
    messages.warning(request, error.message)
    return redirect(hold.when_url)


def set_cookie(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=session.LIFETIME,
        httponly=True,
        samesite="Lax",
        secure=not settings.DEMO_MODE,
    )


def drop_cookie(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")

"""What the server remembers of a visitor without an account.

Typed data stay in the database session for two hours at most and go when the booking is confirmed;
nothing personal is in a cookie or an address.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from booking.models import Booking, Service

DRAFT, DONE, MOVES = "booking_draft", "booking_done", "booking_moves"
LIFETIME = 2 * 3600  # seconds


def draft(request: HttpRequest, service: Service) -> dict[str, Any]:
    """Return what was typed so far for this service; empty when it was for another one."""
    kept = request.session.get(DRAFT) or {}
    return kept if kept.get("service") == service.slug else {}


def keep_draft(request: HttpRequest, service: Service, **parts: Any) -> None:
    request.session[DRAFT] = {**draft(request, service), **parts, "service": service.slug}
    _end_soon(request)


def cases(request: HttpRequest, service: Service) -> list[str]:
    """Return the conditions for documents the visitor has said are theirs, for this service."""
    return list(draft(request, service).get("cases", []))


def keep_cases(request: HttpRequest, service: Service, chosen: Sequence[str]) -> None:
    if list(chosen) != cases(request, service):
        keep_draft(request, service, cases=list(chosen))


def urgent_reason(request: HttpRequest, service: Service) -> str:
    """Return why the visitor's case is urgent for this service, "" where they have not said."""
    return str(draft(request, service).get("urgent_reason", ""))


def finish(request: HttpRequest, booking: Booking) -> None:
    """Forget what was typed and remember which booking came of it."""
    request.session.pop(DRAFT, None)
    request.session[DONE] = str(booking.uid)
    _end_soon(request)


def done_booking(request: HttpRequest) -> Booking | None:
    return _confirmed(request.session.get(DONE))


def begin_move(request: HttpRequest, booking: Booking) -> None:
    request.session[MOVES] = str(booking.uid)
    _end_soon(request)


def end_move(request: HttpRequest) -> None:
    request.session.pop(MOVES, None)


def moved_booking(request: HttpRequest, service: Service | None = None) -> Booking | None:
    """Return the booking being moved, if it is one of this service and still has live visits."""
    booking = _confirmed(request.session.get(MOVES))
    if booking is None or (service is not None and booking.service_id != service.pk):
        return None
    return booking if booking.appointments.live().exists() else None


def _confirmed(uid: str | None) -> Booking | None:
    if not uid:
        return None
    rows = Booking.objects.confirmed().select_related("service", "location__unit", "municipality")
    return rows.filter(uid=uid).first()


def _end_soon(request: HttpRequest) -> None:
    if not request.user.is_authenticated:
        request.session.set_expiry(LIFETIME)

"""Taking a time for a browser that may hold another one already: never locked out, never two."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import HttpRequest

from booking.actions.holding import Held, hold, release
from booking.errors import BookingError
from booking.models import Location
from booking.views.walk.choice import Choice
from booking.views.walk.held import COOKIE, Hold, found_hold
from booking.views.walk.rows import language
from privacy.audit import actor_from


def take(
    request: HttpRequest,
    choice: Choice,
    location: Location,
    starts_at: datetime,
    *,
    key: str,
    at: datetime,
) -> Held:
    """Return a hold of `starts_at` for this browser; its earlier hold, if any, is given back.

    The time it already holds is simply kept. Where the new time is free only without the old hold,
    both change hands in one transaction: if that fails, the old one stays. Raises BookingError.
    """
    old = found_hold(request, at)
    if old and (old.booking.is_confirmed or not old.appointments):
        old = None
    if old and _is_same(old, choice, location, starts_at):
        return Held(old.booking, request.COOKIES[COOKIE], old.appointments)
    attempt = _Attempt(request, choice, location, starts_at, key, at)
    try:
        held = attempt.hold()
    except BookingError as error:
        if old is None or error.code != "slot_taken":
            raise
        with transaction.atomic():
            release(old.booking, by=actor_from(request), at=at)
            return attempt.hold("swapped")
    if old and old.booking.pk != held.booking.pk:
        release(old.booking, by=actor_from(request), at=at)
    return held


@dataclass(frozen=True)
class _Attempt:
    request: HttpRequest
    choice: Choice
    location: Location
    starts_at: datetime
    key: str
    at: datetime

    def hold(self, again: str = "") -> Held:
        """Hold the time; a key that was used for a hold since given back is drawn out further."""
        choice = self.choice
        held = hold(
            choice.service,
            self.location,
            starts_at=self.starts_at,
            people=choice.people,
            by=actor_from(self.request),
            language=language(),
            at=self.at,
            municipality=choice.municipality,
            idempotency_key=self._key(again),
            moves=choice.moves,
            is_urgent=choice.is_urgent,
            urgent_reason=choice.urgent_reason,
        )
        found = Hold(held.booking, self.at)
        if not again and not held.booking.is_confirmed and found.expires_at is None:
            return self.hold("again")
        return held

    def _key(self, again: str) -> str:
        """Return the key of this press: the rendering, what was pressed, and what was held then.

        One rendering has many buttons, so its own key alone would make a second time the first.
        """
        choice = self.choice
        parts = (
            self.key,
            choice.service.slug,
            self.location.slug,
            self.starts_at.isoformat(),
            str(choice.people),
            str(choice.moves.pk if choice.moves else ""),
            choice.urgent_reason,
            self.request.COOKIES.get(COOKIE, ""),
            again,
        )
        return hashlib.sha256("|".join(parts).encode()).hexdigest()


def _is_same(old: Hold, choice: Choice, location: Location, starts_at: datetime) -> bool:
    booking = old.booking
    return (
        old.expires_at is not None
        and old.starts_at == starts_at
        and len(old.appointments) == choice.people
        and booking.location_id == location.pk
        and booking.service_id == choice.service.pk
        and booking.urgent_reason == choice.urgent_reason
        and booking.moves_id == (choice.moves.pk if choice.moves else None)
        and booking.municipality_id == (choice.municipality.pk if choice.municipality else None)
    )

"""How often an address asked for bookings that are not there; one count for all processes."""

from django.core.cache import cache
from django.http import HttpRequest

from privacy.audit import actor_from

LIMIT = 30
PERIOD = 600  # seconds


def has_missed_often(request: HttpRequest) -> bool:
    return _count(request) >= LIMIT


def note_miss(request: HttpRequest) -> None:
    """Count one wrong token. Two at once may count as one: coarse, but the token is not."""
    cache.set(_key(request), _count(request) + 1, PERIOD)


def _count(request: HttpRequest) -> int:
    return cache.get(_key(request)) or 0


def _key(request: HttpRequest) -> str:
    return f"manage-misses:{actor_from(request).source_hash[:32]}"

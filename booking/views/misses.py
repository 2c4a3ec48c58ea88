"""How often an address asked for what is behind a wrong token; one count for all processes."""

from django.core.cache import cache
from django.http import HttpRequest

from privacy.audit import actor_from

LIMIT = 30
PERIOD = 600  # seconds


def has_missed_often(request: HttpRequest, *, of: str = "manage") -> bool:
    """Say whether whoever asks has guessed too often; `of` is what was guessed at."""
    return _count(request, of) >= LIMIT


def note_miss(request: HttpRequest, *, of: str = "manage") -> None:
    """Count one wrong token. Two at once may count as one: coarse, but the token is not."""
    cache.set(_key(request, of), _count(request, of) + 1, PERIOD)


def _count(request: HttpRequest, of: str) -> int:
    return cache.get(_key(request, of)) or 0


def _key(request: HttpRequest, of: str) -> str:
    return f"{of}-misses:{actor_from(request).source_hash[:32]}"

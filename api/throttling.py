"""Who guesses tokens is soon told to wait. Counted in the cache all processes share (DESIGN 1)."""

from django.core.cache import cache
from rest_framework import status

from api.problems import Problem

MOST_MISSES = 30
WINDOW_SECONDS = 300


def count_miss(source: str) -> None:
    """Count a wrong token from `source` (a hashed address); raises the 429 problem when too many.

    A right token is never counted, so a busy partner behind the same address is not stopped.
    """
    key = f"api-miss:{source}"
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        misses = cache.incr(key)
    except ValueError:  # it ran out between the two calls
        return
    if misses > MOST_MISSES:
        raise Problem(
            status.HTTP_429_TOO_MANY_REQUESTS,
            "too_many_requests",
            headers={"Retry-After": str(WINDOW_SECONDS)},
        )

"""How often something was tried from one address; one count for all processes."""

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest

from privacy.audit import actor_from


@dataclass(frozen=True)
class Attempts:
    """At most `limit` tries of `what` within `seconds`; the address is kept as a keyed hash."""

    what: str
    limit: int
    seconds: int

    def are_too_many(self, request: HttpRequest) -> bool:
        return self._count(request) >= self.limit

    def note(self, request: HttpRequest) -> None:
        """Count one try. Two at once may count as one: coarse, but what it guards is not."""
        cache.set(self._key(request), self._count(request) + 1, self.seconds)

    def _count(self, request: HttpRequest) -> int:
        return cache.get(self._key(request)) or 0

    def _key(self, request: HttpRequest) -> str:
        return f"{self.what}:{actor_from(request).source_hash[:32]}"

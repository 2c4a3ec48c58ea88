"""Which services and which visitors a time is for, alone and where two rules meet (B12)."""

from collections.abc import Iterable

from booking.enums import RestrictionMode, Visitors
from booking.models import Closure, ExtraOpening, ServiceRestriction


class Restrictions:
    """The restrictions in play, with their services; combines two into a stored third."""

    def __init__(self, rows: Iterable[ServiceRestriction]) -> None:
        self.rows = {row.pk: row for row in rows}
        self.services = {
            row.pk: frozenset(service.pk for service in row.services.all())
            for row in self.rows.values()
        }

    def get(self, key: int | None) -> ServiceRestriction | None:
        return None if key is None else self.rows[key]

    def visitors(self, key: int | None) -> Visitors:
        row = self.get(key)
        return Visitors.EVERYBODY if row is None else row.visitors

    def is_for_walk_ins(self, row: ExtraOpening) -> bool:
        return self.visitors(row.restriction_id) == Visitors.WALK_IN

    def opening(self, key: int) -> int:
        """Return the restriction of what an extra opening under `key` opens.

        One for a kind of visitor is for all services: stored as "except none", so that a reader
        asks every restriction of a free interval alike.
        """
        visitors = self.visitors(key)
        if visitors == Visitors.EVERYBODY:
            return key
        return self._stored(RestrictionMode.EXCEPT, frozenset(), visitors)

    def shuts(self, closure: Closure, inside: int | None) -> bool:
        """Say whether a partial closure is for the very visitors that `inside` is open for."""
        kind = self.visitors(closure.restriction_id)
        return kind != Visitors.EVERYBODY and kind == self.visitors(inside)

    def closing(self, closure: Closure, inside: int | None) -> int | None:
        """Return the restriction of what stays open of `inside` during a partial closure."""
        rule = self.get(closure.restriction_id)
        if rule is None:
            raise ValueError("a closure without a restriction leaves nothing open")
        if rule.visitors != Visitors.EVERYBODY:
            return self._closing_to(rule.visitors, inside)
        named = self.services[rule.pk]
        closes_named = rule.mode == RestrictionMode.ONLY
        mode: str = RestrictionMode.EXCEPT if closes_named else RestrictionMode.ONLY
        if inside is not None:
            mode, named = self._both(inside, mode, named)
        return self._stored(mode, named, self.visitors(inside))

    def _closing_to(self, closed: Visitors, inside: int | None) -> int | None:
        """Return the restriction of what stays open of `inside` closed to one kind of visitor."""
        if self.visitors(inside) != Visitors.EVERYBODY:
            return inside
        left = Visitors.BOOKED if closed == Visitors.WALK_IN else Visitors.WALK_IN
        if inside is None:
            return self._stored(RestrictionMode.EXCEPT, frozenset(), left)
        return self._stored(self.rows[inside].mode, self.services[inside], left)

    def _both(self, inside: int, mode: str, named: frozenset[int]) -> tuple[str, frozenset[int]]:
        """Return the restriction that allows what both allow."""
        other = self.services[inside]
        if self.rows[inside].mode == RestrictionMode.ONLY:
            kept = other & named if mode == RestrictionMode.ONLY else other - named
            return RestrictionMode.ONLY, kept
        if mode == RestrictionMode.ONLY:
            return RestrictionMode.ONLY, named - other
        return RestrictionMode.EXCEPT, other | named

    def _stored(self, mode: str, named: frozenset[int], visitors: Visitors) -> int:
        for key, row in self.rows.items():
            is_alike = row.mode == mode and row.visitors == visitors
            if row.is_derived and is_alike and self.services[key] == named:
                return key
        row = ServiceRestriction.objects.create(
            mode=mode,
            is_walk_in_only=visitors == Visitors.WALK_IN,
            is_booked_only=visitors == Visitors.BOOKED,
            is_derived=True,
        )
        row.services.set(named)
        self.rows[row.pk], self.services[row.pk] = row, named
        return row.pk


def allowed(restriction: ServiceRestriction | None, service_id: int, named: frozenset[int]) -> bool:
    """Say whether the service may be booked in a time under `restriction`, naming `named`."""
    if restriction is None:
        return True
    if restriction.is_walk_in_only:
        return False
    return (service_id in named) == (restriction.mode == RestrictionMode.ONLY)

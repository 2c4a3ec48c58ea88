"""How many civil servants the operation has trained, and who counts them (P2).

Whoever can count registers a source: readings by hand here, and whatever app knows of trainings.
Apps beside this one may not import it (DESIGN 2): `portal`, which knows both, registers theirs.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from programme.models import Operation, Reading


@dataclass(frozen=True)
class Count:
    """Different people and participations, each apart, as they stood on `read_on`."""

    people: int
    participations: int
    read_on: date
    note: str = ""


class IndicatorSource(Protocol):
    name: str

    def count(self, operation: str, *, on: date) -> Count | None:
        """Return the count for the operation of that slug as of `on`, or None without one.

        Only what is assigned to this operation counts: a training has one funding operation.
        """


class HandReadings:
    """The newest reading typed in by hand."""

    name = "programme.readings"

    def count(self, operation: str, *, on: date) -> Count | None:
        rows = Reading.objects.filter(operation__slug=operation, read_on__lte=on)
        newest = rows.order_by("-read_on").first()
        if newest is None:
            return None
        return Count(newest.people, newest.participations, newest.read_on, newest.note)


_sources: dict[str, IndicatorSource] = {}


def register(source: IndicatorSource) -> None:
    """Make `source` known; called from an AppConfig.ready()."""
    _sources[source.name] = source


def count(operation: Operation, *, on: date) -> Count | None:
    """Return the newest count of the operation as of `on`; None where nobody has counted."""
    counts = [source.count(operation.slug, on=on) for source in _sources.values()]
    return max((one for one in counts if one), key=lambda one: one.read_on, default=None)

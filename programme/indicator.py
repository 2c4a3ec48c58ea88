"""How many civil servants the operation has trained, and who counts them (P2).

Readings are typed in by hand here; whatever app knows of trainings registers a source that counts
from there on. Apps beside this one may not import it (DESIGN 2): `portal`, which knows both,
registers theirs.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from programme.models import Operation


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


_sources: dict[str, IndicatorSource] = {}


def register(source: IndicatorSource) -> None:
    """Make a source that counts by itself known; called from an AppConfig.ready()."""
    _sources[source.name] = source


def count(operation: Operation, *, on: date) -> Count | None:
    """Return how the operation stands as of `on`: the newest reading, and what came after it.

    None where nobody has counted.
    """
    reading = _reading(operation, on)
    now = _counted(operation.slug, on)
    if now is None:
        return reading
    then = _counted(operation.slug, reading.read_on) if reading else None
    return combine(reading, then, now)


def _reading(operation: Operation, on: date) -> Count | None:
    """Return the newest reading typed in by hand."""
    newest = operation.readings.filter(read_on__lte=on).order_by("-read_on").first()
    if newest is None:
        return None
    return Count(newest.people, newest.participations, newest.read_on, newest.note)


def _counted(operation: str, on: date) -> Count | None:
    """Return what all sources count together: nobody knows whom two of them both know."""
    counts = [count for one in _sources.values() if (count := one.count(operation, on=on))]
    if not counts:
        return None
    return Count(
        max(count.people for count in counts),
        sum(count.participations for count in counts),
        max(count.read_on for count in counts),
        " ".join(count.note for count in counts if count.note),
    )


def combine(reading: Count | None, then: Count | None, now: Count) -> Count:
    """Return a reading by hand carried on by a source's counts on its day (`then`) and `now`.

    A reading says everything up to its day, whether the source knew of it or not, so that of the
    two the larger holds; participations after that day are added. Who of the people counted since
    was among those of the reading, nobody can say: as people the larger of the two counts holds,
    which is never too many. The next reading by hand brings those that are missing.
    """
    if reading is None:
        return now
    before = then.participations if then else 0
    participations = max(reading.participations, before) + now.participations - before
    people = max(reading.people, now.people)
    notes = [reading.note, now.note]
    if now.participations > before:
        notes.append(
            _("There may be more people: who came after the last reading may have come before too.")
        )
    note = " ".join(note for note in notes if note)
    return Count(people, participations, now.read_on, note)

"""The catalogue as a list: bundle by bundle, each training with its next runs (T1, T16)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from training.calendar_of_runs import ShownRun, next_runs
from training.models import Bundle, Training
from training.wanted import Wanted
from training.words import clock_time, delivery_in_words, hours_in_words

MOST_RUNS = 2


@dataclass(frozen=True)
class Listed:
    """A training of the list and its next runs."""

    training: Training
    runs: list[ShownRun] = field(default_factory=list)

    @property
    def hours(self) -> str:
        return hours_in_words(self.training.hours)

    @property
    def clock_time(self) -> str:
        return clock_time(self.training.hours)

    @property
    def delivery(self) -> str:
        return delivery_in_words(self.training)


def catalogue(wanted: Wanted, *, at: datetime) -> list[tuple[Bundle, list[Listed]]]:
    """Return the bundles with the trainings that match; eight queries, however many there are."""
    rows = wanted.trainings(Training.objects.published(), at=at).with_bundle().with_variants()
    found = list(
        rows.prefetch_related("methods", "bundle__goals").order_by(
            "bundle__programme__measure__slug", "bundle__programme__slug", "bundle__slug", "code"
        )
    )
    runs = next_runs([one.pk for one in found], at=at)
    return [
        (bundle, [Listed(one, runs.get(one.pk, [])[:MOST_RUNS]) for one in trainings])
        for bundle, trainings in _by_bundle(found)
    ]


def _by_bundle(found: Iterable[Training]) -> list[tuple[Bundle, list[Training]]]:
    groups = (list(group) for _key, group in groupby(found, key=lambda one: one.bundle_id))
    return [(group[0].bundle, group) for group in groups]

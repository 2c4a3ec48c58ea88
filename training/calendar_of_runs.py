"""Public runs: those to come, month by month, with their stage and free places (T16)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from training.enums import Stage
from training.models import Run, Session
from training.places import place_in_words, session_place
from training.wanted import Wanted
from training.words import variant_in_words

if TYPE_CHECKING:
    from training.models.run import RunQuerySet


@dataclass(frozen=True)
class ShownRun:
    """A public run at a moment; `free` is never below zero."""

    run: Run
    stage: Stage
    free: int

    @property
    def sessions(self) -> list[tuple[Session, str]]:
        """Return each session with its place, in order."""
        sessions = list(self.run.sessions.all())
        return [(session, session_place(session)) for session in sessions]

    @property
    def place(self) -> str:
        return place_in_words(self.run)

    @property
    def delivery(self) -> str:
        return variant_in_words(self.run.variant)

    @property
    def is_open(self) -> bool:
        return self.stage == Stage.OPEN

    @property
    def has_waiting_list(self) -> bool:
        return self.stage == Stage.FULL


def with_session(**wanted: Any) -> Exists:
    """Return the condition that a run has such a session."""
    return Exists(Session.objects.filter(run=OuterRef("pk"), **wanted).order_by())


def public_runs() -> "RunQuerySet":
    """Return what anybody may see of runs with sessions, ready for `shown`; three queries."""
    return (
        Run.objects.public()
        .dated()
        .seated()
        .with_names()
        .filter(with_session())
        .prefetch_related("variant__segments", "sessions__segment")
    )


def to_come(wanted: Wanted, *, at: datetime) -> "RunQuerySet":
    """Return the public runs that match; without a first day, those not over at `at`."""
    runs = wanted.runs(public_runs())
    return runs if wanted.first else runs.filter(with_session(period__endswith__gt=at))


def next_runs(trainings: Iterable[int], *, at: datetime) -> dict[int, list[ShownRun]]:
    """Return training key → its runs still to begin, called-off ones left out; three queries."""
    runs = public_runs().filter(variant__training__in=list(trainings))
    runs = runs.filter(~with_session(period__startswith__lte=at))
    found: dict[int, list[ShownRun]] = {}
    for run in runs:
        one = shown(run, at)
        if one.stage != Stage.CANCELLED:
            found.setdefault(run.variant.training_id, []).append(one)
    return found


def shown(run: Run, at: datetime) -> ShownRun:
    return ShownRun(run, run.stage(at), max(0, run.capacity - run.taken))


def by_month(runs: Iterable[ShownRun]) -> list[tuple[date, list[ShownRun]]]:
    """Return (first day of the month, its runs) of runs in order of their start."""

    def month(one: ShownRun) -> date:
        return timezone.localdate(one.run.starts_at).replace(day=1)

    return [(first, list(group)) for first, group in groupby(runs, key=month)]

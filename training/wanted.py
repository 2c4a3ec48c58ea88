"""Which trainings and runs somebody wants to see: one set of filters for all who ask (T16).

Each filter narrows; an empty one does not. Days are those of the portal's time zone.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils import timezone

from training.models import Run, Segment, Session, Training

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from training.models.run import RunQuerySet
    from training.models.training import TrainingQuerySet


@dataclass(frozen=True)
class Wanted:
    """`level`, `mode`, `place` are values of the enums, `method` is a slug.

    `first` and `last` are the first and the last day, both included.
    """

    level: str = ""
    mode: str = ""
    place: str = ""
    method: str = ""
    first: date | None = None
    last: date | None = None

    def __bool__(self) -> bool:
        return self != Wanted()

    def filters(self) -> dict[str, str]:
        """Return what is asked for beside the days."""
        named = {name: str(getattr(self, name)) for name in ("level", "mode", "place", "method")}
        return {name: value for name, value in named.items() if value}

    def runs(self, runs: "RunQuerySet") -> "RunQuerySet":
        """Keep runs of such trainings with a session on one of the days."""
        if self.level:
            runs = runs.filter(variant__training__level=self.level)
        if self.mode:
            of_mode = Segment.objects.filter(variant=OuterRef("variant"), mode=self.mode)
            runs = runs.filter(Exists(of_mode))
        if self.place:
            runs = runs.filter(place=self.place)
        if self.method:
            runs = runs.filter(Exists(_with_method(self.method, "variant__training")))
        if self.first or self.last:
            runs = runs.filter(Exists(_sessions(self.first, self.last)))
        return runs

    def trainings(self, trainings: "TrainingQuerySet", *, at: datetime) -> "TrainingQuerySet":
        """Keep such trainings; those of a place have a run to come there."""
        if self.level:
            trainings = trainings.filter(level=self.level)
        if self.mode:
            of_mode = Segment.objects.filter(variant__training=OuterRef("pk"), mode=self.mode)
            trainings = trainings.filter(Exists(of_mode))
        if self.method:
            trainings = trainings.filter(Exists(_with_method(self.method, "pk")))
        if self.place:
            there = Run.objects.open().public().upcoming(at).filter(place=self.place)
            trainings = trainings.filter(
                Exists(there.filter(variant__training=OuterRef("pk")).order_by())
            )
        return trainings


def _with_method(slug: str, training: str) -> "TrainingQuerySet":
    return Training.objects.filter(pk=OuterRef(training), methods__slug=slug).order_by()


def _sessions(first: date | None, last: date | None) -> "QuerySet[Session]":
    """Return the sessions of a run that touch the days from `first` to `last`."""
    sessions = Session.objects.filter(run=OuterRef("pk")).order_by()
    if first:
        sessions = sessions.filter(period__endswith__gt=_midnight(first))
    if last:
        sessions = sessions.filter(period__startswith__lt=_midnight(last + timedelta(days=1)))
    return sessions


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))

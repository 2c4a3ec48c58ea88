"""What became of a contract's runs within some days, read from the database."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from django.db.models import Count, Max, Q, QuerySet

from questionnaires.tally import shown
from training import ledger
from training.contracts import effort_of
from training.enums import SCHEDULED, EnrolmentState, RunState
from training.evaluation_results import filled_of, points_of
from training.local_time import ZONE
from training.models import Attendance, Contract, Enrolment, Run, Training
from training.money import vat_in
from training.reports.part import Part
from training.reports.period import Period

TOOK_PART = (EnrolmentState.CONFIRMED, EnrolmentState.ATTENDED, EnrolmentState.ABSENT)
_BY_TRAINING = "run__variant__training"


@dataclass(frozen=True)
class Reading:
    """A part for each training, and how many different people took part in any of them."""

    parts: Mapping[Training, Part]
    people: int

    @property
    def total(self) -> Part:
        return sum(self.parts.values(), Part())


def read(contract: Contract, period: Period) -> Reading:
    """Return what the runs came to whose last session ended within `period`; six queries."""
    begins, ends = period.moments(ZONE)
    runs = contract.runs.exclude(state=RunState.DRAFT).select_related("variant__training")
    over = runs.annotate(over=Max("sessions__period__endswith"))
    found = list(over.filter(over__gte=begins, over__lt=ends).order_by("variant__training__code"))
    parts: dict[Training, Part] = defaultdict(Part)
    for run in found:
        parts[run.variant.training] += _of(run)
    held = {run.pk: run.variant.training_id for run in found if run.state == RunState.HELD}
    people = Enrolment.objects.filter(run__in=list(held), state__in=TOOK_PART)
    by_key = {training.pk: training for training in parts}
    for key, part in chain(_counts(list(held), people), _evaluated(held)):
        parts[by_key[key]] += part
    distinct = people.aggregate(n=Count("participant", distinct=True))["n"]
    return Reading(dict(parts), distinct)


def _of(run: Run) -> Part:
    if run.state == RunState.CANCELLED:
        return Part(cancelled=1)
    if run.price is None or run.vat_rate is None:
        return Part()  # it was never scheduled
    cost = ledger.Sum(run.price, vat_in(run.price, run.vat_rate))
    if run.state in SCHEDULED:
        return Part(scheduled=1, to_come=cost)
    return Part(held=1, cost=cost, hours=ledger.hours_of(1, effort_of(run.variant.training)))


def _counts(held: list[int], people: QuerySet[Enrolment]) -> Iterator[tuple[int, Part]]:
    """Yield the key of a training with numbers of people; two queries."""
    is_over = Q(state=EnrolmentState.ATTENDED)
    places = _grouped(people, _BY_TRAINING)
    for key, places_taken, completed in places.annotate(
        Count("pk"), done=Count("pk", filter=is_over)
    ):
        yield key, Part(participations=places_taken, completed=completed)
    notes = Attendance.objects.filter(session__run__in=held, enrolment__state__in=TOOK_PART)
    for key, noted, present in _grouped(notes, f"session__{_BY_TRAINING}").annotate(
        Count("pk"), came=Count("pk", filter=Q(is_present=True))
    ):
        yield key, Part(noted=noted, present=present)


def _evaluated(held: Mapping[int, int]) -> Iterator[tuple[int, Part]]:
    """Yield the key of a training with what its runs (run → training) were thought of; two queries.

    Answers that are too few to be shown of their run do not count.
    """
    filled = filled_of(held)
    for run, number in filled.items():
        yield held[run], Part(questionnaires=number)
    for by_run in points_of(filled).values():
        for run, tally in by_run.items():
            if one := shown([tally]):
                yield held[run], Part(scores=one.answers, points=one.points)


def _grouped(rows: QuerySet, path: str) -> QuerySet:
    """Return `rows` grouped by the training that `path` leads to."""
    return rows.order_by().values_list(path)

"""What became of a contract's runs within some days, read from the database."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet, Sum

from training import ledger
from training.contracts import effort_of
from training.enums import SCHEDULED, EnrolmentState, QuestionKind, RunState
from training.models import (
    Answer,
    Attendance,
    Contract,
    Enrolment,
    Evaluation,
    Run,
    Training,
)
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
    begins, ends = period.moments(ZoneInfo(settings.TIME_ZONE))
    runs = contract.runs.exclude(state=RunState.DRAFT).select_related("variant__training")
    over = runs.annotate(over=Max("sessions__period__endswith"))
    found = list(over.filter(over__gte=begins, over__lt=ends).order_by("variant__training__code"))
    parts: dict[Training, Part] = defaultdict(Part)
    for run in found:
        parts[run.variant.training] += _of(run)
    held = [run.pk for run in found if run.state == RunState.HELD]
    people = Enrolment.objects.filter(run__in=held, state__in=TOOK_PART)
    by_key = {training.pk: training for training in parts}
    for key, part in _counts(held, people):
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
    """Yield the key of a training with numbers of people and their answers; four queries."""
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
    filled = Evaluation.objects.filter(run__in=held)
    for key, number in _grouped(filled, _BY_TRAINING).annotate(Count("pk")):
        yield key, Part(questionnaires=number)
    answers = Answer.objects.filter(
        evaluation__run__in=held, question__kind=QuestionKind.SCALE, score__isnull=False
    )
    for key, scores, points in _grouped(answers, f"evaluation__{_BY_TRAINING}").annotate(
        Count("pk"), Sum("score")
    ):
        yield key, Part(scores=scores, points=points)


def _grouped(rows: QuerySet, path: str) -> QuerySet:
    """Return `rows` grouped by the training that `path` leads to."""
    return rows.order_by().values_list(path)

"""What participants thought of some runs, as far as it may be shown (T15)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from questionnaires.results import Graded, Words
from questionnaires.tally import FEWEST, Tally, shown, tally_of
from training.enums import QuestionKind
from training.models import Answer, Enrolment, Evaluation, Question
from training.models.run import RunQuerySet


@dataclass(frozen=True)
class Results:
    """`asked` people came, `filled` answered; `hidden` of these are of runs with too few."""

    asked: int
    filled: int
    hidden: int
    scales: Sequence[Graded]
    words: Sequence[Words]

    @property
    def is_shown(self) -> bool:
        return self.filled > self.hidden

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Return how many questionnaires there are, each with what it counts."""
        return [
            (_("people asked"), self.asked),
            (_("people who answered"), self.filled),
            (_("not shown: of runs with too few answers"), self.hidden),
        ]


def results(runs: RunQuerySet) -> Results:
    """Return what may be shown of `runs` together; five queries.

    A run with fewer than FEWEST questionnaires is left out as a whole, and of the others a
    question with fewer points than that.
    """
    keys = list(runs.order_by().values_list("pk", flat=True))
    filled = filled_of(keys)
    enough = _enough(filled)
    questions = list(Question.objects.filter(answers__evaluation__run__in=enough).distinct())
    points, texts = points_of(filled), _texts(enough)
    return Results(
        asked=Enrolment.objects.came().filter(run__in=keys).count(),
        filled=sum(filled.values()),
        hidden=sum(count for count in filled.values() if count < FEWEST),
        scales=[
            Graded(question, shown(points[question.pk].values()))
            for question in questions
            if question.kind == QuestionKind.SCALE
        ],
        words=[
            Words(question, texts[question.pk])
            for question in questions
            if question.kind == QuestionKind.TEXT
        ],
    )


def filled_of(runs: Iterable[int]) -> dict[int, int]:
    """Return run → how many questionnaires; runs without one are left out."""
    rows = Evaluation.objects.filter(run__in=list(runs)).order_by().values_list("run")
    return dict(rows.annotate(Count("pk")))


def points_of(filled: Mapping[int, int]) -> dict[int, dict[int, Tally]]:
    """Return question → run → the points given, of runs with enough questionnaires; one query.

    The points of a question may still be too few: `questionnaires.tally.shown` says what is shown.
    """
    runs = _enough(filled)
    rows = Answer.objects.filter(evaluation__run__in=runs, score__isnull=False).order_by()
    counted: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    keys = rows.values_list("question", "evaluation__run", "score")
    for question, run, score, count in keys.annotate(Count("pk")):
        counted[question, run][score] = count
    found: dict[int, dict[int, Tally]] = defaultdict(dict)
    for (question, run), scores in counted.items():
        found[question][run] = tally_of(scores)
    return found


def _enough(filled: Mapping[int, int]) -> list[int]:
    return [run for run, count in filled.items() if count >= FEWEST]


def _texts(runs: Sequence[int]) -> dict[int, list[str]]:
    """Return what was written to each question; the random key orders it."""
    rows = Answer.objects.filter(evaluation__run__in=runs).exclude(text="").order_by("pk")
    found: dict[int, list[str]] = defaultdict(list)
    for question, text in rows.values_list("question", "text"):
        found[question].append(text)
    return found

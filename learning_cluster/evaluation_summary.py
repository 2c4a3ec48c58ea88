"""What members thought of what they learned, in a few lines (L13)."""

from datetime import datetime

from django.db.models import Avg, Count
from django.utils.translation import gettext as _

from learning_cluster.evaluation import is_open, third_event
from learning_cluster.models import Cluster, EvaluationAnswer, EvaluationSheet
from learning_cluster.prose import paragraphs, points
from questionnaires.tally import FEWEST


def summary_of(cluster: Cluster, *, at: datetime) -> str:
    """Return the averages and what was written; at most five queries.

    "" for fewer than three sheets, and while people may still answer.
    """
    if is_open(third_event(cluster, at=at), at=at):
        return ""
    sheets = EvaluationSheet.objects.filter(cluster=cluster).count()
    if sheets < FEWEST:
        return ""
    answers = EvaluationAnswer.objects.filter(sheet__cluster=cluster)
    graded = (
        answers.filter(grade__isnull=False)
        .values("question__order", "question__text_sr")
        .annotate(mean=Avg("grade"), number=Count("pk"))
        .filter(number__gte=FEWEST)
        .order_by("question__order", "question__text_sr")
    )
    line = _("%(question)s Average %(mean)s of 5, answers: %(number)s.")
    grades = [
        line
        % {
            "question": one["question__text_sr"],
            "mean": f"{one['mean']:.1f}".replace(".", ","),
            "number": one["number"],
        }
        for one in graded
    ]
    lead = _("Sheets filled in: %(number)s.") % {"number": sheets}
    words = answers.exclude(words="").values_list("words", flat=True).order_by("pk")
    return paragraphs([lead, points(grades), points(words)])

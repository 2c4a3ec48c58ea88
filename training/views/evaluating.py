"""The questionnaire after a run, behind the link that was mailed (T15)."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from training.actions.evaluating import evaluate
from training.errors import TrainingError
from training.forms.after import EvaluationForm
from training.models import Enrolment, Question
from training.results import FEWEST
from training.views.by_link import by_link


def _asked() -> QuerySet:
    return Enrolment.objects.came().select_related("training__bundle__programme__measure")


@require_http_methods(["GET", "HEAD", "POST"])
@by_link("link_hash", _asked)
def questionnaire(request: HttpRequest, row: Enrolment) -> HttpResponse:
    """Show the questions until they have been answered; afterwards, thanks."""
    questions = Question.objects.asked_after(row.training)
    form = EvaluationForm(questions=questions)
    if request.method == "POST":
        form = EvaluationForm(request.POST, questions=questions)
        if form.is_valid():
            try:
                evaluate(row, answers=form.answers, on=timezone.localdate())
                return redirect(request.path)
            except TrainingError as error:
                if error.code == "evaluated_already":
                    return redirect(request.path)
                form.add_error(None, error.message)
    context = {"row": row, "form": form, "training": row.training, "fewest": FEWEST}
    return render(request, "training/after/evaluate.html", context)

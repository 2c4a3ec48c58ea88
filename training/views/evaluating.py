"""The questionnaire after a run, behind the link that was mailed (T15)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.secret_pages import behind_link
from questionnaires.forms import QuestionnaireForm
from questionnaires.tally import FEWEST
from training.actions.evaluating import evaluate
from training.errors import TrainingError
from training.models import Enrolment, Question


def _asked(link_hash: str) -> Enrolment | None:
    rows = Enrolment.objects.came().select_related("training__bundle__programme__measure")
    return rows.filter(link_hash=link_hash).first()


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link(_asked)
def questionnaire(request: HttpRequest, row: Enrolment) -> HttpResponse:
    """Show the questions until they have been answered; afterwards, thanks."""
    questions = Question.objects.asked_after(row.training)
    form = QuestionnaireForm(questions=questions)
    if request.method == "POST":
        form = QuestionnaireForm(request.POST, questions=questions)
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

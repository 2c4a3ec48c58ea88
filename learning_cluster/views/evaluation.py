"""The evaluation of the learning experience, and its results for those who lead (L13)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from learning_cluster.actions.evaluating import evaluate
from learning_cluster.errors import ClusterError
from learning_cluster.evaluation import (
    closes_at,
    has_answered,
    is_open,
    results,
    third_event,
    was_there,
)
from learning_cluster.models import EvaluationQuestion
from learning_cluster.views.door import Insider, inside
from learning_cluster.views.events.door import for_hosts
from questionnaires.forms import QuestionnaireForm
from questionnaires.tables import columns, pictures
from questionnaires.tally import FEWEST


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request: HttpRequest, who: Insider) -> HttpResponse:
    """Show the questions while they may be answered; to who has done so, thanks."""
    event = third_event(who.cluster, at=who.at)
    if event is None or who.member is None or not was_there(who.member, event):
        raise Http404
    questions = EvaluationQuestion.objects.filter(is_active=True)
    form = QuestionnaireForm(request.POST or None, questions=questions)
    if request.method == "POST" and form.is_valid():
        try:
            evaluate(who.member, answers=form.answers, at=who.at)
            return redirect("cluster_evaluation", who.cluster.slug)
        except ClusterError as error:
            form.add_error(None, error.message)
    context = {
        "who": who,
        "form": form,
        "sent": [form],
        "is_answered": has_answered(who.member),
        "is_open": is_open(event, at=who.at),
        "closes_at": closes_at(event),
        "fewest": FEWEST,
    }
    return render(request, "learning_cluster/inside/evaluation/form.html", context)


@for_hosts
@require_safe
def evaluation_results(request: HttpRequest, who: Insider) -> HttpResponse:
    found = results(who.cluster, at=who.at)
    context = {
        "who": who,
        "found": found,
        "pictures": pictures(found.graded),
        "columns": columns(),
        "fewest": FEWEST,
    }
    return render(request, "learning_cluster/inside/evaluation/results.html", context)

"""A trainer answers proposals of dates and proposes others (T7)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from training.actions.run_planning import answer_dates, propose_dates
from training.enums import Reply
from training.errors import TrainingError
from training.forms.run_dates import DatesForm
from training.forms.trainer_pages import NoteForm
from training.local_time import ZONE
from training.models import DateProposal, Run, Trainer
from training.run_dates import check_dates, planned_times
from training.views.trainer.door import actor_of, for_trainers, runs_of
from training.views.trainer.runs import NEGOTIABLE, run_page


@for_trainers
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, trainer: Trainer, pk: int) -> HttpResponse:
    """Show the sessions that the hours typed would make, then hand them to the coordinator."""
    run = get_object_or_404(runs_of(trainer).filter(state__in=NEGOTIABLE), pk=pk)
    if request.method != "POST":
        return _page(request, run, DatesForm(variant=run.variant))
    form = DatesForm(request.POST, variant=run.variant)
    if not form.is_valid():
        return _page(request, run, form)
    typed = form.cleaned_data
    if "preview" in request.POST:
        return _preview(request, run, form)
    try:
        propose_dates(
            run,
            starts=typed["starts"],
            note=typed["note"],
            trainer=trainer,
            with_days_off=typed["with_days_off"],
            by=actor_of(request),
            at=timezone.now(),
        )
    except TrainingError as error:
        return _page(request, run, form, 409, error=error)
    messages.success(request, _("Proposed. The coordinator decides."))
    return redirect("trainer_run", run.pk)


@for_trainers
@require_POST
def answer(
    request: HttpRequest, trainer: Trainer, pk: int, proposal: int, reply: Reply
) -> HttpResponse:
    """Keep whether the coordinator's dates suit the trainer."""
    run = get_object_or_404(runs_of(trainer), pk=pk)
    rows = DateProposal.objects.filter(run=run, trainer=None)
    row = get_object_or_404(rows.select_related("run"), pk=proposal)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return run_page(request, trainer, pk, note=form)
    note = form.cleaned_data["note"]
    try:
        answer_dates(row, reply=reply, note=note, by=actor_of(request), at=timezone.now())
    except TrainingError as error:
        return run_page(request, trainer, pk, 409, error=error)
    messages.success(request, _("The coordinator sees your answer."))
    return redirect("trainer_run", pk)


def _preview(request: HttpRequest, run: Run, form: DatesForm) -> HttpResponse:
    typed, error, times = form.cleaned_data, None, []
    try:
        times = planned_times(run.variant, typed["starts"])
        check_dates(times, with_days_off=typed["with_days_off"], at=timezone.now())
    except TrainingError as refused:
        error = refused
    return _page(request, run, form, times=times, error=error)


def _page(
    request: HttpRequest, run: Run, form: DatesForm, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"run": run, "form": form, "zone": ZONE.key}
    context["has_errors"] = bool(context.get("error"))
    return render(request, "training/trainer/dates.html", context, status=status)

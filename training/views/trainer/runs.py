"""A trainer's runs: the list, one run, and the answer to being asked (T6)."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from training.actions.run_teaching import accept, decline
from training.enums import Reply, RunState, Stage
from training.errors import TrainingError
from training.forms.materials import MaterialForm
from training.forms.trainers import AcceptForm, NoteForm
from training.guidelines import acknowledged, guidelines_in_force
from training.models import Enrolment, Run, Trainer
from training.roster import roster
from training.run_dates import ZONE
from training.views.trainer.door import actor_of, for_trainers, runs_of

NEGOTIABLE = (RunState.DRAFT, RunState.NEGOTIATING)


@dataclass(frozen=True)
class Line:
    """A run in the trainer's list, and what they answered."""

    run: Run
    stage: Stage
    reply: str


@for_trainers
@require_safe
def home(request: HttpRequest, trainer: Trainer) -> HttpResponse:
    """List what waits for an answer, what is to come, and what was."""
    at = timezone.now()
    replies = dict(trainer.run_trainers.values_list("run", "reply"))
    rows = list(runs_of(trainer).dated().seated())
    lines = [Line(run, run.stage(at), replies[run.pk]) for run in rows]
    live = [line for line in lines if line.run.state not in (RunState.HELD, RunState.CANCELLED)]
    notice = guidelines_in_force(at)
    context = {
        "trainer": trainer,
        "asked": [line for line in live if line.reply == Reply.ASKED],
        "accepted": [line for line in live if line.reply == Reply.ACCEPTED],
        "past": [line for line in lines if line not in live and line.reply == Reply.ACCEPTED][::-1],
        "must_read": notice is not None and acknowledged(trainer, notice) is None,
        "zone": ZONE.key,
    }
    return render(request, "training/trainer/home.html", context)


@for_trainers
@require_safe
def one_run(request: HttpRequest, trainer: Trainer, pk: int) -> HttpResponse:
    return run_page(request, trainer, pk)


@for_trainers
@require_POST
def accept_run(request: HttpRequest, trainer: Trainer, pk: int) -> HttpResponse:
    run = get_object_or_404(runs_of(trainer), pk=pk)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return run_page(request, trainer, pk)
    try:
        accept(run, trainer, **form.cleaned_data, by=actor_of(request), at=timezone.now())
    except TrainingError as error:
        return run_page(request, trainer, pk, 409, error=error)
    messages.success(request, _("You give this run."))
    return redirect("trainer_run", pk)


@for_trainers
@require_POST
def decline_run(request: HttpRequest, trainer: Trainer, pk: int) -> HttpResponse:
    run = get_object_or_404(runs_of(trainer), pk=pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return run_page(request, trainer, pk, note=form)
    try:
        decline(run, trainer, **form.cleaned_data, by=actor_of(request), at=timezone.now())
    except TrainingError as error:
        return run_page(request, trainer, pk, 409, error=error, note=form)
    messages.success(request, _("You have declined. The coordinator asks somebody else."))
    return redirect("trainer_home")


def run_page(
    request: HttpRequest, trainer: Trainer, pk: int, status: int = 200, **context: Any
) -> HttpResponse:
    """Show a run of the trainer as it stands now; the roster once they have accepted it."""
    at = timezone.now()
    run: Run = get_object_or_404(runs_of(trainer).dated().seated(), pk=pk)
    row = run.run_trainers.get(trainer=trainer)
    sessions = list(run.sessions.select_related("segment").prefetch_related("work_forms"))
    seen = Enrolment.objects.visible_to(request.user, at).filter(run=run)  # type: ignore[arg-type]  # signed in
    others = run.run_trainers.exclude(pk=row.pk).filter(reply__in=[Reply.ASKED, Reply.ACCEPTED])
    notice = guidelines_in_force(at)
    context = {
        "run": run,
        "stage": run.stage(at),
        "row": row,
        "has_accepted": row.reply == Reply.ACCEPTED,
        "is_negotiable": run.state in NEGOTIABLE,
        "may_answer": run.state in (*NEGOTIABLE, RunState.OPEN),
        "sessions": sessions,
        "proposals": run.date_proposals.filter(reply__in=[Reply.ASKED, Reply.ACCEPTED]),
        "others": others.select_related("trainer"),
        "places": roster(seen, sessions) if row.reply == Reply.ACCEPTED else [],
        "materials": run.materials.all(),
        "must_read": notice is not None and acknowledged(trainer, notice) is None,
        "accept": AcceptForm(initial={"seen": run.version}),
        "note": NoteForm(),
        "material": MaterialForm(auto_id="material_%s"),
        "zone": ZONE.key,
        "at": at,
        **context,
    }
    context["sent"] = [context[name] for name in ("note", "material") if context[name].is_bound]
    context["has_errors"] = status != 200 or any(form.errors for form in context["sent"])
    return render(request, "training/trainer/run.html", context, status=status)

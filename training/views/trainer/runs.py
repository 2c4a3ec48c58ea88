"""A trainer's runs: the list, one run, and the answer to being asked (T6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from calendars.your_calendar import SWITCHED_OFF, press, your_calendar
from privacy.materials import MaterialForm
from training.actions.run_teaching import ON_IT, accept, decline
from training.enums import Reply, RunState, Stage
from training.errors import TrainingError
from training.feeds_of_trainers import OF_TRAINERS
from training.forms.trainer_pages import AcceptForm, NoteForm
from training.guidelines import acknowledged, guidelines_in_force
from training.local_time import ZONE
from training.models import Enrolment, Run, Trainer
from training.roster import roster
from training.views.trainer.door import actor_of, for_trainers, runs_of

NEGOTIABLE = (RunState.DRAFT, RunState.NEGOTIATING)


@dataclass(frozen=True)
class Line:
    """A run in the trainer's list, and what they answered."""

    run: Run
    stage: Stage
    reply: str


@for_trainers
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest, trainer: Trainer) -> HttpResponse:
    """List what waits for an answer, what is to come, and what was; give the calendar its link.

    A new link is shown in this very answer and never again.
    """
    at, token = timezone.now(), None
    user: User = request.user  # type: ignore[assignment]  # the door let nobody else in
    if request.method == "POST":
        token = press(request.POST, OF_TRAINERS, user, by=actor_of(request), at=at)
        if token == "":
            messages.success(request, SWITCHED_OFF)
        if not token:
            return redirect("trainer_home")
    context = _lists(trainer, at) | {
        "your_calendar": your_calendar(OF_TRAINERS, user, token=token or ""),
    }
    return render(request, "training/trainer/home.html", context)


def _lists(trainer: Trainer, at: datetime) -> dict[str, Any]:
    replies = dict(trainer.run_trainers.values_list("run", "reply"))
    rows = list(runs_of(trainer).dated().seated())
    lines = [Line(run, run.stage(at), replies[run.pk]) for run in rows]
    live = [line for line in lines if line.run.state not in (RunState.HELD, RunState.CANCELLED)]
    return {
        "trainer": trainer,
        "asked": [line for line in live if line.reply == Reply.ASKED],
        "accepted": [line for line in live if line.reply == Reply.ACCEPTED],
        "past": [line for line in lines if line not in live and line.reply == Reply.ACCEPTED][::-1],
        "must_read": _must_read(trainer, at),
        "zone": ZONE.key,
    }


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
    """Show a run of the trainer as it stands now; forms keep what was typed."""
    at = timezone.now()
    run: Run = get_object_or_404(runs_of(trainer).dated().seated(), pk=pk)
    context = {
        "accept": AcceptForm(initial={"seen": run.version}),
        "note": NoteForm(),
        "material": MaterialForm(auto_id="material_%s"),
        **_facts(run, trainer, at),
        **context,
    }
    context["sent"] = [context[name] for name in ("note", "material") if context[name].is_bound]
    context["has_errors"] = status != 200 or any(form.errors for form in context["sent"])
    return render(request, "training/trainer/run.html", context, status=status)


def _facts(run: Run, trainer: Trainer, at: datetime) -> dict[str, Any]:
    """Return what the page shows; the roster once the trainer has accepted the run."""
    row = run.run_trainers.get(trainer=trainer)
    has_accepted = row.reply == Reply.ACCEPTED
    sessions = list(run.sessions.select_related("segment").prefetch_related("work_forms"))
    others = run.run_trainers.exclude(pk=row.pk).filter(reply__in=ON_IT)
    seen = Enrolment.objects.visible_to(trainer.user, at).filter(run=run)  # type: ignore[arg-type]  # signed in
    return {
        "run": run,
        "stage": run.stage(at),
        "row": row,
        "has_accepted": has_accepted,
        "is_negotiable": run.state in NEGOTIABLE,
        "may_answer": run.state in (*NEGOTIABLE, RunState.OPEN),
        "sessions": sessions,
        "proposals": run.date_proposals.filter(reply__in=ON_IT),
        "others": others.select_related("trainer"),
        "places": roster(seen, sessions) if has_accepted else [],
        "materials": run.materials.all(),
        "must_read": _must_read(trainer, at),
        "zone": ZONE.key,
        "at": at,
    }


def _must_read(trainer: Trainer, at: datetime) -> bool:
    notice = guidelines_in_force(at)
    return notice is not None and acknowledged(trainer, notice) is None

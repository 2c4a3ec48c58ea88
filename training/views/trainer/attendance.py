"""Noting attendance on a phone: a large box a person (T15)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from training.actions.run_attendance import note_attendance
from training.enums import Reply, RunState
from training.errors import TrainingError
from training.forms.attendance import AttendanceForm
from training.local_time import ZONE
from training.models import Enrolment, Session, Trainer
from training.roster import roster
from training.views.trainer.door import actor_of, for_trainers


@for_trainers
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, trainer: Trainer, pk: int) -> HttpResponse:
    at = timezone.now()
    session = get_object_or_404(_sessions(trainer), pk=pk)
    rows = Enrolment.objects.visible_to(request.user, at).filter(run=session.run)  # type: ignore[arg-type]  # signed in
    places = roster(rows, [session])
    if request.method != "POST":
        return _page(request, session, AttendanceForm(places=places))
    form = AttendanceForm(request.POST, places=places)
    if not form.is_valid():
        return _page(request, session, form)
    try:
        note_attendance(session, **form.cleaned_data, by=actor_of(request), at=at)
    except TrainingError as error:
        return _page(request, session, form, 409, error=error)
    messages.success(request, _("Attendance is noted."))
    return redirect("trainer_run", session.run_id)


def _sessions(trainer: Trainer) -> Any:
    """Return the sessions of what the trainer has accepted and was not called off."""
    mine = {"run__run_trainers__trainer": trainer, "run__run_trainers__reply": Reply.ACCEPTED}
    rows = Session.objects.filter(**mine).exclude(run__state=RunState.CANCELLED)
    return rows.select_related("segment", "run__variant__training")


def _page(
    request: HttpRequest, session: Session, form: AttendanceForm, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"session": session, "run": session.run, "form": form, "zone": ZONE.key}
    context["has_errors"] = bool(context.get("error"))
    return render(request, "training/trainer/attendance.html", context, status=status)

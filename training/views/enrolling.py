"""The form for whoever wants to take part (T14)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.attempts import Attempts
from languages.codes import SL
from privacy.audit import actor_from
from privacy.enums import NoticeKind
from privacy.models import Notice
from training.actions.enrolling import sign_up
from training.enums import Stage
from training.errors import TrainingError
from training.forms.enrolling import EnrolForm
from training.messages.letter import line_of
from training.models import Run

# A whole authority may sit behind one address.
SENT = Attempts("training-enrolments", limit=60, seconds=3600)
STATUS = {"closed": 409}


@never_cache
def enrol(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form while people may enrol or wait; take it, unless too much came from there."""
    at = timezone.now()
    run = get_object_or_404(Run.objects.public().with_names().dated().seated(), pk=pk)
    stage = run.stage(at)
    context = {"run": run, "training": run.training, "lines": lines_of(run)}
    if stage not in (Stage.OPEN, Stage.FULL):
        status = 409 if request.method == "POST" else 200
        return render(request, "training/enrol/closed.html", context, status=status)
    notice = Notice.objects.in_force(NoticeKind.PRIVACY, "training", at)
    form = EnrolForm(request.POST if request.method == "POST" else None, run=run)
    refused, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            refuse_too_many(request)
            sign_up(
                run,
                form.person(),
                waiver_reason=form.cleaned_data.get("waiver_reason", ""),
                language=get_language() or SL,
                notice=notice,
                by=actor_from(request),
                at=at,
            )
            SENT.note(request)
            return redirect("training_enrol_sent")
        except TrainingError as error:
            refused, status = error.message, STATUS.get(error.code, 429)
    context |= {"form": form, "notice": notice, "refused": refused, "is_full": stage == Stage.FULL}
    return render(request, "training/enrol/form.html", context, status=status)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "training/enrol/sent.html")


def refuse_too_many(request: HttpRequest) -> None:
    """Raise TrainingError "too_many_here" where one connection has sent much within the hour."""
    if SENT.are_too_many(request):
        text = _("Much has been sent from your connection already. Try again in an hour.")
        raise TrainingError("too_many_here", text)


def lines_of(run: Run) -> list[str]:
    """Return when and where, a line a session."""
    sessions = run.sessions.select_related("run", "segment").order_by("segment__day")
    return [line_of(session) for session in sessions]

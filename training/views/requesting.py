"""An authority asks for a run of its own (T14)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.secret_pages import behind_link
from languages.codes import SL
from privacy.audit import actor_from
from privacy.enums import NoticeKind
from privacy.models import Notice
from training.actions import run_requests
from training.enums import RequestState
from training.errors import TrainingError
from training.forms.enrolling import RequestForm
from training.models import RunRequest, Training
from training.views.enrolling import SENT, lines_of, refuse_too_many


@never_cache
def request_run(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    training = get_object_or_404(Training.objects.published().with_bundle(), slug=slug)
    notice = Notice.objects.in_force(NoticeKind.PRIVACY, "training", at)
    form = RequestForm(request.POST if request.method == "POST" else None, training=training)
    refused, status = "", 200
    if request.method == "POST" and form.is_valid():
        row = form.build(language=get_language() or SL)
        row.privacy_notice = notice
        try:
            refuse_too_many(request)
            run_requests.ask(row, by=actor_from(request), at=at)
            SENT.note(request)
            return redirect("training_enrol_sent")
        except TrainingError as error:
            refused, status = error.message, 429
    context = {"training": training, "form": form, "notice": notice, "refused": refused}
    return render(request, "training/enrol/request.html", context, status=status)


def _found(link_hash: str) -> RunRequest | None:
    rows = RunRequest.objects.select_related("variant__training__bundle__programme", "run")
    return rows.filter(link_hash=link_hash).first()


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link(_found)
def status(request: HttpRequest, row: RunRequest) -> HttpResponse:
    """Show how a request stands; before the address is proved, show what was sent and take it."""
    at = timezone.now()
    error = None
    if request.method == "POST":
        try:
            run_requests.prove(row, by=actor_from(request), at=at)
            return redirect("training_request_status", row.token())
        except TrainingError as refused:
            error = refused
    is_new = row.state == RequestState.UNCONFIRMED
    context = {
        "row": row,
        "training": row.variant.training,
        "is_new": is_new,
        "is_over": is_new and (error is not None or row.confirm_until <= at),
        "lines": lines_of(row.run) if row.run is not None else [],
    }
    code = 410 if context["is_over"] else 200
    return render(request, "training/enrol/request_status.html", context, status=code)

"""The page of an authority's approver: who waits, confirm or refuse several at once (T14)."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.secret_pages import behind_link
from languages.codes import SL
from languages.dates import short_date_time
from privacy.audit import actor_from
from privacy.secret_links import link_token
from training.actions.deciding import decide_for_authority
from training.errors import TrainingError
from training.forms.approving import CONFIRM, ApprovalForm
from training.local_time import ZONE
from training.messages.approvers import statements_of
from training.models import Employer, Enrolment, Run


def _found(link_hash: str) -> Employer | None:
    rows = Employer.objects.exclude(approver_email="")
    return rows.filter(approver_hash=link_hash).first()


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link(_found)
def approve(request: HttpRequest, employer: Employer) -> HttpResponse:
    form = ApprovalForm(request.POST if request.method == "POST" else None, rows=_waiting(employer))
    error = None
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            number = decide_for_authority(
                employer,
                typed["who"],
                is_confirmed=typed["decision"] == CONFIRM,
                reason=typed["reason"],
                by=actor_from(request, role="approver"),
                at=timezone.now(),
            )
            messages.success(request, _done(number))
            token = link_token("training.approve", employer.approver_uid)
            return redirect("training_approve", token)
        except TrainingError as refused:
            error = refused
    waiting = Enrolment.objects.to_approve(employer)
    context = {
        "employer": employer,
        "form": form,
        "error": error,
        "statements": statements_of(waiting),
    }
    status = 409 if error else 200
    return render(request, "training/enrol/approve.html", context, status=status)


def _waiting(employer: Employer) -> list[tuple[Enrolment, str]]:
    """Return who waits, each with field of work, training and first day in words."""
    rows = list(Enrolment.objects.to_approve(employer).with_names())
    runs = Run.objects.dated().in_bulk([row.run_id for row in rows])
    return [(row, _line(row, runs[row.run_id].starts_at)) for row in rows]


def _line(row: Enrolment, starts_at: datetime | None) -> str:
    when = "–" if starts_at is None else short_date_time(starts_at, ZONE, get_language() or SL)
    return _("%(name)s, %(field)s – %(training)s, %(when)s") % {
        "name": row.participant.name,
        "field": row.participant.field_of_work,
        "training": row.training.name,
        "when": when,
    }


def _done(number: int) -> str:
    text = ngettext(
        "Saved for %(number)s employee, who is being told.",
        "Saved for %(number)s employees, who are being told.",
        number,
    )
    return text % {"number": number}

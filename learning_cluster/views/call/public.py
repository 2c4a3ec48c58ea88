"""The call as everybody reads it, and the form with which an application begins (L12)."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.attempts import Attempts
from languages.codes import SR
from learning_cluster.actions.applying import start
from learning_cluster.enums import CriterionKind, Profile
from learning_cluster.errors import ClusterError
from learning_cluster.forms.applying import StartForm
from learning_cluster.models import Call
from learning_cluster.money import marks
from learning_cluster.time_left import time_left
from learning_cluster.views.call.links import applicant
from privacy.enums import NoticeKind
from privacy.models import Notice

# A whole municipality may sit behind one address.
SENT = Attempts("call-applications", limit=20, seconds=3600)
STATUS = {"closed": 409}


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """List the published calls: open ones first, each with its deadline."""
    at = timezone.now()
    rows = list(Call.objects.public(at).with_names())
    context = {
        "open_calls": [one for one in rows if one.takes_applications(at)],
        "past_calls": [
            (one, one.stage(at).label) for one in rows if not one.takes_applications(at)
        ],
    }
    return render(request, "learning_cluster/call/list.html", context)


@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    row = get_object_or_404(Call.objects.public(at).with_names(), slug=slug)
    return render(request, "learning_cluster/call/call.html", facts(row, at))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """Take name and address; the mailed link opens the draft."""
    at = timezone.now()
    row = get_object_or_404(Call.objects.public(at).with_names(), slug=slug)
    notice = Notice.objects.in_force(NoticeKind.PRIVACY, "learning_cluster_call", at)
    form = StartForm(request.POST if request.method == "POST" else None)
    refused, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            _refuse_too_many(request)
            start(
                row,
                **form.cleaned_data,
                language=get_language() or SR,
                notice=notice,
                by=applicant(request),
                at=at,
            )
            SENT.note(request)
            return redirect("call_sent")
        except ClusterError as error:
            refused, status = error.message, STATUS.get(error.code, 429)
    context = facts(row, at) | {"form": form, "notice": notice, "refused": refused}
    return render(request, "learning_cluster/call/apply.html", context, status=status)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "learning_cluster/call/sent.html")


def facts(row: Call, at: datetime) -> dict[str, object]:
    """Return what every page about a call tells: sum, deadline with hour and zone, time left."""
    criteria = list(row.criteria.all())
    return {
        "call": row,
        "zone": row.cluster.zone,
        "ceiling": marks(row.ceiling, get_language() or SR),
        "is_open": row.takes_applications(at),
        "stage": row.stage(at),
        "left": time_left(row.deadline, at),
        "profiles": Profile.labels,
        "required": [one for one in criteria if one.kind == CriterionKind.REQUIRED],
        "advantages": [one for one in criteria if one.kind == CriterionKind.ADVANTAGE],
    }


def too_many_here() -> ClusterError:
    text = _("Much has been sent from your connection already. Try again in an hour.")
    return ClusterError("too_many_here", text)


def _refuse_too_many(request: HttpRequest) -> None:
    if SENT.are_too_many(request):
        raise too_many_here()

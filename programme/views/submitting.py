"""The two forms for authorities: a challenge, and a request for support (P1, P4)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.attempts import Attempts
from privacy.audit import actor_from
from privacy.enums import NoticeKind
from privacy.models import Notice
from programme.actions.submitting import submit
from programme.errors import ProgrammeError
from programme.forms.submitting import ChallengeForm, SubmissionForm, SupportForm

SENT = Attempts("programme-submissions", limit=20, seconds=3600)


@never_cache
def challenge(request: HttpRequest) -> HttpResponse:
    return _submission(request, ChallengeForm, "programme/submit_challenge.html")


@never_cache
def support(request: HttpRequest) -> HttpResponse:
    return _submission(request, SupportForm, "programme/submit_support.html")


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "programme/sent.html")


def _submission(request: HttpRequest, form_class: type[SubmissionForm], page: str) -> HttpResponse:
    """Show the form; take it, unless too much came from the same address within the hour."""
    at = timezone.now()
    notice = Notice.objects.in_force(NoticeKind.PRIVACY, "programme", at)
    form = form_class(request.POST if request.method == "POST" else None)
    refused, status = "", 200
    if request.method == "POST" and form.is_valid():
        row = form.build(language=get_language() or "sl")
        row.privacy_notice = notice
        try:
            if SENT.are_too_many(request):
                raise ProgrammeError("too_many_here")
            submit(row, by=actor_from(request), at=at)
            SENT.note(request)
            return redirect("programme_sent")
        except ProgrammeError as error:
            refused, status = str(error.message), 429
    context = {"form": form, "notice": notice, "refused": refused}
    return render(request, page, context, status=status)

"""Behind a participant's link: GET shows, POST proves, answers, moves, withdraws (T14)."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.secret_pages import behind_link
from calendars.feed_ics import feed_ics
from calendars.your_calendar import SWITCHED_OFF, press, your_calendar
from languages.codes import SL
from privacy.audit import actor_from
from training.actions.enrolling import prove
from training.actions.enrolment_endings import withdraw
from training.actions.moving import move
from training.actions.offering import accept_offer, decline_offer
from training.enrolment_calendar import EnrolmentCalendar
from training.enums import EnrolmentState
from training.errors import TrainingError
from training.feeds_of_participants import OF_PARTICIPANTS, holder_of
from training.forms.enrolling import WaiverForm
from training.forms.moving import MoveForm
from training.models import Enrolment
from training.openings import described
from training.views.enrolment_page import EnrolmentPage

SHOWS_AND_CHANGES = require_http_methods(["GET", "HEAD", "POST"])


def _found(link_hash: str) -> Enrolment | None:
    return Enrolment.objects.with_names().filter(link_hash=link_hash).first()


def _found_proved(link_hash: str) -> Enrolment | None:
    return Enrolment.objects.proved().with_names().filter(link_hash=link_hash).first()


@SHOWS_AND_CHANGES
@behind_link(_found)
def enrolment(request: HttpRequest, row: Enrolment) -> HttpResponse:
    """Show how it stands; before the address is proved, show what was sent and confirm it."""
    page = EnrolmentPage(row, timezone.now())
    if row.state == EnrolmentState.UNCONFIRMED:
        return _proving(request, page)
    return _managing(request, page)


@SHOWS_AND_CHANGES
@behind_link(_found_proved)
def leave(request: HttpRequest, row: Enrolment) -> HttpResponse:
    """Ask, then withdraw or leave the waiting list."""
    page = EnrolmentPage(row, timezone.now())
    if request.method == "POST":
        done = _("You are no longer enrolled.")
        return _attempt(request, row, done, lambda at: withdraw(row, by=actor_from(request), at=at))
    if not (page.can_withdraw or page.can_leave):
        return _back(row)
    return render(request, "training/enrol/withdraw.html", {"page": page, "enrolment": row})


@SHOWS_AND_CHANGES
@behind_link(_found_proved)
def move_on(request: HttpRequest, row: Enrolment) -> HttpResponse:
    """Show where there is room, then move there."""
    page = EnrolmentPage(row, timezone.now())
    if not page.targets and request.method != "POST":
        return _back(row)
    typed = request.POST if request.method == "POST" else None
    form = MoveForm(typed, runs=described(page.targets))
    error = None
    if request.method == "POST" and form.is_valid():
        try:
            move(row, form.cleaned_data["to"], by=actor_from(request), at=page.at)
            messages.success(request, _("Moved. The new date stands below."))
            return _back(row)
        except TrainingError as refused:
            error = refused
    context = {"page": page, "enrolment": row, "form": form, "error": error}
    status = 409 if error else 200
    return render(request, "training/enrol/move.html", context, status=status)


@require_POST
@behind_link(_found_proved)
def answer(request: HttpRequest, row: Enrolment) -> HttpResponse:
    """Accept or decline the place that is offered; what says neither changes nothing."""
    said = request.POST.get("answer")
    if said == "accept":
        return _attempt(request, row, _("The place is yours."), lambda at: accept_offer(row, at=at))
    if said == "decline":
        done = _("Declined. The place goes to somebody else.")
        return _attempt(request, row, done, lambda at: decline_offer(row, at=at))
    return _back(row)


@require_safe
@behind_link(_found_proved)
def calendar(request: HttpRequest, row: Enrolment) -> HttpResponse:
    body = feed_ics(EnrolmentCalendar(row), at=timezone.now(), language=get_language() or SL)
    headers = {"Content-Disposition": 'attachment; filename="usposabljanje.ics"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def _managing(request: HttpRequest, page: EnrolmentPage) -> HttpResponse:
    """Show the enrolment; give the calendar of the person its link, shown in this answer alone."""
    row, token = page.enrolment, None
    holder = holder_of(row.participant)
    if request.method == "POST":
        token = press(request.POST, OF_PARTICIPANTS, holder, by=actor_from(request), at=page.at)
        if token == "":
            messages.success(request, SWITCHED_OFF)
        if not token:  # or proved twice: what was to be done is done
            return _back(row)
    own = your_calendar(OF_PARTICIPANTS, holder, token=token or "")
    context = {"page": page, "enrolment": row, "your_calendar": own}
    return render(request, "training/enrol/manage.html", context)


def _proving(request: HttpRequest, page: EnrolmentPage) -> HttpResponse:
    row = page.enrolment
    typed = request.POST if request.method == "POST" else None
    form = WaiverForm(typed) if page.needs_waiver else None
    error = None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["waiver_reason"] if form is not None else ""
        waits = request.POST.get("waits") == "1"
        try:
            prove(row, waits=waits, waiver_reason=reason, by=actor_from(request), at=page.at)
            return _back(row)
        except TrainingError as refused:
            error = refused
            page = EnrolmentPage(row, page.at)  # places may have gone since it was read
    context = {"page": page, "enrolment": row, "form": form, "error": error}
    is_over = page.is_link_over
    status = 410 if is_over else 409 if error else 200
    return render(request, "training/enrol/prove.html", context, status=status)


def _attempt(
    request: HttpRequest, row: Enrolment, done: str, action: Callable[[datetime], None]
) -> HttpResponse:
    """Run `action`; either way show the page as it is now, with what came of it."""
    try:
        action(timezone.now())
        messages.success(request, done)
    except TrainingError as error:
        messages.error(request, error.message)
    return _back(row)


def _back(row: Enrolment) -> HttpResponse:
    return redirect("training_enrolment", row.token())

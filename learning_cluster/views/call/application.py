"""An applicant's own pages: what the application says, a step at a time, to its end (L12)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from languages.codes import SR
from languages.numbers import hundredths
from learning_cluster.actions import applying, submitting
from learning_cluster.application_steps import steps
from learning_cluster.enums import ApplicationState
from learning_cluster.errors import ClusterError
from learning_cluster.forms.applying import AboutForm, AmountForm, AnswerForm
from learning_cluster.models import Application
from learning_cluster.money import marks
from learning_cluster.views.call.links import applicant, behind_link
from learning_cluster.views.call.public import facts

SHOWS_AND_CHANGES = require_http_methods(["GET", "HEAD", "POST"])


@SHOWS_AND_CHANGES
@behind_link
def application(request: HttpRequest, row: Application) -> HttpResponse:
    """Show the application as it stands; before that, POST proves the address."""
    at = timezone.now()
    if row.state == ApplicationState.UNCONFIRMED:
        return _confirming(request, row, at)
    if request.method == "POST":
        return redirect(row.path())
    return overview(request, row, at)


@SHOWS_AND_CHANGES
@behind_link
def about(request: HttpRequest, row: Application) -> HttpResponse:
    at = timezone.now()
    fields = ("kind", "name", "phone", "profile")
    form = AboutForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(row, name) for name in fields},
    )
    return step(
        request,
        row,
        at,
        form,
        _("Who applies"),
        lambda: applying.save_about(row, **form.cleaned_data, by=applicant(request), at=at),
    )


@SHOWS_AND_CHANGES
@behind_link
def answer(request: HttpRequest, row: Application, pk: int) -> HttpResponse:
    """One point of the profile; saved, the next one comes."""
    at = timezone.now()
    criterion = get_object_or_404(row.call.criteria, pk=pk)
    points = steps(row).points
    index = next(i for i, point in enumerate(points) if point.criterion == criterion)
    point = points[index]
    typed = request.POST if request.method == "POST" else None
    form = AnswerForm(typed, point=point, initial={"text": point.text})
    following = points[index + 1 : index + 2]
    to = row.path("call_answer", following[0].criterion.pk) if following else row.path()
    return step(
        request,
        row,
        at,
        form,
        _("Point %(number)s of %(total)s") % {"number": point.number, "total": len(points)},
        lambda: applying.save_answer(
            row, criterion, text=form.cleaned_data["text"], by=applicant(request), at=at
        ),
        to=to,
        point=point,
        has_next=bool(following),
    )


@SHOWS_AND_CHANGES
@behind_link
def amount(request: HttpRequest, row: Application) -> HttpResponse:
    at = timezone.now()
    known = hundredths(row.amount, get_language() or SR) if row.amount else ""
    typed = request.POST if request.method == "POST" else None
    form = AmountForm(typed, initial={"amount": known})
    return step(
        request,
        row,
        at,
        form,
        _("Your offer"),
        lambda: applying.save_amount(
            row, amount=form.cleaned_data["amount"], by=applicant(request), at=at
        ),
        field="amount",
        asks_amount=True,
    )


@require_POST
@behind_link
def submit(request: HttpRequest, row: Application) -> HttpResponse:
    at = timezone.now()
    try:
        submitting.submit(row, by=applicant(request), at=at)
    except ClusterError as error:
        return refused(request, row, at, error)
    messages.success(request, _("Handed in. We have mailed you what we received."))
    return redirect(row.path())


@SHOWS_AND_CHANGES
@behind_link
def withdraw(request: HttpRequest, row: Application) -> HttpResponse:
    """Ask, then take the application back."""
    at = timezone.now()
    if request.method != "POST":
        if not row.may_be_changed(at):
            return redirect(row.path())
        return render(request, "learning_cluster/call/withdraw.html", _context(row, at))
    try:
        submitting.withdraw(row, by=applicant(request), at=at)
    except ClusterError as error:
        return refused(request, row, at, error)
    messages.success(request, _("Withdrawn. What you wrote and the documents have been deleted."))
    return redirect(row.path())


def overview(
    request: HttpRequest,
    row: Application,
    at: datetime,
    *,
    error: ClusterError | None = None,
    status: int = 200,
) -> HttpResponse:
    whole = steps(row)
    context = _context(row, at) | {
        "steps": whole,
        "missing": whole.missing(),
        "amount": marks(row.amount, get_language() or SR) if row.amount else "",
        "error": error,
    }
    return render(request, "learning_cluster/call/application.html", context, status=status)


def refused(
    request: HttpRequest, row: Application, at: datetime, error: ClusterError
) -> HttpResponse:
    """Show the application as it is now with what a rule said; nothing where it is gone."""
    now = Application.objects.select_related("call__cluster__project").filter(pk=row.pk).first()
    if now is None or now.state == ApplicationState.UNCONFIRMED:
        return redirect("cluster_call", row.call.slug)
    return overview(request, now, at, error=error, status=409)


def step(
    request: HttpRequest,
    row: Application,
    at: datetime,
    form: Form,
    title: str,
    save: Callable[[], object],
    *,
    to: str = "",
    field: str | None = None,
    template: str = "learning_cluster/call/step.html",
    **more: Any,
) -> HttpResponse:
    """Show a step's form and save it; what a rule says of `field` stands there, nothing is lost."""
    if request.method != "POST" and not row.may_be_changed(at):
        return redirect(row.path())
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            save()
            messages.success(request, _("Saved."))
            return redirect(to or row.path())
        except ClusterError as error:
            form.add_error(field, error.message)
            status = 409
    context = _context(row, at) | {"form": form, "heading": title} | more
    return render(request, template, context, status=status)


def _confirming(request: HttpRequest, row: Application, at: datetime) -> HttpResponse:
    error = None
    if request.method == "POST":
        try:
            applying.confirm(row, by=applicant(request), at=at)
            return redirect(row.path())
        except ClusterError as one:
            error = one
    is_over = row.confirm_until <= at or not row.call.takes_applications(at)
    context = _context(row, at) | {"error": error, "is_over": is_over}
    page = "learning_cluster/call/confirm.html"
    return render(request, page, context, status=410 if is_over else 200)


def _context(row: Application, at: datetime) -> dict[str, Any]:
    return facts(row.call, at) | {"row": row, "may_change": row.may_be_changed(at)}

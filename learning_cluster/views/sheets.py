"""Time sheets inside a cluster: looked at, signed, taken back, on paper (L5, L9)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learning_cluster.actions.time_sheets import (
    days_to_sign,
    lines_of,
    return_sheet,
    sign_sheet,
)
from learning_cluster.day_figures import days_of_sheet, sheet_lines, written_line
from learning_cluster.errors import ClusterError
from learning_cluster.forms.days import PeriodForm, SignForm
from learning_cluster.models import TimeSheet
from learning_cluster.sheet_lines import digest
from learning_cluster.sheet_paper import file_name, sheet_pdf_of
from learning_cluster.views.door import Insider, for_resource_person, inside
from printing.pdf import PdfUnavailable, is_available


@for_resource_person
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, who: Insider) -> HttpResponse:
    """Show the days of a period as the sheet will say them, then sign them."""
    if request.method != "POST":
        return _sign_page(request, who, PeriodForm(request.GET or None))
    form = SignForm(request.POST)
    if not form.is_valid():
        return _sign_page(request, who, PeriodForm(request.POST), form)
    typed = form.cleaned_data
    try:
        row = sign_sheet(
            who.member,  # type: ignore[arg-type]  # the door let nobody in without a place
            first=typed["first"],
            last=typed["last"],
            seen=typed["seen"],
            by=who.actor(request),
            at=who.at,
        )
    except ClusterError as error:
        return _sign_page(request, who, PeriodForm(request.POST), status=409, error=error)
    messages.success(request, _("Signed. The coordinator gets a mail and confirms it."))
    return redirect("cluster_sheet", who.cluster.slug, row.pk)


@inside
@require_safe
def sheet(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    return _sheet_page(request, who, pk)


@for_resource_person
@require_POST
def take_back(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    row = get_object_or_404(_rows(who), pk=pk, member=who.member)
    try:
        return_sheet(row, reason="", by=who.actor(request), at=who.at)
    except ClusterError as error:
        if error.code != "gone":
            return _sheet_page(request, who, pk, 409, error=error)
    messages.success(request, _("Taken back. Its days can be changed again."))
    return redirect("cluster_days", who.cluster.slug)


@inside
@require_safe
def sheet_pdf(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    row = get_object_or_404(_rows(who), pk=pk)
    try:
        content = sheet_pdf_of(row)
    except PdfUnavailable:
        return redirect("cluster_sheet", who.cluster.slug, pk)
    headers = {"Content-Disposition": f'inline; filename="{file_name(row)}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _rows(who: Insider) -> Any:
    """Return the sheets the reader may see: their own, all for a coordinator."""
    rows = TimeSheet.objects.filter(cluster=who.cluster).select_related("member", "cluster")
    if who.is_coordinator:
        return rows
    return rows.filter(member=who.member) if who.is_resource_person else rows.none()


def _sign_page(
    request: HttpRequest,
    who: Insider,
    period: PeriodForm,
    form: SignForm | None = None,
    *,
    status: int = 200,
    error: ClusterError | None = None,
) -> HttpResponse:
    lines: list[dict[str, object]] = []
    if period.is_valid():
        typed = period.cleaned_data
        lines = lines_of(days_to_sign(who.member, typed["first"], typed["last"]))  # type: ignore[arg-type]  # the door let nobody in without a place
        initial = typed | {"seen": digest(lines)}
        if form is None:
            form = SignForm(initial=initial)
    context = {
        "who": who,
        "period": period,
        "form": form,
        "lines": [written_line(line) for line in lines],
        "total": days_of_sheet(lines),
        "error": error,
        "sent": [one for one in (form or period,) if one.is_bound],
        "has_errors": error is not None or bool(form and form.errors) or bool(period.errors),
        "zone": who.cluster.zone,
    }
    template = "learning_cluster/inside/days/sign.html"
    return render(request, template, context, status=status)


def _sheet_page(
    request: HttpRequest, who: Insider, pk: int, status: int = 200, **context: Any
) -> HttpResponse:
    row = get_object_or_404(_rows(who), pk=pk)
    context |= {
        "who": who,
        "sheet": row,
        "lines": sheet_lines(row),
        "total": days_of_sheet(row.lines),
        "is_unbroken": digest(row.lines) == row.digest,
        "is_own": row.member == who.member,
        "can_draw": is_available(),
        "has_errors": status != 200,
        "zone": who.cluster.zone,
    }
    template = "learning_cluster/inside/days/sheet.html"
    return render(request, template, context, status=status)

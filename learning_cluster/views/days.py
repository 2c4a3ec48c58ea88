"""Expert days inside a cluster: the plan, what is booked, half a day more (L5)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from learning_cluster.actions.work_days import book_day, remove_day
from learning_cluster.day_figures import phase_lines, total
from learning_cluster.day_words import in_days
from learning_cluster.errors import ClusterError
from learning_cluster.forms.days import DayForm, PeriodForm
from learning_cluster.mentoring import phase_at
from learning_cluster.models import Phase, TimeSheet, WorkDay
from learning_cluster.views.door import Insider, for_resource_person, inside


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: HttpRequest, who: Insider) -> HttpResponse:
    """Show the days of the cluster; who guides it books theirs."""
    if not (who.is_resource_person or who.is_coordinator):
        raise Http404
    today = who.at.astimezone(who.cluster.tz).date()
    initial = {"day": today, "phase": phase_at(who.cluster, who.at)}
    form = DayForm(initial=initial, phases=phases_with_days(who))
    if request.method != "POST":
        return _page(request, who, form)
    if not who.is_resource_person or who.member is None:
        raise Http404
    form = DayForm(request.POST, phases=phases_with_days(who))
    if not form.is_valid():
        return _page(request, who, form)
    try:
        book_day(who.member, **form.cleaned_data, by=who.actor(request), at=who.at)
    except ClusterError as error:
        if error.code == "over_plan":
            form.add_error("reason", error.message)
            return _page(request, who, form, 409)
        return _page(request, who, form, 409, error=error)
    messages.success(request, _("Booked: the day is in the list."))
    return redirect("cluster_days", who.cluster.slug)


@for_resource_person
@require_POST
def remove(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    row = get_object_or_404(
        WorkDay.objects.select_related("cluster"), cluster=who.cluster, member=who.member, pk=pk
    )
    try:
        remove_day(row, by=who.actor(request), at=who.at)
    except ClusterError as error:
        form = DayForm(phases=phases_with_days(who))
        return _page(request, who, form, 409, error=error)
    messages.success(request, _("Removed."))
    return redirect("cluster_days", who.cluster.slug)


def phases_with_days(who: Insider) -> Any:
    return Phase.objects.filter(cluster=who.cluster, halves__gt=0)


def _page(
    request: HttpRequest, who: Insider, form: DayForm, status: int = 200, **context: Any
) -> HttpResponse:
    lines = phase_lines(who.cluster)
    booked = WorkDay.objects.filter(cluster=who.cluster).select_related("phase", "sheet")
    sheets = TimeSheet.objects.filter(cluster=who.cluster)
    if who.is_resource_person and not who.is_coordinator:
        booked, sheets = booked.filter(member=who.member), sheets.filter(member=who.member)
    whole = total(lines)
    context |= {
        "who": who,
        "form": form,
        "rows": [line.cells for line in lines],
        "whole": [in_days(n) for n in (whole.planned, whole.booked, whole.left)],
        "booked": booked.order_by("-day", "-pk"),
        "sheets": sheets.select_related("member"),
        "period": PeriodForm(initial=_unsigned(booked), auto_id="period_%s"),
        "sent": [form] if form.is_bound else [],
        "has_errors": status != 200 or bool(form.errors),
        "zone": who.cluster.zone,
    }
    template = "learning_cluster/inside/days/days.html"
    return render(request, template, context, status=status)


def _unsigned(booked: Any) -> dict[str, Any]:
    """Return the period that is not signed yet."""
    found = [one.day for one in booked if one.sheet_id is None]
    return {"first": min(found), "last": max(found)} if found else {}

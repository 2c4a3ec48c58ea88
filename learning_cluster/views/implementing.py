"""How the services stand in the application period: one's own written, all of them read (L14)."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from learning_cluster.actions.implementing import (
    application_begins,
    begin_record,
    change_record,
    report_of,
)
from learning_cluster.errors import ClusterError
from learning_cluster.forms.implementing import RecordForm
from learning_cluster.forms.rows import saved_meanwhile
from learning_cluster.models import Implementation, Member, Membership, ProgressNote
from learning_cluster.views.door import Insider, inside


@inside
@require_safe
def implementation(request: HttpRequest, who: Insider) -> HttpResponse:
    """Show every local government with its services, as at event 3; funded ones first."""
    services = Implementation.objects.prefetch_related(
        Prefetch("notes", ProgressNote.objects.order_by("-noted_at", "-pk"))
    )
    rows = who.cluster.memberships.selected().select_related("government")
    rows = rows.prefetch_related(Prefetch("implementations", services))
    context = {
        "who": who,
        "rows": rows.funded_first(),
        "own": who.member.membership_id if who.is_representative and who.member else None,
        "begins": application_begins(who.cluster),
        "zone": who.cluster.zone,
    }
    return render(request, "learning_cluster/inside/implementation/cluster.html", context)


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, who: Insider) -> HttpResponse:
    member, membership = _own(who)
    form = _form(request, who, initial={"seen": 0})
    if request.method != "POST" or not form.is_valid():
        return _page(request, who, form)
    try:
        begin_record(
            membership, report=form.report, author=member, by=who.actor(request), at=who.at
        )
    except ClusterError as error:
        return _page(request, who, form, status=409, error=error)
    messages.success(request, _("The record is begun."))
    return redirect("cluster_implementation", who.cluster.slug)


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    member, membership = _own(who)
    rows = membership.implementations.select_related("membership")
    row = get_object_or_404(rows, pk=pk)
    form = _form(request, who, initial=vars(report_of(row)) | {"seen": row.version})
    if request.method != "POST" or not form.is_valid():
        return _page(request, who, form, row=row)
    report, seen = form.report, form.cleaned_data["seen"]
    try:
        change_record(
            row, report=report, seen=seen, author=member, by=who.actor(request), at=who.at
        )
    except ClusterError as error:
        now = get_object_or_404(rows, pk=pk)
        context: dict[str, Any] = {"row": now, "error": error}
        if error.code == "changed_meanwhile":
            form = RecordForm(initial=vars(report) | {"seen": now.version}, today=_today(who))
            context["theirs"] = saved_meanwhile(form, report_of(now))
        return _page(request, who, form, status=409, **context)
    messages.success(request, _("Saved."))
    return redirect("cluster_implementation", who.cluster.slug)


def _own(who: Insider) -> tuple[Member, Membership]:
    """Return the representative and whom they represent; nothing is there for others."""
    if not who.is_representative or who.member is None or who.member.membership is None:
        raise Http404
    return who.member, who.member.membership


def _form(request: HttpRequest, who: Insider, *, initial: dict[str, Any]) -> RecordForm:
    data = request.POST if request.method == "POST" else None
    return RecordForm(data, initial=initial, today=_today(who))


def _today(who: Insider) -> date:
    return who.at.astimezone(who.cluster.tz).date()


def _page(
    request: HttpRequest, who: Insider, form: RecordForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"who": who, "form": form, "sent": [form], "zone": who.cluster.zone}
    context["has_errors"] = bool(context.get("error"))
    template = "learning_cluster/inside/implementation/record.html"
    return render(request, template, context, status=status)

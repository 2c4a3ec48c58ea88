"""Good practices of a cluster: read by its people, collected by the resource person (L15)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learning_cluster.actions.practices import add_practice, change_practice, remove_practice
from learning_cluster.errors import ClusterError
from learning_cluster.forms.practices import PracticeForm
from learning_cluster.models import GoodPractice
from learning_cluster.views.door import Insider, inside
from learning_cluster.views.events.door import for_hosts, hosts, status_of

FORMS = ["GET", "HEAD", "POST"]


@inside
@require_safe
def practices(request: HttpRequest, who: Insider) -> HttpResponse:
    rows = who.cluster.practices.prefetch_related("events")
    context = {"who": who, "practices": rows, "is_host": hosts(who)}
    return render(request, "learning_cluster/inside/practices/list.html", context)


@for_hosts
@require_http_methods(FORMS)
def new(request: HttpRequest, who: Insider) -> HttpResponse:
    form = PracticeForm(request.POST or None, cluster=who.cluster)
    if request.method != "POST" or not form.is_valid():
        return _page(request, who, form)
    try:
        add_practice(
            who.cluster,
            facts=form.facts,
            events=form.cleaned_data["events"],
            member=who.member,
            by=who.actor(request),
            at=who.at,
        )
    except ClusterError as error:
        return _page(request, who, form, error=error)
    messages.success(request, _("Added."))
    return redirect("cluster_practices", who.cluster.slug)


@for_hosts
@require_http_methods(FORMS)
def change(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    row = get_object_or_404(GoodPractice.objects.filter(cluster=who.cluster), pk=pk)
    form = PracticeForm(request.POST or None, cluster=who.cluster, practice=row)
    if request.method != "POST" or not form.is_valid():
        return _page(request, who, form, practice=row)
    try:
        change_practice(
            row,
            facts=form.facts,
            events=form.cleaned_data["events"],
            seen=form.cleaned_data["seen"] or 0,
            by=who.actor(request),
            at=who.at,
        )
    except ClusterError as error:
        data = request.POST.copy()
        row.refresh_from_db(fields=["version"])
        data["seen"] = str(row.version)
        form = PracticeForm(data, cluster=who.cluster, practice=row)
        return _page(request, who, form, practice=row, error=error)
    messages.success(request, _("Saved."))
    return redirect("cluster_practices", who.cluster.slug)


@for_hosts
@require_POST
def remove(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    row = GoodPractice.objects.filter(cluster=who.cluster, pk=pk).first()
    if row is not None:  # pressed twice it is gone already
        remove_practice(row, by=who.actor(request), at=who.at)
    messages.success(request, _("Removed."))
    return redirect("cluster_practices", who.cluster.slug)


def _page(
    request: HttpRequest,
    who: Insider,
    form: PracticeForm,
    *,
    practice: GoodPractice | None = None,
    error: ClusterError | None = None,
) -> HttpResponse:
    context = {"who": who, "form": form, "sent": [form], "practice": practice, "error": error}
    context["has_errors"] = error is not None
    status = status_of(error.code) if error else 200
    return render(request, "learning_cluster/inside/practices/form.html", context, status=status)

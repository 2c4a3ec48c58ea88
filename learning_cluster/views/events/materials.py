"""Materials of an event: added and removed by hosts, opened by the cluster (L8)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from learning_cluster.actions.event_materials import add_material, remove_material
from learning_cluster.errors import ClusterError
from learning_cluster.forms.events import MaterialForm
from learning_cluster.models import EventMaterial
from learning_cluster.views.door import Insider, inside
from learning_cluster.views.events.door import event_of, for_hosts
from learning_cluster.views.events.page import event_page
from privacy.materials import handed_over


@for_hosts
@require_POST
def add(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    event = event_of(who, pk)
    form = MaterialForm(request.POST, request.FILES, auto_id="material_%s")
    if not form.is_valid():
        return event_page(request, who, pk, material=form)
    try:
        add_material(
            event, **form.cleaned_data, member=who.member, by=who.actor(request), at=who.at
        )
    except ClusterError as error:
        return event_page(request, who, pk, 409, error=error, material=form)
    messages.success(request, _("Added."))
    return redirect("cluster_event", who.cluster.slug, pk)


@inside
@require_safe
def open_material(request: HttpRequest, who: Insider, pk: int, material: int) -> HttpResponse:
    row = get_object_or_404(EventMaterial.objects.filter(event=event_of(who, pk)), pk=material)
    return handed_over(title=row.title, file=row.file, url=row.url)


@for_hosts
@require_POST
def remove(request: HttpRequest, who: Insider, pk: int, material: int) -> HttpResponse:
    rows = EventMaterial.objects.select_related("event").filter(event=event_of(who, pk))
    row = rows.filter(pk=material).first()
    if row is not None:  # pressed twice it is gone already
        remove_material(row, by=who.actor(request), at=who.at)
    messages.success(request, _("Removed."))
    return redirect("cluster_event", who.cluster.slug, pk)

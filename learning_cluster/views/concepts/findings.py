"""Findings of the social mapping: kept, corrected and cited by one's own concept (L11)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from learning_cluster.actions.findings import add_finding, change_finding, cite, found_of
from learning_cluster.errors import ClusterError
from learning_cluster.forms.action_plans import CiteForm, FindingForm
from learning_cluster.forms.rows import saved_meanwhile
from learning_cluster.models import Concept, MappingFinding
from learning_cluster.views.concepts.door import own_concept_of, page
from learning_cluster.views.door import Insider, inside


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    """Show the findings of the local government with a box each; POST cites what is ticked."""
    concept = own_concept_of(who, uid)
    if request.method != "POST":
        return _page(request, who, concept)
    form = CiteForm(request.POST, findings=_rows(concept))
    if not form.is_valid():
        return _page(request, who, concept, citing=form)
    try:
        cite(concept, **form.cleaned_data, by=who.actor(request), at=who.at)
    except ClusterError as error:
        return _page(request, who, concept, status=409, citing=form, error=error)
    messages.success(request, _("Saved."))
    return redirect("cluster_concept", who.cluster.slug, uid)


@inside
@require_POST
def add(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    concept = own_concept_of(who, uid)
    form = FindingForm(request.POST)
    if not form.is_valid():
        return _page(request, who, concept, form=form)
    try:
        add_finding(concept, found=form.found, by=who.actor(request), at=who.at)
    except ClusterError as error:
        return _page(request, who, concept, status=409, form=form, error=error)
    messages.success(request, _("Added, and the concept cites it."))
    return redirect("cluster_concept_findings", who.cluster.slug, uid)


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, who: Insider, uid: UUID, pk: int) -> HttpResponse:
    concept = own_concept_of(who, uid)
    row = get_object_or_404(MappingFinding, membership=concept.membership_id, pk=pk)
    if request.method != "POST":
        form = FindingForm(initial=vars(found_of(row)) | {"seen": row.version})
        return page(request, who, concept, "finding", form=form, row=row)
    form = FindingForm(request.POST)
    if not form.is_valid():
        return page(request, who, concept, "finding", form=form, row=row, sent=[form])
    seen, found = form.cleaned_data["seen"], form.found
    try:
        change_finding(row, concept, found=found, seen=seen, by=who.actor(request), at=who.at)
    except ClusterError as error:
        row.refresh_from_db()
        again = FindingForm(initial=vars(found) | {"seen": row.version})
        context = {"form": again, "row": row, "theirs": saved_meanwhile(again, row), "error": error}
        return page(request, who, concept, "finding", status=409, **context)
    messages.success(request, _("Saved."))
    return redirect("cluster_concept_findings", who.cluster.slug, uid)


def _rows(concept: Concept) -> list[MappingFinding]:
    return list(MappingFinding.objects.filter(membership=concept.membership_id))


def _page(
    request: HttpRequest, who: Insider, concept: Concept, *, status: int = 200, **context: Any
) -> HttpResponse:
    rows = _rows(concept)
    cited = list(concept.findings.values_list("pk", flat=True))
    initial = {"cited": cited, "listed": [row.pk for row in rows]}
    context.setdefault("citing", CiteForm(initial=initial, findings=rows))
    context.setdefault("form", FindingForm(initial={"seen": 0}, auto_id="new_%s"))
    sent = [one for one in (context["citing"], context["form"]) if one.is_bound]
    return page(request, who, concept, "findings", status=status, rows=rows, sent=sent, **context)

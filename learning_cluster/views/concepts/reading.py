"""The concepts of a cluster, one of them, its earlier versions and two of them compared."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from learning_cluster.actions.concepts import start
from learning_cluster.actions.versions import newest
from learning_cluster.concept_texts import concept_template, sections_of
from learning_cluster.concept_versions import compared
from learning_cluster.consulting import consulting
from learning_cluster.errors import ClusterError
from learning_cluster.forms.concepts import FeedbackForm
from learning_cluster.models import Concept, DocumentVersion, Feedback
from learning_cluster.plan_text import PLAN
from learning_cluster.views.concepts.door import (
    concept_of,
    concepts_of,
    is_own,
    page,
    sections_to_speak_of,
    takes_feedback,
)
from learning_cluster.views.door import Insider, inside


@inside
@require_safe
def concepts(request: HttpRequest, who: Insider) -> HttpResponse:
    """List one's own concept first, then the funded local governments' (L11)."""
    return _list(request, who)


@inside
@require_POST
def start_concept(request: HttpRequest, who: Insider) -> HttpResponse:
    if not who.is_representative or who.member is None or who.member.membership is None:
        raise Http404
    try:
        concept = start(who.member.membership, by=who.actor(request), at=who.at)
    except ClusterError as error:
        return _list(request, who, status=409, error=error)
    return redirect("cluster_concept_edit", who.cluster.slug, concept.document.uid)


@inside
@require_safe
def concept(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    return concept_page(request, who, concept_of(who, uid))


@inside
@require_safe
def version(request: HttpRequest, who: Insider, uid: UUID, number: int) -> HttpResponse:
    """Show a version as it was, with what was said of it."""
    found = concept_of(who, uid)
    row = get_object_or_404(found.document.versions, number=number)
    template = concept_template()
    return page(
        request,
        who,
        found,
        "version",
        version=row,
        is_current=row == newest(found.document),
        sections=sections_of(row, template),
        plan=row.texts.get(PLAN, ""),
        feedback=_feedback(who, found).filter(version=row),
        names={one.slug: one.name for one in template},
    )


@inside
@require_safe
def compare(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    """Show two versions side by side; without a choice the last two (L11)."""
    found = concept_of(who, uid)
    rows = list(found.document.versions.all())
    if len(rows) < 2:
        return redirect("cluster_concept", who.cluster.slug, uid)
    newer = _chosen(request, "nova", rows) or rows[0]
    older = _chosen(request, "stara", rows) or _before(newer, rows)
    older, newer = sorted((older, newer), key=lambda row: row.number)
    sections = compared(older, newer, concept_template())
    return page(
        request,
        who,
        found,
        "compare",
        older=older,
        newer=newer,
        versions=rows,
        sections=sections,
        changed=sum(one.is_changed for one in sections),
    )


def concept_page(
    request: HttpRequest, who: Insider, concept: Concept, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Show a concept as it stands; a form among the context keeps what was typed."""
    current = newest(concept.document)
    template = concept_template()
    feedback = list(_feedback(who, concept))
    if "form" not in context and current is not None and takes_feedback(who, concept):
        initial = {"number": current.number}
        context["form"] = FeedbackForm(initial=initial, sections=sections_to_speak_of(current))
    sections = [
        (one, [row for row in feedback if row.version == current and row.section == one.slug])
        for one in sections_of(current, template)
    ]
    context |= {
        "current": current,
        "sections": sections,
        "whole": [row for row in feedback if row.version == current and not row.section],
        "earlier": [row for row in feedback if row.version != current],
        "names": {one.slug: one.name for one in template},
        "actions": concept.actions.all(),
        "findings": concept.findings.all(),
        "versions": concept.document.versions.all(),
        "consulting": consulting(who.cluster, who.at),
    }
    return page(request, who, concept, "concept", status=status, **context)


def _list(request: HttpRequest, who: Insider, *, status: int = 200, **context: Any) -> HttpResponse:
    rows = list(concepts_of(who).with_numbers().in_order_of_feedback())
    own = [row for row in rows if is_own(who, row)]
    context |= {
        "who": who,
        "own": own[0] if own else None,
        "others": [row for row in rows if row not in own],
        "may_start": who.is_representative and not own,
        "consulting": consulting(who.cluster, who.at),
        "zone": who.cluster.zone,
        "has_errors": bool(context.get("error")),
    }
    return render(request, "learning_cluster/inside/concepts/list.html", context, status=status)


def _feedback(who: Insider, concept: Concept) -> Any:
    rows = Feedback.objects.visible_to(who.user, who.at)
    rows = rows.filter(version__document=concept.document_id).select_related("version")
    return rows.order_by("-version__number", "given_at", "pk")


def _chosen(request: HttpRequest, name: str, rows: list[DocumentVersion]) -> DocumentVersion | None:
    asked = request.GET.get(name, "")
    return next((row for row in rows if str(row.number) == asked), None)


def _before(newer: DocumentVersion, rows: list[DocumentVersion]) -> DocumentVersion:
    """Return the version before `newer`; of the first, the one after it."""
    return next((row for row in rows if row.number < newer.number), rows[-2])

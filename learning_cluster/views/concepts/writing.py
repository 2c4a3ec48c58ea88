"""A concept written by its template; two who write at once see both texts (L11)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from learning_cluster.actions.concepts import save
from learning_cluster.actions.versions import newest
from learning_cluster.concept_texts import concept_template, sections_of
from learning_cluster.errors import ClusterError
from learning_cluster.forms.concepts import PREFIX, ConceptForm
from learning_cluster.merging import merged
from learning_cluster.models import Concept, DocumentVersion, TemplateSection
from learning_cluster.plan_text import PLAN
from learning_cluster.views.concepts.door import own_concept_of, page
from learning_cluster.views.door import Insider, inside


@dataclass(frozen=True)
class Field:
    """A section in the form; `theirs` is what another has written there meanwhile.

    `is_required` says what the concept needs before it is consulted, not what saving needs.
    """

    field: BoundField
    is_required: bool
    theirs: str = ""
    is_conflict: bool = False
    is_taken: bool = False


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    concept = own_concept_of(who, uid)
    template = concept_template()
    if request.method != "POST":
        return _form_page(request, who, concept, _blank(concept, template))
    form = ConceptForm(request.POST, template=template)
    if not form.is_valid():
        return _form_page(request, who, concept, form)
    assert who.member is not None  # whose concept it is has a place in the cluster
    based_on = form.cleaned_data["based_on"]
    base = concept.document.versions.filter(number=based_on).first()
    try:
        version = save(
            concept,
            texts=_kept(base, template) | form.texts,
            note=form.cleaned_data["note"],
            author=who.member,
            based_on=based_on,
            by=who.actor(request),
            at=who.at,
        )
    except ClusterError as error:
        return _refused(request, who, concept, form, base, error)
    messages.success(request, _("Saved as version %(number)s.") % {"number": version.number})
    return redirect("cluster_concept", who.cluster.slug, uid)


def _refused(
    request: HttpRequest,
    who: Insider,
    concept: Concept,
    form: ConceptForm,
    base: DocumentVersion | None,
    error: ClusterError,
) -> HttpResponse:
    """Show the form again with everything typed; after a race, beside it what the other wrote."""
    current = newest(concept.document)
    if error.code != "changed_meanwhile" or current is None:
        return _form_page(request, who, concept, form, status=409, error=error)
    both = merged(base.texts if base else {}, form.texts, _sections(current))
    shown = ConceptForm.filled(both.texts, based_on=current.number)
    shown["note"] = form.cleaned_data["note"]
    template = concept_template()
    again = ConceptForm(initial=shown, template=template)
    required = _required(template)
    fields = [
        Field(
            field,
            slug in required,
            both.conflicts.get(slug, ""),
            is_conflict=slug in both.conflicts,
            is_taken=slug in both.taken,
        )
        for slug, field in _fields(again)
    ]
    context = {"error": error, "fields": fields, "other": current, "conflicts": both.conflicts}
    return _form_page(request, who, concept, again, status=409, **context)


def _form_page(
    request: HttpRequest,
    who: Insider,
    concept: Concept,
    form: ConceptForm,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    required = _required(concept_template())
    fields = [Field(field, slug in required) for slug, field in _fields(form)]
    context = {"fields": fields, "form": form, "sent": [form]} | context
    return page(request, who, concept, "edit", status=status, **context)


def _blank(concept: Concept, template: list[TemplateSection]) -> ConceptForm:
    current = newest(concept.document)
    texts = _sections(current) if current else {}
    shown = ConceptForm.filled(texts, based_on=current.number if current else 0)
    return ConceptForm(initial=shown, template=template)


def _fields(form: ConceptForm) -> list[tuple[str, BoundField]]:
    names = [name for name in form.fields if name.startswith(PREFIX)]
    return [(name.removeprefix(PREFIX), form[name]) for name in names]


def _required(template: list[TemplateSection]) -> set[str]:
    return {one.slug for one in template if one.is_required}


def _sections(version: DocumentVersion) -> dict[str, str]:
    return {slug: text for slug, text in version.texts.items() if slug != PLAN}


def _kept(base: DocumentVersion | None, template: list[TemplateSection]) -> dict[str, str]:
    """Return the texts of sections that the template no longer has: they are not lost."""
    known = {one.slug for one in template}
    rows = sections_of(base, template) if base else []
    return {one.slug: one.text for one in rows if one.slug not in known}

"""The action plan of one's own concept, a line a page: it is written on a phone (L11)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from learning_cluster.actions.action_plans import add_line, change_line, planned_of, remove_line
from learning_cluster.errors import ClusterError
from learning_cluster.forms.action_plans import LineForm
from learning_cluster.forms.rows import saved_meanwhile
from learning_cluster.models import ActionPlanItem, Concept
from learning_cluster.views.concepts.door import own_concept_of, page
from learning_cluster.views.concepts.reading import concept_page
from learning_cluster.views.door import Insider, inside


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    concept = own_concept_of(who, uid)
    if request.method != "POST":
        return page(request, who, concept, "line", form=LineForm(initial={"seen": 0}))
    form = LineForm(request.POST)
    if not form.is_valid():
        return page(request, who, concept, "line", form=form, sent=[form])
    try:
        add_line(concept, planned=form.planned, by=who.actor(request), at=who.at)
    except ClusterError as error:
        return page(request, who, concept, "line", status=409, form=form, error=error)
    messages.success(request, _("Added to the action plan."))
    return redirect("cluster_concept", who.cluster.slug, uid)


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, who: Insider, uid: UUID, pk: int) -> HttpResponse:
    concept = own_concept_of(who, uid)
    line = _line(concept, pk)
    if request.method != "POST":
        form = LineForm(initial=vars(planned_of(line)) | {"seen": line.version})
        return page(request, who, concept, "line", form=form, line=line)
    form = LineForm(request.POST)
    if not form.is_valid():
        return page(request, who, concept, "line", form=form, line=line, sent=[form])
    seen, planned = form.cleaned_data["seen"], form.planned
    try:
        change_line(line, planned=planned, seen=seen, by=who.actor(request), at=who.at)
    except ActionPlanItem.DoesNotExist:
        return _gone(request, who, concept, form)
    except ClusterError as error:
        now = _line(concept, pk)
        again = LineForm(initial=vars(planned) | {"seen": now.version})
        context = {
            "form": again,
            "line": now,
            "theirs": saved_meanwhile(again, planned_of(now)),
            "error": error,
        }
        return page(request, who, concept, "line", status=409, **context)
    messages.success(request, _("Saved."))
    return redirect("cluster_concept", who.cluster.slug, uid)


@inside
@require_POST
def remove(request: HttpRequest, who: Insider, uid: UUID, pk: int) -> HttpResponse:
    concept = own_concept_of(who, uid)
    line = concept.actions.filter(pk=pk).select_related("concept__document").first()
    seen = request.POST.get("seen", "")
    if line is not None:  # pressed twice it is gone already
        try:
            number = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
            remove_line(line, seen=number, by=who.actor(request), at=who.at)
        except ClusterError as error:
            return concept_page(request, who, concept, status=409, error=error)
    messages.success(request, _("Removed from the action plan."))
    return redirect("cluster_concept", who.cluster.slug, uid)


def _line(concept: Concept, pk: int) -> ActionPlanItem:
    return get_object_or_404(concept.actions.select_related("concept__document"), pk=pk)


def _gone(request: HttpRequest, who: Insider, concept: Concept, form: LineForm) -> HttpResponse:
    """Offer what was typed as a new line where another has removed the old one."""
    text = _("Somebody else has removed this line. What you wrote can be saved as a new one.")
    error = ClusterError("gone", text)
    return page(request, who, concept, "line", status=409, form=form, error=error)

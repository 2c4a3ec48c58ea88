"""Feedback to a version of a concept, and the local government's replies (L11)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from learning_cluster.actions.concept_feedback import give_feedback
from learning_cluster.actions.concept_feedback import reply as keep_reply
from learning_cluster.actions.versions import newest
from learning_cluster.errors import ClusterError
from learning_cluster.forms.concepts import FeedbackForm, ReplyForm
from learning_cluster.models import Concept, Feedback
from learning_cluster.views.concepts.door import (
    concept_of,
    giver_of,
    own_concept_of,
    page,
    sections_to_speak_of,
)
from learning_cluster.views.concepts.reading import concept_page
from learning_cluster.views.door import Insider, inside


@inside
@require_POST
def give(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    concept = concept_of(who, uid)
    giver = giver_of(who, concept)
    if giver is None:
        raise Http404
    sections = sections_to_speak_of(newest(concept.document))
    form = FeedbackForm(request.POST, sections=sections)
    if not form.is_valid():
        return concept_page(request, who, concept, form=form, sent=[form])
    try:
        give_feedback(
            concept,
            **form.cleaned_data,
            giver=giver,
            author=who.member,
            author_name=_name_of(who),
            by=who.actor(request),
            at=who.at,
        )
    except ClusterError as error:
        return _refused(request, who, concept, error)
    messages.success(request, _("Your feedback is saved. The local government sees it."))
    return redirect("cluster_concept", who.cluster.slug, uid)


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, who: Insider, uid: UUID, pk: int) -> HttpResponse:
    concept = own_concept_of(who, uid)
    rows = Feedback.objects.visible_to(who.user, who.at).select_related("version")
    row = get_object_or_404(rows, version__document=concept.document_id, pk=pk)
    if request.method != "POST":
        form = ReplyForm(initial={"text": row.reply, "seen": row.reply_number})
        return page(request, who, concept, "reply", row=row, form=form)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return page(request, who, concept, "reply", row=row, form=form, sent=[form])
    try:
        keep_reply(row, **form.cleaned_data, by=who.actor(request), at=who.at)
    except ClusterError as error:
        row.refresh_from_db()
        again = form.cleaned_data | {"seen": row.reply_number}
        theirs = [(_("What you have done with it"), row.reply)]
        context = {"row": row, "form": ReplyForm(initial=again), "theirs": theirs}
        return page(request, who, concept, "reply", status=409, error=error, **context)
    messages.success(request, _("Your reply is saved."))
    return redirect("cluster_concept", who.cluster.slug, uid)


def _refused(
    request: HttpRequest, who: Insider, concept: Concept, error: ClusterError
) -> HttpResponse:
    """Show the concept as it is now; the form keeps what was typed and names that version."""
    concept = concept_of(who, concept.document.uid)
    current = newest(concept.document)
    sent = request.POST.copy()
    sent["number"] = str(current.number if current else "")
    form = FeedbackForm(sent, sections=sections_to_speak_of(current))
    return concept_page(request, who, concept, status=409, error=error, form=form, sent=[form])


def _name_of(who: Insider) -> str:
    """Return the name under which feedback stands: a coordinator may have no place inside."""
    return who.member.name if who.member else _("Coordinator")

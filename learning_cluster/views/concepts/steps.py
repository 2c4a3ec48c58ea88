"""The steps of one's own concept: consultation, final, open to peers, what was decided."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from learning_cluster.actions.concept_steps import conclude, consult
from learning_cluster.actions.concepts import decision_of, note_decision, open_to_peers
from learning_cluster.errors import ClusterError
from learning_cluster.forms.concepts import DecisionForm, PeersForm
from learning_cluster.forms.rows import saved_meanwhile
from learning_cluster.models import Concept
from learning_cluster.views.concepts.door import own_concept_of, page
from learning_cluster.views.concepts.reading import concept_page
from learning_cluster.views.door import Insider, inside

STEPS: dict[str, Callable[..., None]] = {"posvetovanje": consult, "koncno": conclude}


@inside
@require_POST
def step(request: HttpRequest, who: Insider, uid: UUID, name: str) -> HttpResponse:
    concept = own_concept_of(who, uid)
    try:
        STEPS[name](concept, author=who.member, by=who.actor(request), at=who.at)
    except ClusterError as error:
        return concept_page(request, who, own_concept_of(who, uid), status=409, error=error)
    done = {
        "posvetovanje": _("The concept is in consultation. Partners of the project see it now."),
        "koncno": _("The concept is final."),
    }
    messages.success(request, done[name])
    return redirect("cluster_concept", who.cluster.slug, uid)


@inside
@require_POST
def peers(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    concept = own_concept_of(who, uid)
    form = PeersForm(request.POST)
    if not form.is_valid():  # sent by our own two buttons alone
        return HttpResponseBadRequest()
    is_open = form.cleaned_data["is_open"]
    try:
        open_to_peers(concept, is_open=is_open, by=who.actor(request), at=who.at)
    except ClusterError as error:
        return concept_page(request, who, concept, status=409, error=error)
    opened, closed = _("The other members can read the concept."), _("Only you can read it now.")
    messages.success(request, opened if is_open else closed)
    return redirect("cluster_concept", who.cluster.slug, uid)


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, who: Insider, uid: UUID) -> HttpResponse:
    """Keep the entry in the local plan and the council's decision."""
    concept = own_concept_of(who, uid)
    today = who.at.astimezone(who.cluster.tz).date()
    if request.method != "POST":
        form = DecisionForm(initial=_shown(concept), today=today)
        return page(request, who, concept, "decision", form=form)
    form = DecisionForm(request.POST, today=today)
    if not form.is_valid():
        return page(request, who, concept, "decision", form=form, sent=[form])
    seen, decision = form.cleaned_data["seen"], form.decision
    try:
        note_decision(concept, decision=decision, seen=seen, by=who.actor(request), at=who.at)
    except ClusterError as error:
        now = own_concept_of(who, uid)
        again = DecisionForm(initial=vars(decision) | {"seen": now.version}, today=today)
        context = {"form": again, "theirs": saved_meanwhile(again, now)}
        return page(request, who, now, "decision", status=409, error=error, **context)
    messages.success(request, _("Saved."))
    return redirect("cluster_concept", who.cluster.slug, uid)


def _shown(concept: Concept) -> dict[str, object]:
    return vars(decision_of(concept)) | {"seen": concept.version}

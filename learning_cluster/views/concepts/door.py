"""Which concept somebody may open, and what they may do with it (X2, L11)."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from learning_cluster.concept_texts import Section, concept_template, sections_of
from learning_cluster.consulting import consulting
from learning_cluster.enums import ConceptStage, Giver, MemberRole
from learning_cluster.models import Concept, DocumentVersion
from learning_cluster.models.concept import ConceptQuerySet
from learning_cluster.views.door import Insider

PEERS = frozenset({MemberRole.REPRESENTATIVE, MemberRole.PRACTITIONER, MemberRole.BOARD_GUEST})


def concepts_of(who: Insider) -> ConceptQuerySet:
    """Return the concepts of the cluster that the reader may see."""
    rows = Concept.objects.visible_to(who.user, who.at).filter(membership__cluster=who.cluster)
    return rows.select_related("membership__government", "membership__cluster", "document")


def concept_of(who: Insider, uid: UUID) -> Concept:
    """Return the concept whose document has that `uid`; Http404 unless it may be seen."""
    return get_object_or_404(concepts_of(who), document__uid=uid)


def own_concept_of(who: Insider, uid: UUID) -> Concept:
    """Return the reader's own concept; Http404 for those of others."""
    concept = concept_of(who, uid)
    if not is_own(who, concept):
        raise Http404
    return concept


def is_own(who: Insider, concept: Concept) -> bool:
    """Say whether the reader represents the local government whose concept it is."""
    return (
        who.is_representative
        and who.member is not None
        and who.member.membership_id == concept.membership_id
    )


def giver_of(who: Insider, concept: Concept) -> Giver | None:
    """Return as whom the reader gives feedback; None to one's own concept."""
    if who.is_coordinator or who.is_resource_person:
        return Giver.GUIDE
    if who.member is None or is_own(who, concept):
        return None
    if who.member.role == MemberRole.REVIEWER:
        return Giver.REVIEWER
    return Giver.PEER if who.member.role in PEERS else None


def takes_feedback(who: Insider, concept: Concept) -> bool:
    """Say whether feedback of this reader would be taken now."""
    giver = giver_of(who, concept)
    if giver is None or concept.stage == ConceptStage.FINAL:
        return False
    if giver == Giver.PEER:
        return concept.is_open_to_peers
    if giver == Giver.REVIEWER:
        is_open = consulting(who.cluster, who.at).is_open
        return concept.stage == ConceptStage.CONSULTATION and is_open
    return True


def sections_to_speak_of(version: DocumentVersion | None) -> list[Section]:
    """Return what feedback may be about: the sections that a version has."""
    if version is None:
        return []
    return [one for one in sections_of(version, concept_template()) if one.slug in version.texts]


def page(
    request: HttpRequest,
    who: Insider,
    concept: Concept,
    name: str,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Show a page of a concept; a refusal among the context (`error`) marks its title."""
    context |= {"who": who, "concept": concept, "zone": who.cluster.zone}
    context.setdefault("is_own", is_own(who, concept))
    context["has_errors"] = bool(context.get("error"))
    template = f"learning_cluster/inside/concepts/{name}.html"
    return render(request, template, context, status=status)

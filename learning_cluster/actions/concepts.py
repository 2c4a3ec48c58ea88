"""A concept is begun, written and opened to peers; what the council decided of it (L11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions.concept_locks import (
    check_open,
    check_seen,
    check_unfinished,
    locked,
)
from learning_cluster.actions.versions import newest, save_version
from learning_cluster.enums import ConceptStage, MembershipState, TemplateKind
from learning_cluster.errors import ClusterError
from learning_cluster.models import (
    Concept,
    Document,
    DocumentVersion,
    Member,
    Membership,
)
from learning_cluster.plan_text import PLAN, plan_text
from privacy.audit import Actor, record

CONCEPT = "learning_cluster.concept"


@dataclass(frozen=True)
class Decision:
    """What the local government has decided: its plan that names the service, its council's act."""

    plan_title: str
    plan_entered_on: date | None
    decision_number: str
    decided_on: date | None


@transaction.atomic
def start(membership: Membership, *, by: Actor, at: datetime) -> Concept:
    """Return the concept of a local government, begun if it has none.

    Raises ClusterError "cluster_closed", or "not_selected" unless it was selected.
    """
    rows = Membership.objects.select_for_update(no_key=True, of=("self",)).with_names()
    stored = rows.get(pk=membership.pk)
    check_open(stored.cluster)
    if stored.state != MembershipState.SELECTED:
        text = _("Only local governments that were selected write a concept.")
        raise ClusterError("not_selected", text)
    known = Concept.objects.filter(membership=stored).select_related("document").first()
    if known is not None:
        return known
    document = Document.objects.create(
        cluster=stored.cluster,
        template=TemplateKind.CONCEPT,
        membership=stored,
        created_at=at,
    )
    concept = Concept.objects.create(membership=stored, document=document)
    record(by, "concept_started", CONCEPT, concept.pk, at=at)
    return concept


@transaction.atomic
def save(
    concept: Concept,
    *,
    texts: Mapping[str, str],
    note: str,
    author: Member,
    based_on: int,
    by: Actor,
    at: datetime,
) -> DocumentVersion:
    """Save a version of the concept with the action plan as it stands; see `save_version`.

    A new version after feedback makes the concept revised. Raises ClusterError "final" and
    "changed_meanwhile".
    """
    stored = locked(concept)
    check_unfinished(stored)
    before = newest(stored.document)
    version = save_version(
        stored.document,
        texts={**texts, PLAN: plan_text(stored.actions.all())},
        note=note,
        author=author,
        based_on=based_on,
        at=at,
    )
    if before is not None and version.number == before.number:
        return version
    if stored.stage == ConceptStage.FEEDBACK:
        Concept.objects.filter(pk=stored.pk).update(stage=ConceptStage.REVISED)
    record(by, "concept_saved", CONCEPT, stored.pk, at=at, changed=["texts"])
    return version


@transaction.atomic
def open_to_peers(concept: Concept, *, is_open: bool, by: Actor, at: datetime) -> None:
    """Let the other members read the concept, or no longer. Idempotent."""
    stored = locked(concept)
    check_open(stored.membership.cluster)
    if stored.is_open_to_peers == is_open:
        return
    Concept.objects.filter(pk=stored.pk).update(is_open_to_peers=is_open)
    record(by, "concept_opened", CONCEPT, stored.pk, at=at, changed=["is_open_to_peers"])


@transaction.atomic
def note_decision(
    concept: Concept, *, decision: Decision, seen: int, by: Actor, at: datetime
) -> None:
    """Keep the entry in the local plan and the council's decision, also of a final concept.

    `seen` is the version of the row the form showed. Raises ClusterError "changed_meanwhile".
    """
    stored = locked(concept)
    check_open(stored.membership.cluster)
    if decision == decision_of(stored):
        return
    check_seen(stored.version, seen)
    facts = vars(decision)
    Concept.objects.filter(pk=stored.pk).update(**facts, version=stored.version + 1)
    record(by, "concept_decided", CONCEPT, stored.pk, at=at, changed=list(facts))


def decision_of(concept: Concept) -> Decision:
    """Return what is kept of a concept's entry and decision."""
    return Decision(
        concept.plan_title, concept.plan_entered_on, concept.decision_number, concept.decided_on
    )

"""Feedback to a concept, bound to the version it was given to, and the replies to it (L11)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions.concept_locks import check_open, check_seen, check_unfinished, locked
from learning_cluster.actions.versions import newest
from learning_cluster.consulting import consulting
from learning_cluster.enums import ConceptStage, Giver
from learning_cluster.errors import ClusterError
from learning_cluster.models import Concept, DocumentVersion, Feedback, Member
from privacy.audit import Actor, record

FEEDBACK = "learning_cluster.feedback"


@transaction.atomic
def give_feedback(
    concept: Concept,
    *,
    number: int,
    section: str,
    text: str,
    giver: Giver,
    author: Member | None,
    author_name: str,
    by: Actor,
    at: datetime,
) -> Feedback:
    """Keep what somebody says of version `number`, of its `section` or ("") of the whole.

    The first of a guide to an early draft opens the way to the consultation. Raises ClusterError
    "replaced_version" unless that version is the current one, "final", "not_open" to a peer while
    the concept is closed to them, "not_consulted" to a reviewer outside the consultation.
    Pressed twice, it is given once.
    """
    stored = locked(concept)
    check_unfinished(stored)
    _check_giver(stored, giver, at)
    version = newest(stored.document)
    if version is None or version.number != number:
        raise _replaced(number, version)
    if section and section not in version.texts:
        text_of_error = _("This version has no such section.")
        raise ClusterError("no_such_section", text_of_error)
    facts = {"section": section, "author": author, "author_name": author_name, "text": text}
    row, is_new = Feedback.objects.get_or_create(
        version=version,
        **facts,
        defaults={"is_peer": giver == Giver.PEER, "given_at": at},
    )
    if is_new:
        _note_stage(stored, giver)
        record(by, "feedback_given", FEEDBACK, row.pk, at=at)
    return row


@transaction.atomic
def reply(feedback: Feedback, *, text: str, seen: int, by: Actor, at: datetime) -> None:
    """Keep what the local government did with a feedback; `seen` counts the replies shown.

    Raises ClusterError "changed_meanwhile" if another has replied since.
    """
    concept = Concept.objects.select_related("document").get(document=feedback.version.document_id)
    stored = locked(concept)
    check_open(stored.membership.cluster)
    row = Feedback.objects.get(pk=feedback.pk)
    if row.reply == text:
        return
    check_seen(row.reply_number, seen)
    number = row.reply_number + 1
    Feedback.objects.filter(pk=row.pk).update(reply=text, reply_number=number)
    record(by, "feedback_replied", FEEDBACK, row.pk, at=at, changed=["reply"])


def _check_giver(concept: Concept, giver: Giver, at: datetime) -> None:
    if giver == Giver.PEER and not concept.is_open_to_peers:
        text = _("The concept is not open to other members any more.")
        raise ClusterError("not_open", text)
    if giver == Giver.REVIEWER and not (
        concept.stage == ConceptStage.CONSULTATION
        and consulting(concept.membership.cluster, at).is_open
    ):
        text = _("Partners give feedback while the consultation is open.")
        raise ClusterError("not_consulted", text)


def _note_stage(concept: Concept, giver: Giver) -> None:
    before_consultation = (ConceptStage.EARLY_DRAFT, ConceptStage.REVISED)
    if giver == Giver.GUIDE and concept.stage in before_consultation:
        Concept.objects.filter(pk=concept.pk).update(stage=ConceptStage.FEEDBACK)


def _replaced(number: int, current: DocumentVersion | None) -> ClusterError:
    text = _(
        "Version %(number)s has been replaced by version %(current)s, so this feedback was not"
        " saved. What you wrote is kept below: see whether it still holds of the new version."
    ) % {"number": number, "current": current.number if current else 0}
    return ClusterError("replaced_version", text)

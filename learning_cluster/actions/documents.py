"""A document from its beginning to its approval (L6, L7).

One that belongs to a deliverable goes the deliverable's way: locked first, changed together.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions import deliverables
from learning_cluster.actions.telling_of_documents import tell_hosts, tell_responsible
from learning_cluster.actions.versions import lock_document, save_version
from learning_cluster.drafts import draft_of, note_of_draft
from learning_cluster.enums import EDITABLE, DocumentState, MemberRole, TemplateKind
from learning_cluster.errors import ClusterError
from learning_cluster.models import (
    Cluster,
    Deliverable,
    Document,
    DocumentVersion,
    Event,
    Member,
    MentoringSession,
    Phase,
)
from learning_cluster.sections import check_whole
from privacy.audit import Actor, record

LABEL = "learning_cluster.document"


@transaction.atomic
def begin_document(
    cluster: Cluster,
    *,
    template: TemplateKind,
    event: Event | None = None,
    session: MentoringSession | None = None,
    phase: Phase | None = None,
    by: Actor,
    at: datetime,
) -> Document:
    """Return the document of that template about that event, session or phase, made if missing.

    A deliverable that asks for it is joined to it.
    """
    Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    about = {"event": event, "session": session} if event or session else {"phase": phase}
    rows = Document.objects.filter(cluster=cluster, template=template, **about)
    document = rows.filter(**({} if event or session else {"session": None, "event": None})).first()
    if document is None:
        document = Document.objects.create(
            cluster=cluster,
            template=template,
            event=event,
            session=session,
            phase=phase or (event.phase if event else session.phase if session else None),
            created_at=at,
        )
        record(by, "document_begun", LABEL, document.pk, at=at)
    if session is None:
        _join(document)
    return document


@transaction.atomic
def begin_for(deliverable: Deliverable, *, by: Actor, at: datetime) -> Document:
    """Return the document of a deliverable, made if missing.

    Raises ClusterError "no_template" where files are handed in, or the members' concepts.
    """
    stored = deliverables.locked(deliverable)
    if stored.document:
        return stored.document
    if not stored.template or stored.template == TemplateKind.CONCEPT:
        raise ClusterError("no_template", _("This deliverable has no document of its own."))
    document = begin_document(
        stored.cluster,
        template=TemplateKind(stored.template),
        event=stored.event,
        phase=stored.phase,
        by=by,
        at=at,
    )
    Deliverable.objects.filter(pk=stored.pk, document=None).update(document=document)
    return document


@transaction.atomic
def write(
    document: Document,
    *,
    texts: Mapping[str, str],
    note: str,
    author: Member,
    based_on: int,
    at: datetime,
) -> DocumentVersion:
    """Save what the author wrote as the next version; see `save_version`.

    Raises ClusterError "not_editable" where the document is with its readers or approved.
    """
    stored = _locked(document)
    if not stored.is_editable:
        raise ClusterError("not_editable", _("The document was submitted: it is not changed now."))
    before = stored.newest
    version = save_version(stored, texts=texts, note=note, author=author, based_on=based_on, at=at)
    if version != before:
        by = Actor(role=author.role, user_id=author.user_id)
        record(by, "version_saved", LABEL, stored.pk, at=at, changed=["versions"])
    return version


@transaction.atomic
def assemble(document: Document, *, author: Member, based_on: int, at: datetime) -> DocumentVersion:
    """Fill the sections that are still empty from what is on record; return the new version.

    What a person wrote stays as it is. Raises ClusterError "nothing_new" where the records have
    nothing for an empty section, and what `write` raises.
    """
    stored = _locked(document)
    newest = stored.newest
    texts = dict(newest.texts) if newest else {}
    drafted = draft_of(stored, at=at)
    filled = {slug: text for slug, text in drafted.items() if text and not texts.get(slug)}
    if not filled:
        raise ClusterError("nothing_new", _("There is nothing on record for an empty section."))
    return write(
        stored,
        texts=texts | filled,
        note=note_of_draft(),
        author=author,
        based_on=based_on,
        at=at,
    )


@transaction.atomic
def submit_document(document: Document, *, by: Actor, at: datetime) -> None:
    """Hand a document in for approval. Idempotent.

    Raises ClusterError "incomplete", naming the required sections without a text.
    """
    owner = Deliverable.objects.filter(document=document).first()
    if owner is not None:
        deliverables.hand_in(owner, by=by, at=at)
        return
    stored = _locked(document)
    if stored.state == DocumentState.SUBMITTED:
        return
    _only(stored.state in EDITABLE)
    check_whole(stored)
    stored.state, stored.submitted_at, stored.return_reason = DocumentState.SUBMITTED, at, ""
    stored.save(update_fields=["state", "submitted_at", "return_reason"])
    record(by, "document_submitted", LABEL, stored.pk, at=at, changed=["state"])
    tell_hosts(stored, "handed_in", at=at)


@transaction.atomic
def return_document(document: Document, *, reason: str, by: Actor, at: datetime) -> None:
    """Give a document back to its author with what is to be changed. Idempotent."""
    stored = _alone(document)
    if (stored.state, stored.return_reason) == (DocumentState.RETURNED, reason):
        return
    _only(stored.state == DocumentState.SUBMITTED)
    stored.state, stored.return_reason = DocumentState.RETURNED, reason
    stored.save(update_fields=["state", "return_reason"])
    record(by, "document_returned", LABEL, stored.pk, at=at, changed=["state"])
    tell_responsible(stored, MemberRole.RESOURCE_PERSON, "returned", at=at)


@transaction.atomic
def approve_document(document: Document, *, name: str, by: Actor, at: datetime) -> None:
    """Approve a submitted document; `name` is who did. Idempotent."""
    stored = _alone(document)
    if stored.state == DocumentState.APPROVED:
        return
    _only(stored.state == DocumentState.SUBMITTED)
    stored.state, stored.approved_at, stored.approved_name = DocumentState.APPROVED, at, name
    stored.save(update_fields=["state", "approved_at", "approved_name"])
    record(by, "document_approved", LABEL, stored.pk, at=at, changed=["state"])
    tell_responsible(stored, MemberRole.RESOURCE_PERSON, "approved", at=at)


def _alone(document: Document) -> Document:
    """Return the locked row of a document that belongs to no deliverable."""
    _only(not Deliverable.objects.filter(document=document).exists())
    return _locked(document)


def _locked(document: Document) -> Document:
    """Return the row as it is now, held until the transaction ends."""
    lock_document(document)
    return Document.objects.with_names().get(pk=document.pk)


def _join(document: Document) -> None:
    """Give the document to the deliverable that asks for it, if one alone does."""
    if Deliverable.objects.filter(document=document).exists():
        return
    rows = Deliverable.objects.filter(
        phase__cluster=document.cluster, template=document.template, document=None
    )
    by_event = rows.filter(event=document.event) if document.event else rows.none()
    by_phase = rows.filter(event=None, phase=document.phase) if document.phase else rows.none()
    found = list(by_event or by_phase)
    if len(found) == 1:
        Deliverable.objects.filter(pk=found[0].pk, document=None).update(document=document)


def _only(is_possible: bool) -> None:
    if not is_possible:
        text = _("This cannot be done any more: the document has changed meanwhile.")
        raise ClusterError("no_such_step", text)

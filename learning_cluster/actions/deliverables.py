"""A deliverable from handing in over the partners' opinions to the host's approval (L6)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.files import File
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SR
from languages.dates import local, short_date
from learning_cluster.actions.telling_of_documents import (
    tell_hosts,
    tell_responsible,
    tell_reviewer,
)
from learning_cluster.enums import (
    WANTED,
    DeliverableState,
    DocumentState,
    EventState,
    MemberRole,
    TemplateKind,
)
from learning_cluster.errors import ClusterError
from learning_cluster.models import (
    Consultation,
    Deliverable,
    DeliverableFile,
    Document,
    DocumentVersion,
    Member,
)
from learning_cluster.sections import check_whole
from privacy.audit import Actor, record

LABEL = "learning_cluster.deliverable"
DECIDABLE = (DeliverableState.SUBMITTED, DeliverableState.CONSULTED)
MOST_FILES = 30


@transaction.atomic
def add_file(
    deliverable: Deliverable,
    *,
    title: str,
    file: File,
    note: str,
    author: Member | None,
    by: Actor,
    at: datetime,
) -> DeliverableFile:
    """Keep a file, found by the form to be what it says, as the next version.

    The same sent twice is one. Raises ClusterError "no_such_step", "too_many".
    """
    stored = locked(deliverable)
    _only(stored.state in WANTED)
    newest = stored.files.first()
    if newest and (newest.title, newest.file.size) == (title, file.size):
        return newest
    if newest and newest.number >= MOST_FILES:
        raise ClusterError("too_many", _("A deliverable can have 30 files."))
    number = newest.number + 1 if newest else 1
    row = DeliverableFile(
        deliverable=stored, number=number, title=title, note=note, author=author, added_at=at
    )
    row.file.save(file.name or "file", file, save=False)
    row.save()
    record(by, "file_added", LABEL, stored.pk, at=at, changed=["files"])
    return row


@transaction.atomic
def hand_in(deliverable: Deliverable, *, by: Actor, at: datetime) -> None:
    """Submit a deliverable with its document or its files. Idempotent.

    Raises ClusterError "incomplete" where required sections or files are missing.
    """
    stored = locked(deliverable)
    if stored.state in DECIDABLE:
        return
    _only(stored.state in WANTED)
    _check_substance(stored)
    stored.submitted_at, stored.reason = at, ""
    _set(stored, DeliverableState.SUBMITTED, at, fields=["submitted_at", "reason"])
    record(by, "handed_in", LABEL, stored.pk, at=at, changed=["state"])
    tell_hosts(stored, "handed_in", at=at)


@transaction.atomic
def ask_partners(
    deliverable: Deliverable,
    *,
    until: date,
    reviewers: Mapping[str, Member | None],
    by: Actor,
    at: datetime,
) -> None:
    """Ask every named partner for an opinion until the end of a day in the cluster's zone.

    `reviewers` is partner → who answers in its name; without one the host notes the answer.
    Raises ClusterError "no_partners", "past_day", "no_such_step".
    """
    stored = locked(deliverable)
    _only(stored.state in DECIDABLE)
    if not stored.partners:
        raise ClusterError("no_partners", _("No partner is named for this deliverable."))
    if until < _today(stored, at):
        raise ClusterError("past_day", _("The consultation cannot end before today."))
    for partner in stored.partners:
        reviewer = reviewers.get(partner)
        row, is_new = Consultation.objects.update_or_create(
            deliverable=stored,
            partner=partner,
            defaults={"reviewer": reviewer, "asked_at": at, "answered_at": None, "agrees": None},
        )
        if reviewer:
            tell_reviewer(row, at=at)
    stored.consult_until = until
    _set(stored, DeliverableState.CONSULTED, at, fields=["consult_until"])
    record(by, "partners_asked", LABEL, stored.pk, at=at, changed=["state", "consult_until"])


@transaction.atomic
def answer_consultation(
    consultation: Consultation, *, agrees: bool, comment: str, by: Actor, at: datetime
) -> None:
    """Keep a partner's opinion; it may be changed until the deliverable is decided.

    Raises ClusterError "no_comment" where a partner disagrees without saying why.
    """
    stored = locked(consultation.deliverable)
    _only(stored.state == DeliverableState.CONSULTED)
    if not agrees and not comment:
        raise ClusterError("no_comment", _("Write what should be changed."))
    row = stored.consultations.filter(pk=consultation.pk).first()
    _only(row is not None)
    assert row is not None  # `_only` has seen to it
    if (row.agrees, row.comment) == (agrees, comment):
        return
    row.agrees, row.comment, row.answered_at = agrees, comment, at
    row.save(update_fields=["agrees", "comment", "answered_at"])
    record(by, "opinion_given", LABEL, stored.pk, at=at, changed=["consultations"])
    tell_hosts(stored, "answered", at=at)


@transaction.atomic
def return_deliverable(deliverable: Deliverable, *, reason: str, by: Actor, at: datetime) -> None:
    """Give a deliverable back with what is to be changed. Idempotent.

    Opinions not given yet are asked for no more: what they were about will change.
    """
    stored = locked(deliverable)
    if (stored.state, stored.reason) == (DeliverableState.RETURNED, reason):
        return
    _only(stored.state in DECIDABLE)
    stored.consultations.filter(answered_at=None).delete()
    stored.reason = reason
    _set(stored, DeliverableState.RETURNED, at, fields=["reason"])
    record(by, "returned", LABEL, stored.pk, at=at, changed=["state"])
    tell_responsible(stored, MemberRole(stored.responsible), "returned", at=at)


@transaction.atomic
def approve_deliverable(deliverable: Deliverable, *, name: str, by: Actor, at: datetime) -> None:
    """Approve in the host's name, `name` being who does. Idempotent.

    Raises ClusterError "not_consulted" while a named partner has not been asked, and
    "waits_for_partners" while one has not answered and the day has not passed.
    """
    stored = locked(deliverable)
    if stored.state == DeliverableState.APPROVED:
        return
    _only(stored.state in DECIDABLE)
    _check_consulted(stored, at)
    stored.approved_at, stored.approved_name = at, name
    _set(stored, DeliverableState.APPROVED, at, fields=["approved_at", "approved_name"])
    record(by, "approved", LABEL, stored.pk, at=at, changed=["state"])
    tell_responsible(stored, MemberRole(stored.responsible), "approved", at=at)


def locked(deliverable: Deliverable) -> Deliverable:
    """Return the row as it is now, held until the transaction ends."""
    rows = Deliverable.objects.select_for_update(no_key=True, of=("self",))
    return rows.with_names().get(pk=deliverable.pk)


def _check_substance(stored: Deliverable) -> None:
    if stored.document:
        check_whole(stored.document)
        return
    if stored.template == TemplateKind.CONCEPT:
        written = DocumentVersion.objects.filter(
            document__cluster=stored.cluster, document__template=TemplateKind.CONCEPT
        )
        is_there, text = written.exists(), _("No concept has been written yet.")
    elif stored.template:
        is_there, text = False, _("Write the document first.")
    else:
        is_held = stored.event is not None and stored.event.state == EventState.HELD
        is_there, text = is_held or stored.files.exists(), _("Add a file first.")
    if not is_there:
        raise ClusterError("incomplete", text)


def _check_consulted(stored: Deliverable, at: datetime) -> None:
    answered = dict(stored.consultations.values_list("partner", "answered_at"))
    if unasked := [one for one in stored.partners if one not in answered]:
        text = _("Ask the partners first: %(names)s.") % {"names": ", ".join(unasked)}
        raise ClusterError("not_consulted", text)
    silent = [one for one in stored.partners if answered[one] is None]
    until = stored.consult_until
    if silent and until is not None and _today(stored, at) <= until:
        day = short_date(until, get_language() or SR)
        text = _("Until %(day)s the answer of these partners is waited for: %(names)s.")
        raise ClusterError("waits_for_partners", text % {"day": day, "names": ", ".join(silent)})


def _set(stored: Deliverable, state: DeliverableState, at: datetime, *, fields: list[str]) -> None:
    """Save the new state, and the same of the document."""
    stored.state = state
    stored.save(update_fields=["state", *fields])
    if stored.document_id is None:
        return
    facts: dict[str, object] = {"state": DocumentState(state.value), "return_reason": stored.reason}
    if state == DeliverableState.SUBMITTED:
        facts["submitted_at"] = at
    if state == DeliverableState.APPROVED:
        facts |= {"approved_at": at, "approved_name": stored.approved_name}
    Document.objects.filter(pk=stored.document_id).update(**facts)


def _today(stored: Deliverable, at: datetime) -> date:
    return local(at, stored.cluster.tz).date()


def _only(is_possible: bool) -> None:
    if not is_possible:
        text = _("This cannot be done any more: the deliverable has changed meanwhile.")
        raise ClusterError("no_such_step", text)

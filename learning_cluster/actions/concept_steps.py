"""The steps of a concept: put to consultation, declared final, opened again (L11)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SL
from languages.dates import short_date
from learning_cluster.actions.concept_locks import check_open, locked
from learning_cluster.actions.concepts import CONCEPT
from learning_cluster.actions.versions import newest, save_version
from learning_cluster.consulting import Consulting, consulting
from learning_cluster.enums import ConceptStage, DocumentState, TemplateKind
from learning_cluster.errors import ClusterError
from learning_cluster.models import Concept, Document, Member, TemplateSection
from learning_cluster.plan_text import PLAN, plan_text
from privacy.audit import Actor, record

# Feedback was given at least once: only then are partners asked.
REVIEWED = frozenset({ConceptStage.FEEDBACK, ConceptStage.REVISED})


@transaction.atomic
def consult(concept: Concept, *, author: Member, by: Actor, at: datetime) -> None:
    """Put the current version before the partners, while the work plan's window is open.

    Raises ClusterError "not_reviewed" before any feedback, "window_closed" with the days of the
    window, "incomplete", "no_such_step".
    """
    stored = locked(concept)
    check_open(stored.membership.cluster)
    if stored.stage == ConceptStage.EARLY_DRAFT:
        text = _("The resource person or the coordinator must give feedback first.")
        raise ClusterError("not_reviewed", text)
    if stored.stage not in REVIEWED:
        raise _no_such_step()
    _check_window(consulting(stored.membership.cluster, at))
    _check_complete(stored)
    _keep_plan(stored, author=author, at=at)
    _move(stored, ConceptStage.CONSULTATION, DocumentState.CONSULTED)
    record(by, "concept_consulted", CONCEPT, stored.pk, at=at, changed=["stage"])


@transaction.atomic
def conclude(concept: Concept, *, author: Member, by: Actor, at: datetime) -> None:
    """Declare the concept final, from the last day of its consultation on.

    Raises ClusterError "window_open", "incomplete", "no_plan" without a line of the action plan,
    "no_such_step" unless it is in consultation.
    """
    stored = locked(concept)
    check_open(stored.membership.cluster)
    if stored.stage != ConceptStage.CONSULTATION:
        raise _no_such_step()
    now = consulting(stored.membership.cluster, at)
    if not now.may_conclude:
        text = _("The consultation lasts until %(day)s. From that day on it can be final.")
        raise ClusterError("window_open", text % {"day": _day(now)})
    _check_complete(stored)
    if not stored.actions.exists():
        text = _("The action plan has no line yet. Add at least one.")
        raise ClusterError("no_plan", text)
    _keep_plan(stored, author=author, at=at)
    Concept.objects.filter(pk=stored.pk).update(stage=ConceptStage.FINAL, finalised_at=at)
    facts = {"state": DocumentState.SUBMITTED, "submitted_at": at}
    Document.objects.filter(pk=stored.document_id).update(**facts)
    record(by, "concept_final", CONCEPT, stored.pk, at=at, changed=["stage"])


@transaction.atomic
def reopen(concept: Concept, *, by: Actor, at: datetime) -> None:
    """Let a final concept be changed again: the coordinator's step. Idempotent."""
    stored = locked(concept)
    check_open(stored.membership.cluster)
    if stored.stage != ConceptStage.FINAL:
        return
    _move(stored, ConceptStage.CONSULTATION, DocumentState.CONSULTED)
    Concept.objects.filter(pk=stored.pk).update(finalised_at=None)
    Document.objects.filter(pk=stored.document_id).update(submitted_at=None)
    record(by, "concept_reopened", CONCEPT, stored.pk, at=at, changed=["stage"])


def _move(concept: Concept, stage: ConceptStage, state: DocumentState) -> None:
    Concept.objects.filter(pk=concept.pk).update(stage=stage)
    Document.objects.filter(pk=concept.document_id).update(state=state)


def _keep_plan(concept: Concept, *, author: Member, at: datetime) -> None:
    """Save the current texts with the action plan as it is now, if it has changed since."""
    current = newest(concept.document)
    assert current is not None  # a concept without a version is not complete
    texts = {**current.texts, PLAN: plan_text(concept.actions.all())}
    save_version(
        concept.document, texts=texts, note="", author=author, based_on=current.number, at=at
    )


def _check_window(now: Consulting) -> None:
    if now.is_open:
        return
    if now.window is None:
        text = _("The work plan has no consultation of concepts: ask the coordinator.")
    elif now.is_over:
        text = _("The consultation ended on %(day)s: ask the coordinator.") % {"day": _day(now)}
    else:
        assert now.window.starts_on is not None  # without a first day it would have begun
        begins = short_date(now.window.starts_on, get_language() or SL)
        text = _("The consultation begins on %(day)s.") % {"day": begins}
    raise ClusterError("window_closed", text)


def _check_complete(concept: Concept) -> None:
    rows = TemplateSection.objects.filter(template=TemplateKind.CONCEPT, is_required=True)
    current = newest(concept.document)
    texts = current.texts if current else {}
    missing = [row.name for row in rows if not texts.get(row.slug, "").strip()]
    if missing or current is None:
        text = _("These sections are still empty: %(names)s.") % {"names": ", ".join(missing)}
        raise ClusterError("incomplete", text if missing else _("Nothing has been written yet."))


def _day(now: Consulting) -> str:
    assert now.window is not None  # asked only of a window there is
    return short_date(now.window.ends_on, get_language() or SL)


def _no_such_step() -> ClusterError:
    text = _("In its present stage this cannot be done with the concept.")
    return ClusterError("no_such_step", text)

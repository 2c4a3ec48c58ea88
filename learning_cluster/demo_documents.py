"""Deliverables and documents of the demonstration's clusters. Adds what is missing only.

What was due long ago is approved, what was due lately is with the coordinator or the partners,
what is due next is begun; nobody is mailed.
"""

from datetime import datetime, timedelta
from pathlib import Path

import yaml
from django.core.files.base import ContentFile
from django.db import transaction

from languages.codes import SR
from languages.dates import local
from learning_cluster.actions.documents import begin_for
from learning_cluster.drafts import draft_of
from learning_cluster.enums import ClusterState, DeliverableState, MemberRole, TemplateKind
from learning_cluster.models import (
    Cluster,
    Consultation,
    Deliverable,
    DeliverableFile,
    Document,
    DocumentVersion,
    Member,
)
from printing.text_paper import Block, Part, TextPaper
from printing.word import docx
from privacy.audit import SYSTEM

FILE = Path(__file__).parent / "demo_texts" / "documents.yaml"
DECIDED_AFTER = timedelta(days=10)
LATE_UNTIL = timedelta(days=3)  # what was due within these days is still missing
ANSWERED_WITHIN = timedelta(days=7)
NAME = "Координатор Примјер"

Texts = dict[str, dict[str, str]]


@transaction.atomic
def load_documents(*, at: datetime) -> dict[str, int]:
    """Load documents, files and opinions of clusters with a resource person; return how many."""
    texts: Texts = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    before = _counts()
    for cluster in Cluster.objects.exclude(state=ClusterState.DRAFT):
        people = Member.objects.accepted().filter(cluster=cluster)
        guide = people.filter(role=MemberRole.RESOURCE_PERSON).first()
        if guide is not None and not _is_loaded(cluster):
            _load(cluster, guide, texts, at)
    return {name: number - before[name] for name, number in _counts().items()}


def _counts() -> dict[str, int]:
    kinds = {"documents": DocumentVersion, "files": DeliverableFile, "opinions": Consultation}
    return {name: model._default_manager.count() for name, model in kinds.items()}


def _is_loaded(cluster: Cluster) -> bool:
    return Deliverable.objects.filter(phase__cluster=cluster, document__isnull=False).exists()


def _load(cluster: Cluster, guide: Member, texts: Texts, at: datetime) -> None:
    today = local(at, cluster.tz).date()
    rows = Deliverable.objects.filter(phase__cluster=cluster, state=DeliverableState.OPEN)
    due_next = True
    for one in rows.with_names():
        if one.due < today - LATE_UNTIL:
            is_old = one.due < today - DECIDED_AFTER
            _hand_in(one, guide, texts, at, is_old=is_old)
        elif one.due >= today and due_next and one.template in texts:
            _write(one, guide, {}, at)
            due_next = False


def _hand_in(one: Deliverable, guide: Member, texts: Texts, at: datetime, *, is_old: bool) -> None:
    """Let a deliverable have been handed in on its day, and decided long after it."""
    on = min(at, at - timedelta(days=(local(at, one.cluster.tz).date() - one.due).days))
    if one.template in texts:
        _write(one, guide, texts[one.template], on)
    elif one.template != TemplateKind.CONCEPT:
        _attach(one, guide, on)
    state = DeliverableState.CONSULTED if one.partners else DeliverableState.SUBMITTED
    facts: dict[str, object] = {"state": state, "submitted_at": on}
    if one.partners:
        facts["consult_until"] = (at if not is_old else on).date() + ANSWERED_WITHIN
    if is_old:
        facts |= {"state": DeliverableState.APPROVED, "approved_at": on, "approved_name": NAME}
    _consult(one, on, has_answered=is_old)
    Deliverable.objects.filter(pk=one.pk).update(**facts)
    facts.pop("consult_until", None)
    Document.objects.filter(deliverable=one).update(**facts)


def _write(one: Deliverable, guide: Member, texts: dict[str, str], at: datetime) -> None:
    document = begin_for(one, by=SYSTEM, at=at)
    drafted = {slug: text for slug, text in draft_of(document, at=at).items() if text}
    document.versions.create(
        number=1, texts=texts | drafted, author=guide, author_name=guide.name, saved_at=at
    )


def _attach(one: Deliverable, guide: Member, at: datetime) -> None:
    lines = Block(["Ово је прилог пробне верзије. Ништа у њему није стварно."])
    paper = TextPaper(one.name_sr, "", SR, [], [Part("Садржај", [lines])])
    row = DeliverableFile(deliverable=one, number=1, title=one.name_sr, author=guide, added_at=at)
    row.file.save("prilog.docx", ContentFile(docx(paper, at=at)), save=True)


def _consult(one: Deliverable, at: datetime, *, has_answered: bool) -> None:
    """Let the partners have been asked: the first has answered, the others where it is long ago."""
    reviewers = Member.objects.accepted().filter(cluster=one.cluster, role=MemberRole.REVIEWER)
    by_partner = {who.organisation: who for who in reviewers}
    for number, partner in enumerate(one.partners):
        answered = has_answered or number == 0
        Consultation.objects.get_or_create(
            deliverable=one,
            partner=partner,
            defaults={
                "reviewer": by_partner.get(partner),
                "asked_at": at,
                "answered_at": at if answered else None,
                "agrees": True if answered else None,
                "comment": "Слажемо се, само дајте више времена за питања." if answered else "",
            },
        )

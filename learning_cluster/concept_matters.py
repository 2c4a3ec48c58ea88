"""What of concepts waits for somebody today: their own, or those they are to read (L11)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SL
from languages.dates import short_date
from learning_cluster.consulting import Consulting, consulting
from learning_cluster.enums import ConceptStage, MemberRole
from learning_cluster.models import Concept, Feedback
from learning_cluster.views.concepts.door import concepts_of, is_own
from learning_cluster.views.door import Insider

MOST = 4


@dataclass(frozen=True)
class Matter:
    """`text` says whose concept, `note` what it waits for; `link` opens it."""

    text: str
    note: str
    link: str


def concept_matters(who: Insider) -> list[Matter]:
    """Return at most MOST lines; those of funded local governments first. Three queries."""
    now = consulting(who.cluster, who.at)
    rows = list(concepts_of(who).with_numbers().in_order_of_feedback())
    if who.is_representative and not any(is_own(who, row) for row in rows):
        link = reverse("cluster_concepts", args=[who.cluster.slug])
        return [Matter(_("Your concept"), _("not begun yet"), link)]
    return list(_waiting(who, rows, now))[:MOST]


def _waiting(who: Insider, rows: list[Concept], now: Consulting) -> Iterator[Matter]:
    for row in rows:
        note = _own(row, now) if is_own(who, row) else _read(who, row, now)
        if note:
            link = reverse("cluster_concept", args=[who.cluster.slug, row.document.uid])
            yield Matter(row.membership.government.name, note, link)


def _own(concept: Concept, now: Consulting) -> str:
    """Return what the local government is to do with its own concept."""
    if concept.stage == ConceptStage.FEEDBACK or _is_unanswered(concept):
        return _("there is feedback")
    if concept.stage == ConceptStage.REVISED and now.is_open:
        return _("can be put to consultation until %(day)s") % {"day": _last(now)}
    if concept.stage == ConceptStage.CONSULTATION and now.may_conclude:
        return _("can be declared final")
    return ""


def _read(who: Insider, concept: Concept, now: Consulting) -> str:
    """Return what a guide or a reviewer is to do with the concept of others."""
    if who.is_coordinator or who.is_resource_person:
        waits = (ConceptStage.EARLY_DRAFT, ConceptStage.REVISED)
        is_saved = getattr(concept, "number", None) is not None
        return _("waits for your feedback") if is_saved and concept.stage in waits else ""
    is_reviewer = who.member is not None and who.member.role == MemberRole.REVIEWER
    if is_reviewer and concept.stage == ConceptStage.CONSULTATION and now.is_open:
        return _("in consultation until %(day)s") % {"day": _last(now)}
    return ""


def _is_unanswered(concept: Concept) -> bool:
    if concept.stage == ConceptStage.FINAL:
        return False
    rows = Feedback.objects.filter(version__document=concept.document_id, reply="")
    return rows.exists()


def _last(now: Consulting) -> str:
    assert now.window is not None  # a window that is open
    return short_date(now.window.ends_on, get_language() or SL)

"""Drafts of documents assembled from what is on record; a person finishes them (L7–L9).

They are written in Serbian Cyrillic, the source of what the cluster writes (M2).
"""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from languages.codes import SR
from learning_cluster.drafts import agenda, assignment, event_report, mentoring
from learning_cluster.enums import TemplateKind
from learning_cluster.models import Document


def draft_of(document: Document, *, at: datetime) -> dict[str, str]:
    """Return slug of a section → text for what the records know of; "" where they know nothing."""
    with translation.override(SR):
        return _draft(document, at)


def note_of_draft() -> str:
    """Return what the version says of itself."""
    with translation.override(SR):
        return _("Assembled from the records")


def _draft(document: Document, at: datetime) -> dict[str, str]:
    if document.template == TemplateKind.ASSIGNMENT_REPORT:
        return assignment.draft(document.cluster, at=at)
    if document.session:
        return mentoring.draft_of_session(document.session)
    if document.template == TemplateKind.SESSION_REPORT and document.phase:
        return mentoring.draft_of_period(document.phase)
    if document.event is None:
        return {}
    if document.template == TemplateKind.EVENT_REPORT:
        return event_report.draft(document.event, at=at)
    drafts = {
        TemplateKind.AGENDA: agenda.draft_of_agenda,
        TemplateKind.EVENT_DESIGN: agenda.draft_of_design,
    }
    make = drafts.get(TemplateKind(document.template))
    return make(document.event) if make else {}

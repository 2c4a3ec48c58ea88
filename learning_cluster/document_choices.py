"""Which documents somebody who guides a cluster may begin now (L7)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from languages.dates import local
from learning_cluster.drafts.words import day
from learning_cluster.enums import MENTORED_PHASES, EventState, SessionState, TemplateKind
from learning_cluster.models import Cluster, Document, Event, MentoringSession, Phase

OF_EVENTS = (TemplateKind.EVENT_DESIGN, TemplateKind.AGENDA, TemplateKind.EVENT_REPORT)


@dataclass(frozen=True)
class Choice:
    """A document that is not there yet; `code` names it in a form."""

    code: str
    name: str
    template: TemplateKind
    event: Event | None = None
    session: MentoringSession | None = None
    phase: Phase | None = None


def choices_of(cluster: Cluster) -> list[Choice]:
    """Return the documents that can be begun, as many queries whatever there is.

    An event has a design, an agenda and a report, a held session and a mentored phase a report,
    the cluster one assignment report.
    """
    documents = list(Document.objects.filter(cluster=cluster))
    taken = {(one.template, one.event_id, one.session_id, _phase_of(one)) for one in documents}
    every = [*_of_events(cluster), *_of_phases(cluster), *_of_sessions(cluster)]
    if TemplateKind.ASSIGNMENT_REPORT not in {one.template for one in documents}:
        template = TemplateKind.ASSIGNMENT_REPORT
        every.append(Choice(template, capfirst(str(template.label)), template))
    return [one for one in every if _key(one) not in taken]


def _phase_of(one: Document) -> int | None:
    return None if one.event_id or one.session_id else one.phase_id


def _key(one: Choice) -> tuple[str, int | None, int | None, int | None]:
    event, session, phase = (row.pk if row else None for row in (one.event, one.session, one.phase))
    return one.template, event, session, phase


def _of_events(cluster: Cluster) -> Iterator[Choice]:
    for event in cluster.events.exclude(state=EventState.CANCELLED):
        for template in OF_EVENTS:
            name = f"{capfirst(template.label)}: {event.name}"
            yield Choice(f"{template}-{event.pk}", name, template, event=event)


def _of_phases(cluster: Cluster) -> Iterator[Choice]:
    template = TemplateKind.SESSION_REPORT
    for phase in cluster.phases.filter(kind__in=MENTORED_PHASES):
        name = _("Report of the period: %(phase)s") % {"phase": phase.name}
        yield Choice(f"phase-{phase.pk}", name, template, phase=phase)


def _of_sessions(cluster: Cluster) -> Iterator[Choice]:
    template = TemplateKind.SESSION_REPORT
    rows = cluster.sessions.filter(state=SessionState.HELD).order_by("-period")
    for session in rows.prefetch_related("session_members__membership__government"):
        names = ", ".join(one.membership.government.name for one in session.session_members.all())
        on = day(local(session.starts_at, cluster.tz).date())
        name = f"{capfirst(template.label)}: {on}, {names}"
        yield Choice(f"session-{session.pk}", name, template, session=session)

"""What a cluster still lacks now: deliverables, opinions, approvals, reports, logs (L6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from languages.dates import local
from learning_cluster.enums import (
    DeliverableState,
    DocumentState,
    EventState,
    SessionState,
    TemplateKind,
)
from learning_cluster.models import (
    Cluster,
    Deliverable,
    Document,
    DocumentVersion,
    Event,
    MentoringSession,
)

SOON = timedelta(days=14)
LOG_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class Gap:
    """Something that is missing: what, since or until when, and a word more.

    The row it is about, if there is one, is where it is put right.
    """

    name: str
    day: date | None = None
    note: str = ""
    deliverable: Deliverable | None = None
    document: Document | None = None


@dataclass(frozen=True)
class Group:
    code: str
    title: str
    gaps: Sequence[Gap]


def missing(cluster: Cluster, *, at: datetime) -> list[Group]:
    """Return what is missing at `at`, what is most urgent first; groups without a gap are left out.

    Days are those of the cluster's zone. As many queries whatever the cluster holds.
    """
    today = local(at, cluster.tz).date()
    rows = list(
        Deliverable.objects.filter(phase__cluster=cluster)
        .exclude(state=DeliverableState.APPROVED)
        .with_names()
        .prefetch_related("consultations")
    )
    groups = [
        *_to_hand_in(rows, today),
        Group("opinions", _("Opinions of partners"), _opinions(rows)),
        Group("approvals", _("Waits for approval"), _approvals(cluster, rows)),
        Group("reports", _("Events without a report"), _reports(cluster)),
        Group("logs", _("Sessions without a log"), _logs(cluster, at)),
    ]
    return [one for one in groups if one.gaps]


def _to_hand_in(rows: Sequence[Deliverable], today: date) -> Iterator[Group]:
    wanted = [one for one in rows if one.is_wanted]
    ahead = [one for one in wanted if one.due >= today]
    returned = [one for one in ahead if one.state == DeliverableState.RETURNED]
    soon = [one for one in ahead if one.due <= today + SOON and one not in returned]
    yield Group("overdue", _("Overdue"), [_gap(one) for one in wanted if one.due < today])
    yield Group("returned", _("Returned for changes"), [_gap(one) for one in returned])
    yield Group("soon", _("Due within 14 days"), [_gap(one) for one in soon])


def _gap(one: Deliverable) -> Gap:
    return Gap(one.name, one.due, one.get_responsible_display(), deliverable=one)


def _approvals(cluster: Cluster, rows: Sequence[Deliverable]) -> list[Gap]:
    """Return the deliverables, and the documents of none, that the host has to decide on."""
    submitted = Document.objects.filter(
        cluster=cluster, state=DocumentState.SUBMITTED, deliverable=None
    )
    return [
        *(_gap(one) for one in rows if one.state == DeliverableState.SUBMITTED),
        *(Gap(str(one), note=one.subject, document=one) for one in submitted.with_names()),
    ]


def _opinions(rows: Sequence[Deliverable]) -> list[Gap]:
    gaps = []
    for one in rows:
        silent = [row.partner for row in one.consultations.all() if row.answered_at is None]
        if one.state == DeliverableState.CONSULTED and silent:
            gaps.append(Gap(one.name, one.consult_until, ", ".join(silent), deliverable=one))
        elif one.state == DeliverableState.CONSULTED:
            gaps.append(Gap(one.name, None, _("all have answered"), deliverable=one))
    return gaps


def _reports(cluster: Cluster) -> list[Gap]:
    """Return the events held without a report of their own or of their whole phase."""
    written = DocumentVersion.objects.filter(document__template=TemplateKind.EVENT_REPORT)
    of_phase = Deliverable.objects.filter(
        phase__cluster=cluster,
        template=TemplateKind.EVENT_REPORT,
        state__in=[
            DeliverableState.SUBMITTED,
            DeliverableState.CONSULTED,
            DeliverableState.APPROVED,
        ],
    )
    rows = Event.objects.filter(cluster=cluster, state=EventState.HELD).exclude(
        Q(documents__in=written.values("document")) | Q(phase__in=of_phase.values("phase"))
    )
    return [
        Gap(one.name, local(one.ends_at, cluster.tz).date() if one.ends_at else None)
        for one in rows
    ]


def _logs(cluster: Cluster, at: datetime) -> list[Gap]:
    """Return the sessions that ended more than a day ago and were not logged."""
    rows = MentoringSession.objects.filter(
        cluster=cluster,
        log=None,
        period__endswith__lt=at - LOG_WITHIN,
        state__in=[SessionState.BOOKED, SessionState.HELD],
    ).prefetch_related("session_members__membership__government")
    return [
        Gap(
            ", ".join(row.membership.government.name for row in one.session_members.all()),
            local(one.starts_at, cluster.tz).date(),
        )
        for one in rows
    ]

"""The record of a service in the application period (L14)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Min
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SL
from languages.dates import short_date
from learning_cluster.actions.concept_locks import check_open, check_seen
from learning_cluster.enums import ImplementationState, MembershipState, PhaseKind
from learning_cluster.errors import ClusterError
from learning_cluster.models import Cluster, Implementation, Member, Membership, ProgressNote
from privacy.audit import Actor, record

IMPLEMENTATION = "learning_cluster.implementation"


@dataclass(frozen=True)
class Report:
    """How a service stands; `progress` in percent, `users` is how many people use it."""

    service: str
    state: ImplementationState
    starts_on: date | None
    progress: int
    done: str
    obstacles: str
    users: int | None


@transaction.atomic
def begin_record(
    membership: Membership, *, report: Report, author: Member, by: Actor, at: datetime
) -> Implementation:
    """Begin the record of a service; the very same one pressed twice is begun once.

    Raises ClusterError "too_early" before the application period, "known_service" where another
    record has its name, "not_selected", "cluster_closed".
    """
    stored = _locked(membership, at)
    known = stored.implementations.filter(service__iexact=report.service).first()
    if known is not None and report_of(known) == report:
        return known
    if known is not None:
        raise _known_service()
    row = Implementation.objects.create(membership=stored, changed_at=at, **vars(report))
    _note(row, author=author, note=report.done, at=at)
    record(by, "implementation_begun", IMPLEMENTATION, row.pk, at=at)
    return row


@transaction.atomic
def change_record(
    implementation: Implementation,
    *,
    report: Report,
    seen: int,
    author: Member,
    by: Actor,
    at: datetime,
) -> None:
    """Note how the service stands now; how it stood stays among its notes.

    `seen` is the version the form showed. Raises ClusterError "changed_meanwhile" and as
    `begin_record`.
    """
    stored = _locked(implementation.membership, at)
    row = stored.implementations.get(pk=implementation.pk)
    before = report_of(row)
    if before == report:
        return
    check_seen(row.version, seen)
    others = stored.implementations.exclude(pk=row.pk)
    if others.filter(service__iexact=report.service).exists():
        raise _known_service()
    for name, value in vars(report).items():
        setattr(row, name, value)
    row.changed_at, row.version = at, row.version + 1
    row.save()
    if replace(before, service="", users=None) != replace(report, service="", users=None):
        note = report.done if report.done != before.done else ""
        _note(row, author=author, note=note, at=at)
    changed = [name for name, value in vars(report).items() if getattr(before, name) != value]
    record(by, "implementation_changed", IMPLEMENTATION, row.pk, at=at, changed=changed)


def report_of(row: Implementation) -> Report:
    """Return what a record says."""
    return Report(
        row.service,
        ImplementationState(row.state),
        row.starts_on,
        row.progress,
        row.done,
        row.obstacles,
        row.users,
    )


def application_begins(cluster: Cluster) -> date | None:
    """Return the first day of the application period; None where the plan sets none."""
    rows = cluster.phases.filter(kind=PhaseKind.APPLICATION)
    begins: date | None = rows.aggregate(first=Min("starts_on"))["first"]
    return begins


def _locked(membership: Membership, at: datetime) -> Membership:
    rows = Membership.objects.select_for_update(no_key=True, of=("self",)).with_names()
    stored = rows.get(pk=membership.pk)
    check_open(stored.cluster)
    if stored.state != MembershipState.SELECTED:
        text = _("Only local governments that were selected keep a record.")
        raise ClusterError("not_selected", text)
    begins = application_begins(stored.cluster)
    if begins is not None and at.astimezone(stored.cluster.tz).date() < begins:
        text = _("The application period begins on %(day)s.")
        day = short_date(begins, get_language() or SL)
        raise ClusterError("too_early", text % {"day": day})
    return stored


def _note(row: Implementation, *, author: Member, note: str, at: datetime) -> None:
    ProgressNote.objects.create(
        implementation=row,
        progress=row.progress,
        state=row.state,
        note=note,
        author=author,
        noted_at=at,
    )


def _known_service() -> ClusterError:
    text = _("There is a record of this service already: open it and change it.")
    return ClusterError("known_service", text)

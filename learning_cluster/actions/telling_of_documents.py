"""Who is told what becomes of deliverables and documents; called within the action itself."""

from collections.abc import Iterable
from datetime import datetime

from learning_cluster.enums import MemberRole
from learning_cluster.messages.documents import News, tell
from learning_cluster.models import Consultation, Deliverable, Document, Member


def tell_hosts(of: Deliverable | Document, what: News, *, at: datetime) -> None:
    """Tell the coordinators of the cluster."""
    _tell(_people(of, MemberRole.COORDINATOR), of, what, at)


def tell_responsible(
    of: Deliverable | Document, role: MemberRole, what: News, *, at: datetime
) -> None:
    """Tell those who have to bring it, by their role in the cluster."""
    _tell(_people(of, role), of, what, at)


def tell_reviewer(consultation: Consultation, *, at: datetime) -> None:
    if consultation.reviewer:
        _tell([consultation.reviewer], consultation.deliverable, "asked", at)


def _people(of: Deliverable | Document, role: MemberRole) -> Iterable[Member]:
    return Member.objects.accepted().filter(cluster=of.cluster, role=role)


def _tell(people: Iterable[Member], of: Deliverable | Document, what: News, at: datetime) -> None:
    for member in people:
        tell(member, of, what=what, at=at)

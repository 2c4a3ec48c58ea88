"""Who is asked to an event, by what they are in the cluster (L2, L8)."""

from django.db.models import QuerySet

from learning_cluster.enums import EventKind, MemberRole
from learning_cluster.models import Event, Member

_ALWAYS = (
    MemberRole.REPRESENTATIVE,
    MemberRole.PRACTITIONER,
    MemberRole.RESOURCE_PERSON,
    MemberRole.COORDINATOR,
)


def asked_roles(kind: str) -> tuple[MemberRole, ...]:
    """Return whose roles are asked by themselves; guests from the Board come to event 3 (L2)."""
    return (*_ALWAYS, MemberRole.BOARD_GUEST) if kind == EventKind.EXCHANGE_3 else _ALWAYS


def asked_to(event: Event) -> QuerySet[Member]:
    """Return the people an announcement asks."""
    rows = Member.objects.accepted().filter(cluster=event.cluster_id)
    return rows.filter(role__in=asked_roles(event.kind))


def not_asked(event: Event) -> QuerySet[Member]:
    """Return the people of the cluster who have not been asked to this event."""
    rows = Member.objects.accepted().filter(cluster=event.cluster_id).with_names()
    return rows.exclude(registrations__event=event)

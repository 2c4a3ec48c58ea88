"""Who is asked to an event, by what they are in the cluster (L2, L8)."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import get_language

from languages.sorting import sort_key
from languages.translated import in_script
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


def in_order(members: Iterable[Member]) -> list[Member]:
    """Return people by name, as the reader's script and language order letters."""
    language = get_language()
    return sorted(members, key=lambda one: (sort_key(in_script(one.name), language), one.pk))

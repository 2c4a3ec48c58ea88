"""A cluster with the people of its documents: resource person, coordinator, reviewer, member."""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from accounts.models import User
from learning_cluster.enums import MemberRole, TemplateKind
from learning_cluster.errors import ClusterError
from learning_cluster.models import Cluster, Deliverable, Document, Member, TemplateSection
from privacy.audit import Actor
from tests.factories.learning_cluster import (
    ClusterFactory,
    DeliverableFactory,
    HelperFactory,
    MemberFactory,
    MembershipFactory,
    PhaseFactory,
    signed_up,
)

ANA = Actor(role="cluster_coordinator", user_id=7, channel="admin")


@dataclass(frozen=True)
class Scene:
    """`one` is a deliverable with the template of an agenda, due on 1 December 2026."""

    cluster: Cluster
    guide: Member
    coordinator: Member
    reviewer: Member
    member: Member
    one: Deliverable

    @property
    def user(self) -> User:
        return self.guide.user


def scene(**facts) -> Scene:
    """Everybody has an account; `facts` are those of the deliverable."""
    cluster = ClusterFactory()
    guide, coordinator, reviewer = (
        HelperFactory(cluster=cluster, role=role, organisation=organisation)
        for role, organisation in (
            (MemberRole.RESOURCE_PERSON, ""),
            (MemberRole.COORDINATOR, "Савез"),
            (MemberRole.REVIEWER, "NALAS"),
        )
    )
    member = MemberFactory(membership=MembershipFactory(cluster=cluster))
    for one in (guide, coordinator, reviewer, member):
        signed_up(one)
    facts = {"template": TemplateKind.AGENDA} | facts
    one = DeliverableFactory(phase=PhaseFactory(cluster=cluster), **facts)
    return Scene(cluster, guide, coordinator, reviewer, member, one)


def whole_texts(template: str) -> dict[str, str]:
    """Return a text for each section that must not be empty."""
    rows = TemplateSection.objects.filter(template=template, is_required=True)
    return {one.slug: f"Текст {one.slug}" for one in rows}


def path(name: str, of: Scene, *args: object) -> str:
    return reverse(f"cluster_{name}", args=[of.cluster.slug, *args])


def signed(client, member: Member):
    client.force_login(member.user)
    return client


def fresh(row: Document | Deliverable):
    return type(row).objects.get(pk=row.pk)


def refusal(action, *args, **named) -> str:
    """Return the code of the error that `action` raises."""
    with pytest.raises(ClusterError) as error:
        action(*args, **named)
    return error.value.code

"""Rows of learning clusters, plain: no audit, no messages.

`ClusterFactory` is open from October to the next September; `signed_up()` gives a member the
account and the role to read it.
"""

import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory
from django.contrib.contenttypes.models import ContentType
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from factory.django import DjangoModelFactory

from accounts.roles import Role
from learning_cluster import enums, models
from privacy.secret_links import link_token, token_hash
from tests.factories.accounts import GrantFactory, UserFactory

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
STARTS_AT = datetime(2026, 12, 8, 8, 0, tzinfo=UTC)  # a Tuesday, 9.00 in Sarajevo

ROLES = {
    enums.MemberRole.REPRESENTATIVE: Role.CLUSTER_MEMBER,
    enums.MemberRole.PRACTITIONER: Role.CLUSTER_MEMBER,
    enums.MemberRole.BOARD_GUEST: Role.CLUSTER_MEMBER,
    enums.MemberRole.RESOURCE_PERSON: Role.RESOURCE_PERSON,
    enums.MemberRole.COORDINATOR: Role.CLUSTER_COORDINATOR,
    enums.MemberRole.REVIEWER: Role.PARTNER_REVIEWER,
}


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = models.Project

    slug = factory.Sequence(lambda number: f"projekat-{number}")
    name_sr = factory.Sequence(lambda number: f"Пројекат {number}")
    aim_sr = "Циљ"


class ClusterFactory(DjangoModelFactory):
    class Meta:
        model = models.Cluster

    project = factory.SubFactory(ProjectFactory)
    slug = factory.Sequence(lambda number: f"klaster-{number}")
    name_sr = factory.Sequence(lambda number: f"Кластер {number}")
    host = "Савез општина и градова"
    starts_on = date(2026, 10, 1)
    ends_on = date(2027, 9, 30)
    state = enums.ClusterState.OPEN
    is_public = True
    created_at = AT
    changed_at = AT


class PhaseFactory(DjangoModelFactory):
    class Meta:
        model = models.Phase

    cluster = factory.SubFactory(ClusterFactory)
    order = factory.Sequence(lambda number: number)
    number = 3
    name_sr = "Концептуализација"
    kind = enums.PhaseKind.CONCEPTUALISATION
    halves = 6
    starts_on = date(2026, 11, 1)
    ends_on = date(2027, 2, 28)


class LocalGovernmentFactory(DjangoModelFactory):
    class Meta:
        model = models.LocalGovernment

    slug = factory.Sequence(lambda number: f"opstina-{number}")
    name_sr = factory.Sequence(lambda number: f"Општина {number}")
    kind = enums.GovernmentKind.MUNICIPALITY
    email = factory.LazyAttribute(lambda one: f"{one.slug}@primer.example")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = models.Membership

    uid = factory.LazyFunction(uuid.uuid4)
    cluster = factory.SubFactory(ClusterFactory)
    government = factory.SubFactory(LocalGovernmentFactory)
    kind = enums.MembershipKind.ADDITIONAL
    state = enums.MembershipState.SELECTED
    reason = "Има искуство."
    link_hash = factory.LazyAttribute(
        lambda one: token_hash(link_token("learning_cluster.membership", one.uid))
    )
    invited_at = AT


class MemberFactory(DjangoModelFactory):
    """A representative; `seat` and `place` are the next free ones."""

    class Meta:
        model = models.Member

    uid = factory.LazyFunction(uuid.uuid4)
    cluster = factory.SelfAttribute("membership.cluster")
    membership = factory.SubFactory(MembershipFactory)
    role = enums.MemberRole.REPRESENTATIVE
    seat = factory.LazyAttribute(
        lambda one: models.Member.objects.live().filter(membership=one.membership).count() + 1
    )
    place = factory.LazyAttribute(
        lambda one: (
            models.Member.objects.live().filter(cluster=one.cluster, place__isnull=False).count()
            + 1
        )
    )
    name = factory.Sequence(lambda number: f"Ана Примјер {number}")
    email = factory.Sequence(lambda number: f"ana{number}@primer.example")
    state = enums.MemberState.ACCEPTED
    link_hash = factory.LazyAttribute(
        lambda one: token_hash(link_token("learning_cluster.member", one.uid))
    )
    invited_at = AT


class HelperFactory(MemberFactory):
    """Somebody who represents nobody: pass `cluster` and `role`."""

    cluster = factory.SubFactory(ClusterFactory)
    membership = None
    seat = None
    place = None
    role = enums.MemberRole.RESOURCE_PERSON


class EventFactory(DjangoModelFactory):
    """An exchange of one day, announced."""

    class Meta:
        model = models.Event

    cluster = factory.SubFactory(ClusterFactory)
    kind = enums.EventKind.EXCHANGE_1
    name_sr = "Први догађај размјене"
    period = DateTimeTZRange(STARTS_AT, STARTS_AT + timedelta(hours=8))
    state = enums.EventState.ANNOUNCED
    announced_at = AT
    changed_at = AT


class SessionFactory(DjangoModelFactory):
    """A booked mentoring session of an hour; its local governments are added by the test."""

    class Meta:
        model = models.MentoringSession

    resource_person = factory.SubFactory(HelperFactory)
    cluster = factory.SelfAttribute("resource_person.cluster")
    period = factory.Sequence(
        lambda number: DateTimeTZRange(
            STARTS_AT + timedelta(hours=number), STARTS_AT + timedelta(hours=number + 1)
        )
    )
    join_link = "https://video.example/sastanak"
    booked_at = AT
    changed_at = AT


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = models.Document

    cluster = factory.SubFactory(ClusterFactory)
    template = enums.TemplateKind.ASSIGNMENT_REPORT
    created_at = AT


class DeliverableFactory(DjangoModelFactory):
    class Meta:
        model = models.Deliverable

    phase = factory.SubFactory(PhaseFactory)
    name_sr = "Извјештај"
    due = date(2026, 12, 1)


class CallFactory(DjangoModelFactory):
    """A published call that takes applications at AT."""

    class Meta:
        model = models.Call

    cluster = factory.SubFactory(ClusterFactory)
    slug = factory.Sequence(lambda number: f"poziv-{number}")
    name_sr = "Позив за ресурсно лице"
    about_sr = "Задатак"
    ceiling = Decimal("6131.52")
    published_at = AT - timedelta(days=1)
    deadline = AT + timedelta(days=14)


def signed_up(member):
    """Give a member an account and the role for the cluster; return the account."""
    member.user = UserFactory()
    member.save(update_fields=["user"])
    GrantFactory(
        user=member.user,
        role=ROLES[enums.MemberRole(member.role)],
        scope_type=ContentType.objects.get_for_model(models.Cluster),
        scope_id=member.cluster.pk,
    )
    return member.user


class CriterionFactory(DjangoModelFactory):
    """A required criterion; pass `kind` and `most` for an advantage."""

    class Meta:
        model = models.Criterion

    call = factory.SubFactory(CallFactory)
    kind = enums.CriterionKind.REQUIRED
    text_sr = factory.Sequence(lambda number: f"Услов {number}")
    order = factory.Sequence(lambda number: number)


class ApplicationFactory(DjangoModelFactory):
    """A draft whose address is proved and in which everything else is missing."""

    class Meta:
        model = models.Application

    uid = factory.LazyFunction(uuid.uuid4)
    call = factory.SubFactory(CallFactory)
    kind = enums.ApplicantKind.NATURAL
    name = factory.Sequence(lambda number: f"Тајна Примјер {number}")
    email = factory.Sequence(lambda number: f"tajna{number}@prijava.example")
    state = enums.ApplicationState.DRAFT
    language = "sr"
    link_hash = factory.LazyAttribute(
        lambda one: token_hash(link_token("learning_cluster.application", one.uid))
    )
    confirm_until = AT + timedelta(hours=24)
    created_at = AT
    saved_at = AT


class SubmittedFactory(ApplicationFactory):
    """Handed in, an hour after AT; answers and papers are for the test to add."""

    state = enums.ApplicationState.SUBMITTED
    profile = enums.Profile.A
    amount = Decimal("6000.00")
    submitted_at = AT + timedelta(hours=1)


class PaperFactory(DjangoModelFactory):
    class Meta:
        model = models.Paper

    application = factory.SubFactory(ApplicationFactory)
    kind = enums.PaperKind.CV
    file = factory.django.FileField(filename="paper.pdf", data=b"%PDF-1.7 secret")
    size = 15
    digest = "0" * 64
    added_at = AT


class ScorerFactory(DjangoModelFactory):
    """Somebody with an account and the role, who scores a call."""

    class Meta:
        model = models.Scorer

    call = factory.SubFactory(CallFactory)
    user = factory.LazyFunction(lambda: GrantFactory(role=Role.CALL_SCORER).user)
    name = factory.Sequence(lambda number: f"Оцјењивач {number}")

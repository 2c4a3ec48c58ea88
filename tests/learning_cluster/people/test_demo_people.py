"""The demonstration's people: both clusters as the rules want them, two of them with work left."""

import pytest

from accounts.grants import scopes_of
from accounts.models import User
from accounts.roles import Role
from learning_cluster.demo_people import load_people
from learning_cluster.enums import MOST_PARTICIPANTS, ClusterState, MemberState
from learning_cluster.models import Cluster, Member
from messaging.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.learning_cluster import AT, ClusterFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("L2")]
SLUG = "dnevni-centri-i-mobilni-timovi"
ACCOUNTS = ["cluster_coordinator", "cluster_member", "partner_reviewer", "resource_person"]


@pytest.fixture
def clusters():
    for name in ACCOUNTS:
        UserFactory(username=name)
    past = ClusterFactory(slug=f"{SLUG}-2024", state=ClusterState.CLOSED)
    return past, ClusterFactory(slug=SLUG)


def test_demo_clusters_are_full_and_almost_full(clusters):
    past, running = clusters

    load_people(at=AT)

    live = [cluster.members.live().filter(place__isnull=False).count() for cluster in clusters]
    assert live == [MOST_PARTICIPANTS, MOST_PARTICIPANTS - 1]
    selected = past.memberships.selected()
    assert selected.filter(kind="pilot").count() == 3
    assert selected.filter(kind="additional").count() == 4
    assert running.members.get(state=MemberState.INVITED).invited_at == AT


def test_demo_accounts_are_in_their_clusters_and_the_member_in_one(clusters):
    _past, running = clusters

    load_people(at=AT)

    users = {name: User.objects.get(username=name) for name in ACCOUNTS}
    assert scopes_of(users["cluster_member"], Role.CLUSTER_MEMBER, AT) == {running.pk}
    for name in ("resource_person", "partner_reviewer"):
        assert scopes_of(users[name], Role(name), AT) == {one.pk for one in clusters}
    assert Member.objects.accepted().of_user(users["cluster_coordinator"]).count() == 2
    assert list(Cluster.objects.visible_to(users["cluster_member"], AT)) == [running]


def test_demo_shows_a_replacement_in_each(clusters):
    load_people(at=AT)

    for cluster in clusters:
        successor = cluster.members.get(replaces__isnull=False)
        assert successor.replaces.state == MemberState.ENDED
        assert successor.seat == successor.replaces.seat


def test_demo_again_adds_nobody_and_mails_nobody(clusters):
    first = load_people(at=AT)

    assert first["people"] > 30
    assert set(load_people(at=AT).values()) == {0}
    assert not Message.objects.exists()


def test_demo_without_clusters_loads_local_governments_alone():
    counts = load_people(at=AT)

    assert (counts["local_governments"], counts["people"]) == (10, 0)

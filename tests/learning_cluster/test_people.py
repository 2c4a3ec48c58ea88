"""Who may be in a cluster: two representatives each, fourteen in all, kept by the database (L2)."""

import pytest
from django.db import IntegrityError, transaction

from learning_cluster.enums import MOST_PARTICIPANTS, MemberRole, MembershipState, MemberState
from learning_cluster.models import Member, Membership
from tests.factories.learning_cluster import (
    AT,
    ClusterFactory,
    HelperFactory,
    MemberFactory,
    MembershipFactory,
    signed_up,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("L2")]


@pytest.mark.parametrize("seat", [1, 2, 3])
def test_member_third_of_a_local_government_is_refused(seat):
    government = MembershipFactory()
    MemberFactory.create_batch(2, membership=government)

    with pytest.raises(IntegrityError), transaction.atomic():
        MemberFactory(membership=government, seat=seat, place=9)


@pytest.mark.parametrize("place", [3, 15])
def test_member_fifteenth_of_a_cluster_is_refused(place):
    cluster = ClusterFactory()
    for _number in range(MOST_PARTICIPANTS // 2):
        MemberFactory.create_batch(2, membership=MembershipFactory(cluster=cluster))

    with pytest.raises(IntegrityError), transaction.atomic():
        MemberFactory(membership=MembershipFactory(cluster=cluster), place=place)


def test_member_who_has_left_frees_seat_and_place():
    government = MembershipFactory()
    gone, _stays = MemberFactory.create_batch(2, membership=government)
    Member.objects.filter(pk=gone.pk).update(state=MemberState.ENDED)

    new = MemberFactory(membership=government, seat=gone.seat, place=gone.place, replaces=gone)

    assert list(Member.objects.live().filter(membership=government, seat=gone.seat)) == [new]
    assert gone.successor == new


@pytest.mark.parametrize("state", [MembershipState.SELECTED, MembershipState.NOT_SELECTED])
def test_membership_is_decided_with_a_reason(state):
    row = MembershipFactory(state=MembershipState.INTERESTED, reason="")

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=row.pk).update(state=state)


@pytest.mark.req("X2")
@pytest.mark.parametrize("role", MemberRole)
def test_cluster_is_visible_to_its_people_alone(role):
    make = MemberFactory if role == MemberRole.REPRESENTATIVE else HelperFactory
    inside, other = make(role=role), make(role=role)
    user = signed_up(inside)
    signed_up(other)

    seen = type(inside.cluster).objects.visible_to(user, AT)

    assert list(seen) == [inside.cluster]
    assert list(Member.objects.visible_to(user, AT)) == [inside]

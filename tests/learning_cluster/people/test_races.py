"""Two coordinators invite into the last place at once; one answers a link twice (L2)."""

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from accounts.models import User
from learning_cluster.actions import accepting, members
from learning_cluster.actions.accepting import accept_as_new
from learning_cluster.actions.members import invite, replace
from learning_cluster.enums import MOST_PARTICIPANTS, MemberRole, MemberState
from learning_cluster.models import Member
from tests.factories.learning_cluster import (
    AT,
    ClusterFactory,
    MemberFactory,
    MembershipFactory,
)
from tests.learning_cluster.people.acting import MILA, PASSWORD, contact
from tests.racing import codes, meeting, race

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.req("L2"),
]


def almost_full():
    """Return a cluster with thirteen representatives and two local governments with a seat."""
    cluster = ClusterFactory()
    for _number in range(MOST_PARTICIPANTS // 2 - 1):
        MemberFactory.create_batch(2, membership=MembershipFactory(cluster=cluster))
    half, none = MembershipFactory.create_batch(2, cluster=cluster)
    MemberFactory(membership=half)
    return cluster, half, none


def inviting(cluster, row, email):
    def call():
        return invite(
            cluster,
            contact(email),
            role=MemberRole.REPRESENTATIVE,
            membership=row,
            by=MILA,
            at=AT,
        )

    return call


def both_find_it_free(monkeypatch):
    """Let two invitations meet between finding a number free and writing it."""
    meet = meeting(2)
    find = members.first_free

    def found(taken, most):
        number = find(taken, most)
        if most == MOST_PARTICIPANTS:
            meet()
        return number

    monkeypatch.setattr(members, "first_free", found)


def without_row_locks(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)


def test_last_place_is_given_once_and_the_second_coordinator_is_told(monkeypatch):
    cluster, half, none = almost_full()
    both_find_it_free(monkeypatch)

    outcomes = race(
        inviting(cluster, half, "a@primer.example"), inviting(cluster, none, "b@primer.example")
    )

    assert codes(outcomes) == ["no_place", "ok"]
    assert Member.objects.live().filter(cluster=cluster).count() == MOST_PARTICIPANTS


def test_without_the_lock_the_database_still_refuses_the_fifteenth(monkeypatch):
    cluster, half, none = almost_full()
    without_row_locks(monkeypatch)
    both_find_it_free(monkeypatch)

    outcomes = race(
        inviting(cluster, half, "a@primer.example"), inviting(cluster, none, "b@primer.example")
    )

    assert [isinstance(one, IntegrityError) for one in outcomes].count(True) == 1
    assert Member.objects.live().filter(cluster=cluster).count() == MOST_PARTICIPANTS


def test_last_seat_of_a_local_government_is_given_once(monkeypatch):
    row = MembershipFactory()
    MemberFactory(membership=row)
    both_find_it_free(monkeypatch)

    outcomes = race(
        inviting(row.cluster, row, "a@primer.example"),
        inviting(row.cluster, row, "b@primer.example"),
    )

    assert codes(outcomes) == ["no_seat", "ok"]


def both_find_it_open(monkeypatch):
    """Let two answers meet between reading the invitation and writing."""
    meet = meeting(2)
    look = accepting._open_invitation

    def looked(member, at):
        row = look(member, at)
        meet()
        return row

    monkeypatch.setattr(accepting, "_open_invitation", looked)


def accepting_it(member):
    names = {"first_name": "Ана", "last_name": "Примјер", "password": PASSWORD}
    return lambda: accept_as_new(member, **names, by=MILA, at=AT)


def test_invitation_accepted_twice_at_once_opens_one_account(monkeypatch):
    member = MemberFactory(state=MemberState.INVITED)
    both_find_it_open(monkeypatch)

    outcomes = race(*[accepting_it(member)] * 2)

    assert codes(outcomes) == ["answered", "ok"]
    assert User.objects.count() == 1


def test_without_the_lock_two_accounts_would_be_opened(monkeypatch):
    member = MemberFactory(state=MemberState.INVITED)
    without_row_locks(monkeypatch)
    both_find_it_open(monkeypatch)

    outcomes = race(*[accepting_it(member)] * 2)

    assert codes(outcomes) == ["ok", "ok"]
    assert User.objects.count() == 2


def test_somebody_is_replaced_by_one_of_two_colleagues():
    member = MemberFactory()

    outcomes = race(
        *[
            lambda email=email: replace(member, contact(email), reason="x", by=MILA, at=AT)
            for email in ("a@primer.example", "b@primer.example")
        ]
    )

    assert codes(outcomes) == ["ok", "replaced_already"]
    assert Member.objects.live().filter(membership=member.membership).count() == 1

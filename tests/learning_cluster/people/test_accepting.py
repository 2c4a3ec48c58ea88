"""Accepting gives an account and the role for the one cluster; declining frees the place (L2)."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.grants import roles_of, scopes_of
from accounts.models import Grant, User
from accounts.roles import Role
from learning_cluster.actions.accepting import accept_as, accept_as_new, decline
from learning_cluster.actions.endings import end
from learning_cluster.actions.members import replace
from learning_cluster.enums import (
    ClusterState,
    EventKind,
    EventState,
    MemberRole,
    MembershipState,
    MemberState,
)
from learning_cluster.invitations import HOLDS
from learning_cluster.models import Cluster, Member, Membership, Registration
from learning_cluster.roles import INVITED, ROLES
from tests.factories.learning_cluster import (
    AT,
    EventFactory,
    HelperFactory,
    MemberFactory,
    signed_up,
)
from tests.learning_cluster.people.acting import (
    MILA,
    PASSWORD,
    contact,
    mails,
    refusal,
    verbs,
    wanted,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("L2")]
NAMES = {"first_name": "Ана", "last_name": "Примјер", "password": PASSWORD}


def invited(role=MemberRole.REPRESENTATIVE, **more):
    make = MemberFactory if role == MemberRole.REPRESENTATIVE else HelperFactory
    return make(role=role, state=MemberState.INVITED, **more)


@pytest.mark.req("X2", "X5")
@pytest.mark.parametrize("role", INVITED)
def test_accepting_opens_an_account_for_the_one_cluster(role):
    member = invited(role)

    user = accept_as_new(member, **NAMES, by=MILA, at=AT)

    member.refresh_from_db()
    kept = User.objects.get(pk=user.pk)
    assert (member.state, member.user, member.name) == ("accepted", kept, "Ана Примјер")
    assert kept.check_password(PASSWORD)
    assert not kept.has_first_password
    assert roles_of(kept, AT) == {ROLES[role]}
    assert scopes_of(kept, ROLES[role], AT, model=Cluster) == {member.cluster.pk}
    assert Member.objects.accepted().of_user(kept).get() == member


@pytest.mark.req("L8", "I2")
def test_whoever_joins_late_is_invited_to_what_was_announced_before():
    member = invited()
    to_come = EventFactory(cluster=member.cluster, state=EventState.ANNOUNCED)
    EventFactory(
        cluster=member.cluster,
        kind=EventKind.EXCHANGE_2,
        state=EventState.PLANNED,
        announced_at=None,
    )
    EventFactory(state=EventState.ANNOUNCED)  # of another cluster
    over = DateTimeTZRange(AT - timedelta(days=9), AT - timedelta(days=8))
    EventFactory(
        cluster=member.cluster,
        kind=EventKind.TRAINING,
        state=EventState.ANNOUNCED,
        period=over,
    )

    accept_as_new(member, **NAMES, by=MILA, at=AT)

    assert [row.event for row in Registration.objects.filter(member=member)] == [to_come]
    assert [to for kind, to, _mail in mails("en") if kind == "event"] == [member.email]


@pytest.mark.req("L8")
def test_guest_who_joins_late_is_invited_to_the_third_event_alone():
    guest = invited(MemberRole.BOARD_GUEST)
    EventFactory(cluster=guest.cluster, kind=EventKind.EXCHANGE_2, state=EventState.ANNOUNCED)
    third = EventFactory(
        cluster=guest.cluster, kind=EventKind.EXCHANGE_3, state=EventState.ANNOUNCED
    )

    accept_as_new(guest, **NAMES, by=MILA, at=AT)

    assert [row.event for row in Registration.objects.filter(member=guest)] == [third]


def test_accepting_tells_the_username_by_mail_and_never_the_password():
    member = invited()

    user = accept_as_new(member, **NAMES, by=MILA, at=AT)

    ((kind, to, mail),) = mails("en")
    assert (kind, to) == ("member_account", member.email)
    assert user.username in mail.text
    assert PASSWORD not in mail.text


@pytest.mark.parametrize("state", [s for s in MemberState if s != MemberState.INVITED])
def test_invitation_is_accepted_once(state):
    member = MemberFactory(state=state)

    error = refusal(accept_as_new, member, **NAMES, at=AT)

    assert error.code == "answered"
    assert not User.objects.exists()


def test_invitation_runs_out():
    member = invited(invited_at=AT)

    error = refusal(accept_as_new, member, **NAMES, at=AT + HOLDS)
    accept_as_new(member, **NAMES, by=MILA, at=AT + HOLDS - timedelta(seconds=1))

    assert error.code == "link_over"


def test_invitation_of_a_local_government_that_left_is_no_more():
    member = invited()
    Membership.objects.filter(pk=member.membership.pk).update(state=MembershipState.LEFT)

    assert refusal(accept_as_new, member, **NAMES, at=AT).code == "not_selected"


def test_invitation_into_a_concluded_cluster_is_no_more():
    member = invited(cluster__state=ClusterState.CLOSED, role=MemberRole.PRACTITIONER)

    assert refusal(accept_as_new, member, **NAMES, at=AT).code == "cluster_closed"


def test_somebody_of_another_cluster_accepts_with_the_account_they_have():
    user = signed_up(MemberFactory())
    member = invited()

    accept_as(member, user, by=MILA, at=AT)

    assert Cluster.objects.visible_to(user, AT).count() == 2
    assert User.objects.count() == 1


def test_account_has_one_place_in_a_cluster():
    there = MemberFactory()
    user = signed_up(there)
    member = invited(membership=there.membership)

    error = refusal(accept_as, member, user, at=AT)

    assert error.code == "in_already"
    assert Grant.objects.filter(user=user).count() == 1


def test_declining_frees_the_place_and_tells_the_coordinator_nobodys_name():
    member = invited()
    HelperFactory(cluster=member.cluster, role=MemberRole.COORDINATOR, email="mila@primer.example")

    decline(member, reason="Нема времена", by=MILA, at=AT)

    member.refresh_from_db()
    ((kind, to, mail),) = mails("en")
    assert (member.state, member.reason) == ("declined", "Нема времена")
    assert (kind, to) == ("member_answered", "mila@primer.example")
    assert member.name not in mail.text
    assert not Member.objects.live().filter(membership=member.membership).exists()
    assert refusal(decline, member, reason="", at=AT).code == "answered"


@pytest.mark.req("X2")
def test_ending_a_place_shuts_the_door_at_once_and_stays_in_the_history():
    member = MemberFactory()
    user = signed_up(member)

    end(member, reason="Промијенила посао", by=MILA, at=AT)

    member.refresh_from_db()
    assert (member.state, member.ended_at, member.user) == ("ended", AT, user)
    assert not Cluster.objects.visible_to(user, AT).exists()
    assert wanted(AT) == ["member_ended"]
    assert verbs() == ["place_ended", "withdraw"]


def test_ending_leaves_what_somebody_has_in_another_cluster():
    member, other = MemberFactory(), MemberFactory()
    user = signed_up(member)
    accept_as_grant = {"user": user, "state": MemberState.ACCEPTED}
    Member.objects.filter(pk=other.pk).update(**accept_as_grant)
    signed_up_again = Grant.objects.get(user=user)
    Grant.objects.create(
        user=user,
        role=Role.CLUSTER_MEMBER,
        scope_type=signed_up_again.scope_type,
        scope_id=other.cluster.pk,
        valid_from=AT,
    )

    end(member, reason="Одлазак", by=MILA, at=AT)

    assert list(Cluster.objects.visible_to(user, AT)) == [other.cluster]


@pytest.mark.req("X5")
def test_ending_a_coordinators_place_takes_no_role_an_administrator_gave():
    member = HelperFactory(role=MemberRole.COORDINATOR)
    user = signed_up(member)

    end(member, reason="Замјена", by=MILA, at=AT)

    assert Member.objects.get(pk=member.pk).state == MemberState.ENDED
    assert roles_of(user, AT) == {Role.CLUSTER_COORDINATOR}
    assert verbs() == ["place_ended"]


def test_ending_without_a_reason_is_refused_and_twice_is_once():
    member = MemberFactory()

    error = refusal(end, member, reason="", at=AT)
    for _time in range(2):
        end(member, reason="Одлазак", by=MILA, at=AT)

    assert error.code == "reason_needed"
    assert verbs() == ["place_ended"]


def test_place_ends_in_a_concluded_cluster_too():
    member = MemberFactory(membership__cluster__state=ClusterState.CLOSED)

    end(member, reason="Одлазак", by=MILA, at=AT)

    assert Member.objects.get(pk=member.pk).state == MemberState.ENDED


def test_successor_takes_seat_and_place_and_names_who_was_there():
    member = MemberFactory()
    MemberFactory(membership=member.membership)
    user = signed_up(member)

    new = replace(member, contact(), reason="Пензија", by=MILA, at=AT)

    member.refresh_from_db()
    assert (new.replaces, new.seat, new.place) == (member, member.seat, member.place)
    assert (new.membership, new.role, new.state) == (member.membership, member.role, "invited")
    assert (member.state, member.reason) == ("ended", "Пензија")
    assert not Cluster.objects.visible_to(user, AT).exists()
    assert [kind for kind, _to, _mail in mails()] == ["member_ended", "member_invited"]


def test_chain_of_successors_goes_on_after_one_declined():
    first = MemberFactory()
    second = replace(first, contact(), reason="Пензија", by=MILA, at=AT)
    decline(second, reason="", by=MILA, at=AT)

    third = replace(second, contact("treca@primer.example"), reason="Одбила", by=MILA, at=AT)

    assert third.replaces == second
    assert second.replaces == first


def test_somebody_is_replaced_once_and_for_a_reason():
    member = MemberFactory()

    without = refusal(replace, member, contact(), reason="", at=AT)
    replace(member, contact(), reason="Пензија", by=MILA, at=AT)
    again = refusal(replace, member, contact("b@primer.example"), reason="Опет", at=AT)

    assert (without.code, again.code) == ("reason_needed", "replaced_already")


def test_replacement_that_is_refused_ends_nobodys_place():
    member = MemberFactory()
    other = MemberFactory(membership=member.membership)

    error = refusal(replace, member, contact(other.email), reason="Пензија", at=AT)

    assert error.code == "address_taken"
    assert Member.objects.get(pk=member.pk).state == MemberState.ACCEPTED


def test_same_address_may_take_the_place_it_had():
    member = MemberFactory(email="ured@primer.example")

    new = replace(member, contact("ured@primer.example"), reason="Пензија", by=MILA, at=AT)

    assert new.email == member.email

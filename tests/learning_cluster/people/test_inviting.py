"""Inviting people: two of a local government, fourteen in all, nobody twice (L2)."""

import pytest

from learning_cluster.actions.members import (
    correct,
    invite,
    join_as_coordinator,
    note_own_contact,
    send_again,
)
from learning_cluster.enums import (
    MOST_PARTICIPANTS,
    ClusterState,
    MemberRole,
    MembershipState,
    MemberState,
)
from learning_cluster.models import Member
from learning_cluster.roles import INVITED
from tests.factories.accounts import UserFactory
from tests.factories.learning_cluster import (
    AT,
    ClusterFactory,
    HelperFactory,
    MemberFactory,
    MembershipFactory,
)
from tests.learning_cluster.people.acting import MILA, contact, mails, refusal, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.req("L2")]
REPRESENTATIVE = MemberRole.REPRESENTATIVE


def test_representative_has_seat_and_place_from_the_invitation_on():
    row = MembershipFactory()

    member = invite(row.cluster, contact(), role=REPRESENTATIVE, membership=row, by=MILA, at=AT)

    kept = Member.objects.get(pk=member.pk)
    assert (kept.state, kept.seat, kept.place, kept.membership) == ("invited", 1, 1, row)
    assert verbs() == ["member_invited"]
    assert [(kind, to) for kind, to, _mail in mails()] == [
        ("member_invited", "nova@primer.example")
    ]


def test_third_representative_is_refused_and_told_who_the_two_are():
    row = MembershipFactory()
    MemberFactory(membership=row, name="Ана А")
    MemberFactory(membership=row, name="Бора Б", state=MemberState.INVITED)

    error = refusal(invite, row.cluster, contact(), role=REPRESENTATIVE, membership=row, at=AT)

    assert error.code == "no_seat"
    assert error.message == (
        f"{row.government.name} has two representatives already: Ана А, Бора Б."
        " Replace one of them."
    )
    assert Member.objects.count() == 2


def test_fifteenth_participant_is_refused():
    cluster = ClusterFactory()
    for _number in range(MOST_PARTICIPANTS // 2):
        MemberFactory.create_batch(2, membership=MembershipFactory(cluster=cluster))
    eighth = MembershipFactory(cluster=cluster)

    error = refusal(invite, cluster, contact(), role=REPRESENTATIVE, membership=eighth, at=AT)

    assert error.code == "no_place"
    assert error.message == ("All 14 places of the cluster are taken. Somebody must leave first.")


def test_place_of_who_declined_is_free_again():
    row = MembershipFactory()
    MemberFactory(membership=row)
    MemberFactory(membership=row, state=MemberState.DECLINED)

    member = invite(row.cluster, contact(), role=REPRESENTATIVE, membership=row, by=MILA, at=AT)

    assert (member.seat, member.place) == (2, 2)


@pytest.mark.parametrize("role", [role for role in INVITED if role != REPRESENTATIVE])
def test_others_take_no_place_of_the_fourteen(role):
    cluster = ClusterFactory()

    member = invite(cluster, contact(), role=role, by=MILA, at=AT)

    assert (member.seat, member.place, member.membership) == (None, None, None)


@pytest.mark.req("X5")
def test_coordinator_is_never_invited_by_mail():
    error = refusal(invite, ClusterFactory(), contact(), role=MemberRole.COORDINATOR, at=AT)

    assert error.code == "no_such_role"
    assert mails() == []


@pytest.mark.parametrize(
    "state", [state for state in MembershipState if state != MembershipState.SELECTED]
)
def test_representative_of_who_is_not_selected_is_refused(state):
    row = MembershipFactory(state=state)

    error = refusal(invite, row.cluster, contact(), role=REPRESENTATIVE, membership=row, at=AT)

    assert error.code == "not_selected"


def test_representative_of_another_clusters_local_government_is_refused():
    foreign = MembershipFactory()

    error = refusal(
        invite, ClusterFactory(), contact(), role=REPRESENTATIVE, membership=foreign, at=AT
    )

    assert error.code == "not_selected"


def test_address_is_in_a_cluster_once_however_it_is_written():
    there = MemberFactory(email="ana@primer.example", name="Ана А")

    error = refusal(
        invite,
        there.cluster,
        contact("ANA@primer.example"),
        role=MemberRole.PRACTITIONER,
        at=AT,
    )

    assert error.code == "address_taken"
    assert error.message == "Ана А, who is in the cluster, has this address already."


def test_address_may_be_in_two_clusters():
    MemberFactory(email="nova@primer.example")

    invite(ClusterFactory(), contact(), role=MemberRole.PRACTITIONER, by=MILA, at=AT)

    assert Member.objects.filter(email="nova@primer.example").count() == 2


def test_nobody_is_invited_into_a_concluded_cluster():
    cluster = ClusterFactory(state=ClusterState.CLOSED)

    error = refusal(invite, cluster, contact(), role=MemberRole.PRACTITIONER, at=AT)

    assert error.code == "cluster_closed"


@pytest.mark.req("X5")
def test_invitation_to_a_corrected_address_has_another_link():
    member = MemberFactory(state=MemberState.INVITED, email="pogresno@primer.example")
    old = member.link_hash

    send_again(member, name="Ана А", email="dobro@primer.example", by=MILA, at=AT)

    member.refresh_from_db()
    assert member.link_hash != old
    assert [to for _kind, to, _mail in mails()] == ["dobro@primer.example"]


def test_invitation_sent_again_keeps_its_link_and_its_full_time():
    member = MemberFactory(state=MemberState.INVITED)
    old = member.link_hash

    send_again(member, name=member.name, email=member.email, by=MILA, at=AT)

    member.refresh_from_db()
    assert (member.link_hash, member.invited_at) == (old, AT)


def test_invitation_that_was_answered_is_not_sent_again():
    error = refusal(send_again, MemberFactory(), name="Ана", email="a@primer.example", at=AT)

    assert error.code == "not_invited"


def test_correcting_keeps_addresses_apart():
    member = MemberFactory()
    other = MemberFactory(membership=member.membership)

    error = refusal(correct, member, name="Ана", email=other.email, at=AT)
    correct(member, name="Ана А", email="nova@primer.example", by=MILA, at=AT)

    member.refresh_from_db()
    assert error.code == "address_taken"
    assert (member.name, member.email) == ("Ана А", "nova@primer.example")


def test_coordinator_takes_a_place_once():
    cluster, user = ClusterFactory(), UserFactory()

    join_as_coordinator(cluster, user, contact(), by=MILA, at=AT)
    error = refusal(join_as_coordinator, cluster, user, contact("druga@primer.example"), at=AT)

    assert error.code == "in_already"
    assert Member.objects.get(cluster=cluster).role == MemberRole.COORDINATOR


def test_own_contact_is_kept_and_in_the_trail():
    member = HelperFactory()
    facts = {"phone": "051 111", "organisation": "Центар", "post": "Савјетник", "language": "en"}

    note_own_contact(member, **facts, by=MILA, at=AT)

    member.refresh_from_db()
    assert {name: getattr(member, name) for name in facts} == facts
    assert verbs() == ["contact_noted"]

"""Local governments: asked once, interested with reasons, decided with a reason and told (L2)."""

import pytest

from learning_cluster.actions.governments import (
    decide,
    decline_interest,
    invite_again,
    invite_government,
    leave,
    note_kind,
    state_interest,
)
from learning_cluster.enums import ClusterState, MemberRole, MembershipState, MemberState
from learning_cluster.messages.governments import MOST_TOLD, PERIOD
from learning_cluster.models import Member, Membership
from tests.factories.learning_cluster import (
    AT,
    ClusterFactory,
    HelperFactory,
    LocalGovernmentFactory,
    MemberFactory,
    MembershipFactory,
)
from tests.learning_cluster.people.acting import MILA, asked, mails, refusal, verbs, wanted

pytestmark = [pytest.mark.django_db, pytest.mark.req("L2")]
INTEREST = {"interest": "Имамо дневни центар.", "contact_name": "Вера"}


def open_one(state, **more):
    return MembershipFactory(
        state=state, contact_email="vera@primer.example", reason="Раније", **more
    )


def decided(row, is_selected=True, **more):
    facts = {"reason": "Има искуство.", "seen": row.state} | more
    decide(row, is_selected=is_selected, by=MILA, at=AT, **facts)
    return Membership.objects.get(pk=row.pk)


def test_local_government_is_asked_once_a_cluster():
    cluster, government = ClusterFactory(), LocalGovernmentFactory()

    row = invite_government(cluster, government, asked(), by=MILA, at=AT)
    error = refusal(invite_government, cluster, government, asked(), at=AT)
    invite_government(ClusterFactory(), government, asked(), by=MILA, at=AT)

    assert row.state == MembershipState.INVITED
    assert error.code == "invited_already"
    assert error.message == f"{government.name} has been invited to this cluster already."
    assert [to for _kind, to, _mail in mails()] == ["vera@primer.example"] * 2


def test_interest_is_kept_and_may_be_written_anew_until_the_decision():
    row = open_one(MembershipState.INVITED)

    state_interest(row, **INTEREST, by=MILA, at=AT)
    state_interest(row, **INTEREST | {"interest": "Боље речено."}, by=MILA, at=AT)

    row.refresh_from_db()
    assert (row.state, row.interest, row.answered_at) == ("interested", "Боље речено.", AT)
    assert verbs() == ["government_interested"] * 2


def test_who_said_no_may_still_change_their_mind():
    row = open_one(MembershipState.INVITED)

    decline_interest(row, by=MILA, at=AT)
    state_interest(row, **INTEREST, by=MILA, at=AT)

    assert Membership.objects.get(pk=row.pk).state == MembershipState.INTERESTED


def test_mailbox_of_the_coordinator_is_filled_by_nobody():
    row = open_one(MembershipState.INVITED)
    HelperFactory(cluster=row.cluster, role=MemberRole.COORDINATOR)

    for _time in range(MOST_TOLD):
        state_interest(row, **INTEREST, by=MILA, at=AT)
        decline_interest(row, by=MILA, at=AT)
    at_once = len(mails())
    state_interest(row, **INTEREST, by=MILA, at=AT + PERIOD)

    assert (at_once, len(mails())) == (MOST_TOLD, MOST_TOLD + 1)


@pytest.mark.parametrize("action", [state_interest, decline_interest])
@pytest.mark.parametrize("state", ["selected", "not_selected", "left"])
def test_answer_after_the_decision_is_refused(action, state):
    row = open_one(state)
    typed = INTEREST if action is state_interest else {}

    assert refusal(action, row, **typed, at=AT).code == "decided"


def test_answer_to_a_concluded_cluster_is_refused():
    row = open_one(MembershipState.INVITED, cluster__state=ClusterState.CLOSED)

    assert refusal(state_interest, row, **INTEREST, at=AT).code == "cluster_closed"


@pytest.mark.parametrize(("is_selected", "state"), [(True, "selected"), (False, "not_selected")])
def test_decision_is_told_with_its_reason(is_selected, state):
    row = decided(open_one(MembershipState.INTERESTED), is_selected)

    ((kind, to, mail),) = mails("en")
    assert (row.state, row.reason, row.decided_at) == (state, "Има искуство.", AT)
    assert (kind, to) == ("government_decided", "vera@primer.example")
    assert "Reason: Ima iskustvo." in mail.text


def test_decision_without_a_reason_is_refused():
    row = open_one(MembershipState.INTERESTED)

    error = refusal(decide, row, is_selected=True, reason="", seen=row.state, at=AT)

    assert error.code == "reason_needed"


def test_decision_on_what_has_changed_meanwhile_is_refused():
    row = open_one(MembershipState.INTERESTED)
    decided(row)

    error = refusal(decide, row, is_selected=False, reason="x", seen="interested", at=AT)

    assert error.code == "changed_meanwhile"
    assert Membership.objects.get(pk=row.pk).state == MembershipState.SELECTED


@pytest.mark.parametrize("state", [MembershipState.DECLINED, MembershipState.LEFT])
def test_who_does_not_want_to_come_is_not_selected(state):
    row = open_one(state)

    error = refusal(decide, row, is_selected=True, reason="x", seen=row.state, at=AT)

    assert error.code == "not_interested"


def test_pilot_that_has_not_answered_may_be_selected():
    assert decided(open_one(MembershipState.INVITED)).state == MembershipState.SELECTED


def test_decision_may_be_turned_while_nobody_has_come():
    row = decided(open_one(MembershipState.INTERESTED), is_selected=False)

    assert decided(row).state == MembershipState.SELECTED
    assert wanted(AT) == ["government_decided"]  # the first one is no longer true


def test_selected_one_with_representatives_is_not_turned_away():
    row = open_one(MembershipState.SELECTED)
    MemberFactory(membership=row, state=MemberState.INVITED)

    error = refusal(decide, row, is_selected=False, reason="x", seen=row.state, at=AT)

    assert error.code == "has_people"


def test_local_government_that_leaves_takes_its_representatives_along():
    row = open_one(MembershipState.SELECTED)
    MemberFactory.create_batch(2, membership=row)
    stays = MemberFactory(membership=MembershipFactory(cluster=row.cluster))

    leave(row, reason="Нема средстава", by=MILA, at=AT)

    row.refresh_from_db()
    assert (row.state, row.reason) == ("left", "Нема средстава")
    assert list(Member.objects.live().filter(cluster=row.cluster)) == [stays]
    assert refusal(leave, row, reason="x", at=AT).code == "not_selected"


def test_declined_one_is_asked_again_at_another_address_by_another_link():
    row = open_one(MembershipState.DECLINED)
    old = row.link_hash

    invite_again(row, contact_name="Иво", contact_email="ivo@primer.example", by=MILA, at=AT)

    row.refresh_from_db()
    assert (row.state, row.contact_name, row.link_hash != old) == ("invited", "Иво", True)
    assert [to for _kind, to, _mail in mails()] == ["ivo@primer.example"]


def test_who_wants_to_come_is_not_asked_again():
    row = open_one(MembershipState.INTERESTED)

    error = refusal(invite_again, row, contact_name="", contact_email="a@b.example", at=AT)

    assert error.code == "answered"


def test_kind_and_funding_are_noted():
    row = open_one(MembershipState.SELECTED)

    note_kind(row, kind="pilot", is_funded=True, by=MILA, at=AT)

    row.refresh_from_db()
    assert (row.kind, row.is_funded) == ("pilot", True)

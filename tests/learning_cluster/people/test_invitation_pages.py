"""Behind mailed links: GET changes nothing, POST accepts, declines, says why (L2, X5)."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.secret_pages import MISSES
from learning_cluster.actions.accepting import accept_as, send_password_link
from learning_cluster.enums import MemberRole, MembershipState, MemberState
from learning_cluster.invitations import (
    HOLDS,
    PASSWORD_LINKS,
    member_token,
    membership_token,
)
from learning_cluster.models import Cluster, Member, Membership
from tests.factories.accounts import GrantFactory
from tests.factories.learning_cluster import (
    AT,
    ClusterFactory,
    HelperFactory,
    MemberFactory,
    MembershipFactory,
    signed_up,
)
from tests.learning_cluster.people.acting import MILA, PASSWORD, mails, refusal

pytestmark = [pytest.mark.django_db, pytest.mark.req("L2")]
NAMES = {"first_name": "Ана", "last_name": "Примјер"}
TYPED = NAMES | {"password": PASSWORD, "again": PASSWORD}


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()
    yield
    cache.clear()


def invited(**more):
    facts = {"state": MemberState.INVITED, "invited_at": timezone.now()}
    return MemberFactory(**facts | more)


def of(row, name="cluster_invitation"):
    return reverse(name, args=[member_token(row)])


def asked(state=MembershipState.INVITED):
    return MembershipFactory(state=state, contact_email="vera@primer.example")


def of_government(row, name="cluster_interest"):
    return reverse(name, args=[membership_token(row)])


def test_invitation_read_changes_nothing_and_is_kept_from_robots(client):
    row = invited()

    response = client.get(of(row))

    assert response.status_code == 200
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert Member.objects.get(pk=row.pk).state == MemberState.INVITED
    assert not User.objects.exists()


@pytest.mark.req("X5")
def test_accepting_signs_in_and_leads_into_the_cluster(client):
    row = invited()

    response = client.post(of(row), TYPED, follow=True)

    user = User.objects.get()
    assert response.redirect_chain == [(reverse("cluster_home", args=[row.cluster.slug]), 302)]
    assert response.status_code == 200
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.username in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"password": "short", "again": "short"}, "password"),
        ({"password": "ana примјер", "again": "ana примјер"}, "password"),
        ({"again": "other calm river words"}, "again"),
        ({"first_name": ""}, "first_name"),
        ({"last_name": "x" * 61}, "last_name"),
        ({"first_name": "a\0b"}, "first_name"),
    ],
)
def test_bad_input_names_its_field_and_keeps_what_was_typed(client, typed, field):
    row = invited()

    response = client.post(of(row), TYPED | typed)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["last_name"].value() == (TYPED | typed)["last_name"]
    assert not User.objects.exists()


def test_accepting_twice_tells_that_it_was_answered(client):
    row = invited()
    client.post(of(row), TYPED)
    client.logout()

    response = client.post(of(row), TYPED)

    assert response.status_code == 409
    assert User.objects.count() == 1


def test_invitation_that_ran_out_opens_nothing(client):
    row = invited(invited_at=timezone.now() - HOLDS)

    assert client.get(of(row)).status_code == 410
    assert client.post(of(row), TYPED).status_code == 410
    assert not User.objects.exists()


@pytest.mark.req("X5")
def test_old_invitation_of_who_is_in_opens_no_account(client):
    row = MemberFactory()
    signed_up(row)

    response = client.get(of(row))

    assert response.status_code == 200
    assert 'form method="post" action="' + of(row) not in response.content.decode()
    assert client.post(of(row), TYPED).status_code == 409
    assert User.objects.count() == 1


def test_somebody_signed_in_accepts_with_their_account(client):
    user = signed_up(MemberFactory())
    row = invited()
    client.force_login(user)

    response = client.post(of(row, "cluster_accept_signed_in"))

    assert response.url == reverse("cluster_home", args=[row.cluster.slug])
    assert Member.objects.get(pk=row.pk).user == user
    assert User.objects.count() == 1


def test_accepting_as_signed_in_without_being_so_leads_back(client):
    row = invited()

    response = client.post(of(row, "cluster_accept_signed_in"))

    assert response.url == of(row)
    assert Member.objects.get(pk=row.pk).state == MemberState.INVITED


@pytest.mark.parametrize("name", ["cluster_accept_signed_in", "cluster_decline"])
def test_answers_are_posted_only(client, name):
    assert client.get(of(invited(), name)).status_code == 405


def test_declining_is_kept_with_its_reason(client):
    row = invited()

    response = client.post(of(row, "cluster_decline"), {"reason": "Нема времена"}, follow=True)

    row.refresh_from_db()
    assert response.status_code == 200
    assert (row.state, row.reason) == ("declined", "Нема времена")


def test_declining_with_too_long_a_reason_is_refused_and_keeps_it(client):
    row = invited()

    response = client.post(of(row, "cluster_decline"), {"reason": "x" * 501})

    assert list(response.context["decline_form"].errors) == ["reason"]
    assert response.context["decline_form"]["reason"].value() == "x" * 501
    assert Member.objects.get(pk=row.pk).state == MemberState.INVITED


def test_who_guesses_is_stopped_and_the_right_link_still_opens(client):
    row = invited()
    wrong = reverse("cluster_invitation", args=["x" * 43])

    codes = [client.get(wrong).status_code for _try in range(MISSES.limit + 1)]

    assert codes == [404] * MISSES.limit + [429]
    assert client.get(of(row)).status_code == 200


def test_interest_is_stated_without_an_account(client):
    row = asked()
    read = client.get(of_government(row)).status_code

    typed = {"interest": "Имамо дневни центар.", "contact_name": "Вера"}
    response = client.post(of_government(row), typed, follow=True)

    row.refresh_from_db()
    assert (read, response.status_code) == (200, 200)
    assert (row.state, row.interest, row.contact_name) == (
        "interested",
        "Имамо дневни центар.",
        "Вера",
    )


@pytest.mark.parametrize("typed", [{}, {"interest": "x" * 4001, "contact_name": "Вера"}])
def test_interest_without_its_reasons_is_refused(client, typed):
    row = asked()

    response = client.post(of_government(row), typed)

    assert "interest" in response.context["form"].errors
    assert response.context["form"]["interest"].value() == typed.get("interest")
    assert Membership.objects.get(pk=row.pk).state == MembershipState.INVITED


def test_local_government_declines(client):
    row = asked()

    client.post(of_government(row, "cluster_no_interest"))

    assert Membership.objects.get(pk=row.pk).state == MembershipState.DECLINED


def test_interest_after_the_decision_is_refused_with_what_was_typed(client):
    row = asked(MembershipState.NOT_SELECTED)

    response = client.post(of_government(row), {"interest": "Још", "contact_name": "Вера"})

    assert response.status_code == 409
    assert Membership.objects.get(pk=row.pk).interest == ""


@pytest.mark.parametrize("state", MembershipState)
def test_page_of_a_local_government_is_there_in_every_state(client, state):
    assert client.get(of_government(asked(state))).status_code == 200


def password_link(member):
    token = PASSWORD_LINKS.make_token(member.user)
    return reverse("cluster_password", args=[member.uid, token])


def ours():
    member = MemberFactory()
    signed_up(member)
    return member


@pytest.mark.req("X5")
def test_forgotten_password_is_chosen_anew_behind_a_link_that_works_once(client):
    member = ours()
    coordinated = Cluster.objects.filter(pk=member.cluster.pk)
    send_password_link(member, coordinated=coordinated, by=MILA, at=AT)
    ((kind, _to, mail),) = mails("en")
    path = password_link(member)

    typed = {"password": PASSWORD, "again": PASSWORD}
    codes = [client.get(path).status_code, client.post(path, typed).status_code]
    again = client.post(path, typed).status_code

    assert kind == "member_password"
    assert f"/{member.uid}/" in mail.text
    assert (codes, again) == ([200, 302], 404)
    assert User.objects.get(pk=member.user.pk).check_password(PASSWORD)


@pytest.mark.req("X5")
def test_password_link_opens_no_more_than_its_coordinator_could_give(client):
    member = ours()
    coordinated = Cluster.objects.filter(pk=member.cluster.pk)

    elsewhere = refusal(
        send_password_link,
        member,
        coordinated=Cluster.objects.filter(pk=ClusterFactory().pk),
        at=AT,
    )
    GrantFactory(user=member.user, role="clerk")
    other_role = refusal(send_password_link, member, coordinated=coordinated, at=AT)
    typed = {"password": PASSWORD, "again": PASSWORD}
    client.post(password_link(member), typed)

    assert (elsewhere.code, other_role.code) == ("not_ours", "not_ours")
    assert not User.objects.get(pk=member.user.pk).check_password(PASSWORD)


@pytest.mark.req("X5")
def test_password_link_of_somebody_else_or_made_up_opens_nothing(client):
    member, other = ours(), ours()
    token = PASSWORD_LINKS.make_token(other.user)

    for made_up in (token, "x" * 40):
        path = reverse("cluster_password", args=[member.uid, made_up])
        assert client.get(path).status_code == 404


@pytest.mark.req("X5")
def test_password_link_ends_as_soon_as_the_account_is_given_more(client):
    member, elsewhere = ours(), MemberFactory(state=MemberState.INVITED)
    path = password_link(member)
    accept_as(elsewhere, member.user, by=MILA, at=AT)

    response = client.post(path, {"password": PASSWORD, "again": PASSWORD})

    assert response.status_code == 404
    assert not User.objects.get(pk=member.user.pk).check_password(PASSWORD)


@pytest.mark.req("X5")
def test_password_link_ends_with_the_place(client):
    member = ours()
    path = password_link(member)
    Member.objects.filter(pk=member.pk).update(state=MemberState.ENDED)

    assert client.get(path).status_code == 404


def test_guest_is_invited_too(client):
    row = HelperFactory(
        role=MemberRole.BOARD_GUEST, state=MemberState.INVITED, invited_at=timezone.now()
    )

    assert client.post(of(row), TYPED).status_code == 302

"""Every page of people, for every role, its own cluster and a foreign one (X2)."""

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import STAFF_ROLES, Role
from learning_cluster.enums import MemberRole
from learning_cluster.invitations import member_token
from learning_cluster.staff.urls.people import urlpatterns as staff_patterns
from learning_cluster.urls.people import urlpatterns as inside_patterns
from tests.factories.accounts import UserFactory, staff
from tests.factories.learning_cluster import HelperFactory, MemberFactory, signed_up

pytestmark = [pytest.mark.django_db, pytest.mark.req("X2", "L2")]

STAFF = [pattern.name for pattern in staff_patterns]
INSIDE = [pattern.name for pattern in inside_patterns if "slug" in pattern.pattern.converters]
INVITED = [role for role in MemberRole if role != MemberRole.COORDINATOR]


def admin(name, cluster, row=None):
    """Return an address of the admin; `row` stands in it where it takes one."""
    pattern = next(one for one in staff_patterns if one.name == name)
    keys = {"slug": cluster.slug}
    if "pk" in pattern.pattern.converters:
        keys["pk"] = row.membership.pk if name.startswith("government") else row.pk
    return reverse(f"learning_cluster:{name}", kwargs=keys)


def answers(client, path):
    """Return the codes of reading and writing; 405 says that the page knows no such method."""
    return {client.get(path).status_code, client.post(path).status_code} - {405}


def somebody(role):
    make = MemberFactory if role == MemberRole.REPRESENTATIVE else HelperFactory
    return make(role=role)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_admin_is_there_for_the_coordinator_alone(client, role):
    row = MemberFactory()
    staff(client, role, scope=row.cluster)

    codes = {name: client.get(admin(name, row.cluster, row)).status_code for name in STAFF}

    if role == Role.CLUSTER_COORDINATOR:
        assert set(codes.values()) == {200, 302}
    else:
        assert set(codes.values()) == {404}
        paths = [admin(name, row.cluster, row) for name in STAFF]
        assert {code for path in paths for code in answers(client, path)} == {404}


@pytest.mark.parametrize("name", STAFF)
def test_admin_of_a_foreign_cluster_is_not_there(client, name):
    own, foreign = MemberFactory(), MemberFactory()
    staff(client, Role.CLUSTER_COORDINATOR, scope=own.cluster)

    assert answers(client, admin(name, foreign.cluster, foreign)) == {404}
    if admin(name, own.cluster, own) != admin(name, own.cluster, foreign):
        # A stranger's key below one's own cluster.
        assert answers(client, admin(name, own.cluster, foreign)) == {404}


@pytest.mark.parametrize("role", INVITED)
def test_admin_stays_shut_to_the_clusters_own_people(client, role):
    row = somebody(role)
    client.force_login(signed_up(row))
    of = row if row.membership else MemberFactory(membership__cluster=row.cluster)

    codes = {client.get(admin(name, row.cluster, of)).status_code for name in STAFF}

    assert codes == {403}


@pytest.mark.parametrize("name", INSIDE)
@pytest.mark.parametrize("role", INVITED)
def test_inside_is_there_for_the_clusters_own_people_alone(client, name, role):
    row, foreign = somebody(role), somebody(role)
    client.force_login(signed_up(row))
    signed_up(foreign)

    own = client.get(reverse(name, args=[row.cluster.slug])).status_code
    other = answers(client, reverse(name, args=[foreign.cluster.slug]))

    assert (own, other) == (200, {404})


@pytest.mark.parametrize("name", INSIDE)
def test_inside_is_not_there_for_somebody_signed_in_from_elsewhere(client, name):
    row = MemberFactory()
    client.force_login(UserFactory())

    assert answers(client, reverse(name, args=[row.cluster.slug])) == {404}


@pytest.mark.parametrize("name", [*INSIDE, "my_clusters"])
def test_inside_leads_strangers_to_the_sign_in(client, name):
    args = [] if name == "my_clusters" else [MemberFactory().cluster.slug]

    response = client.get(reverse(name, args=args))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_inside_asks_the_coordinator_for_the_second_factor(client):
    row = MemberFactory()
    user = staff(client, Role.CLUSTER_COORDINATOR, scope=row.cluster).session["_auth_user_id"]
    path = reverse("cluster_people", args=[row.cluster.slug])
    proven = client.get(path).status_code
    client.logout()
    client.force_login(User.objects.get(pk=user))

    unproven = client.get(path)

    assert proven == 200
    assert unproven.url.startswith(reverse("mfa_reauthenticate"))


@pytest.mark.parametrize(
    "name",
    [
        "cluster_invitation",
        "cluster_accept_signed_in",
        "cluster_decline",
        "cluster_interest",
        "cluster_no_interest",
    ],
)
def test_wrong_link_is_a_page_that_is_not_there(client, name):
    MemberFactory()

    assert answers(client, reverse(name, args=["x" * 43])) == {404}


def test_link_of_a_person_opens_nothing_of_the_local_government(client):
    row = MemberFactory()

    assert client.get(reverse("cluster_interest", args=[member_token(row)])).status_code == 404

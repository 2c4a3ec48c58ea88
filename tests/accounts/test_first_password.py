"""A password somebody else has seen opens nothing but the page to change it (X5)."""

import pytest

from accounts.actions import give
from accounts.models import User
from accounts.newcomers import open_account, renew_first_password
from accounts.roles import Role
from privacy.audit import SYSTEM
from privacy.models import AuditEntry
from tests.factories.accounts import GrantFactory, authenticator, signed_in

pytestmark = pytest.mark.django_db

CHANGE = "/prijava/password/change/"
OWN = "another quiet window"


@pytest.fixture
def newcomer(client, at) -> tuple[User, str]:
    """Return a clerk who has just signed in with the first password, and that password."""
    user, raw = open_account(first_name="Živa", last_name="Novak", by=SYSTEM, at=at)
    give(user, Role.CLERK, by=SYSTEM, at=at)
    response = client.post("/prijava/login/", {"login": user.username, "password": raw})
    assert response.url == "/admin/"
    return user, raw


def change(client, old: str, new: str):
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


@pytest.mark.req("X5")
@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/narocanje/",
        "/prijava/2fa/",
        "/prijava/2fa/first/",
        "/prijava/2fa/totp/activate/",
        "/prijava/2fa/recovery-codes/",
    ],
)
def test_first_password_leads_to_its_change_before_anything_else(client, newcomer, path):
    assert client.get(path).url == CHANGE
    assert client.get(CHANGE).status_code == 200


@pytest.mark.req("X5")
def test_first_password_opens_no_staff_page_even_with_a_second_factor(client, newcomer):
    user, _raw = newcomer
    signed_in(client, user)

    assert client.get("/admin/narocanje/").url == CHANGE
    headers = {"X-Requested-With": "XMLHttpRequest"}
    assert client.get("/admin/", headers=headers).status_code == 403


@pytest.mark.req("X5")
def test_own_password_leads_on_to_the_second_factor(client, newcomer):
    user, raw = newcomer

    done = change(client, raw, OWN)

    user.refresh_from_db()
    assert (user.has_first_password, user.check_password(OWN)) == (False, True)
    assert done.url == "/admin/"
    assert client.get("/admin/").url == "/prijava/2fa/first/"
    assert AuditEntry.objects.filter(verb="password_changed", object_id=user.pk).count() == 1


@pytest.mark.req("X5")
def test_first_password_again_is_no_password_of_ones_own(client, newcomer):
    user, raw = newcomer

    refused = change(client, raw, raw)

    user.refresh_from_db()
    assert list(refused.context["form"].errors) == ["password1"]
    assert user.has_first_password
    assert client.get("/admin/").url == CHANGE


def test_change_that_is_refused_leaves_the_first_password_one(client, newcomer):
    user, _raw = newcomer

    change(client, "wrong", OWN)

    user.refresh_from_db()
    assert user.has_first_password


@pytest.mark.req("X5")
def test_new_first_password_is_one_too(at):
    user, _raw = open_account(first_name="Živa", last_name="Novak", by=SYSTEM, at=at)
    User.objects.filter(pk=user.pk).update(has_first_password=False)

    renew_first_password(user, by=SYSTEM, at=at)

    user.refresh_from_db()
    assert user.has_first_password


def test_who_has_a_password_of_their_own_is_not_asked(client):
    grant = GrantFactory()
    authenticator(grant.user)
    signed_in(client, grant.user)

    assert client.get("/admin/").status_code == 200
    assert client.get("/prijava/2fa/").status_code == 200

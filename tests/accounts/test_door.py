"""Who gets through the door of the admin, and by which entrances nobody does (X2, X5)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access import roles_here, roles_known
from accounts.actions import give, withdraw
from accounts.models import Grant, User
from accounts.roles import STAFF_ROLES, Role
from privacy.audit import SYSTEM
from tests.factories.accounts import (
    PASSWORD,
    GrantFactory,
    UserFactory,
    authenticator,
    signed_in,
    staff,
)

pytestmark = pytest.mark.django_db

HOME = "/admin/"
ENTRANCES = [
    "/admin/",
    "/admin/pages/",
    "/admin/api/main/pages/",
    "/admin/reports/site-history/",
    "/admin/users/",
    "/admin/images/",
    "/admin/snippets/",
    "/admin/account/",
    "/admin/sprite/",
    "/admin/jsi18n/",
    "/admin/test404/",
    "/admin/nothing/here/",
]


@pytest.mark.req("X5")
@pytest.mark.parametrize("path", ENTRANCES)
def test_admin_stranger_is_sent_to_sign_in(client, path):
    response = client.get(path)

    assert response.status_code == 302
    assert response.url == f"/prijava/login/?next={path.replace('/', '%2F')}"


@pytest.mark.req("X5")
@pytest.mark.parametrize("path", ENTRANCES)
def test_admin_password_alone_opens_nothing(client, path):
    grant = GrantFactory()
    authenticator(grant.user)
    signed_in(client, grant.user, proven=False)

    response = client.get(path)

    assert response.status_code == 302
    assert response.url == f"/prijava/2fa/reauthenticate/?next={path.replace('/', '%2F')}"


@pytest.mark.req("X5")
@pytest.mark.parametrize("path", ENTRANCES)
def test_admin_without_a_second_factor_leads_to_its_set_up(client, path):
    signed_in(client, GrantFactory().user, proven=False)

    response = client.get(path)

    assert response.status_code == 302
    assert response.url == "/prijava/2fa/first/"


@pytest.mark.req("X2", "X5")
@pytest.mark.parametrize("role", Role)
def test_admin_opens_for_staff_roles_alone(client, role):
    staff(client, role)

    response = client.get(HOME)

    assert response.status_code == (200 if role in STAFF_ROLES else 403)


@pytest.mark.req("X5")
def test_admin_superuser_needs_a_second_factor_too(client):
    boss = UserFactory(is_superuser=True)

    assert signed_in(client, boss, proven=False).get(HOME).url == "/prijava/2fa/first/"
    assert signed_in(client, boss).get(HOME).status_code == 200


@pytest.mark.req("X2")
def test_admin_permission_without_a_grant_opens_nothing(client):
    user = UserFactory()
    user.user_permissions.set(Permission.objects.all())
    signed_in(client, user)

    response = client.get(HOME)

    assert response.status_code == 403
    assert "accounts/no_access.html" in [t.name for t in response.templates]


@pytest.mark.req("X5")
def test_admin_script_is_refused_plainly(client):
    grant = GrantFactory()

    headers = {"X-Requested-With": "XMLHttpRequest"}
    stranger = client.get(HOME, headers=headers)
    signed_in(client, grant.user, proven=False)
    unproven = client.get(HOME, headers=headers)

    assert (stranger.status_code, unproven.status_code) == (403, 403)


def test_admin_post_is_not_repeated_after_sign_in(client):
    response = client.post("/admin/pages/1/delete/")

    assert response.url == "/prijava/login/?next=%2Fadmin%2F"


@pytest.mark.req("X2")
def test_admin_ended_grant_shuts_the_door_at_once(client):
    now = timezone.now()
    user = UserFactory()
    grant = give(user, Role.EDITOR, by=SYSTEM, at=now - timedelta(days=1))
    signed_in(client, user)
    assert client.get(HOME).status_code == 200

    Grant.objects.filter(pk=grant.pk).update(valid_to=now)

    assert client.get(HOME).status_code == 403


@pytest.mark.req("X2")
def test_admin_grant_that_begins_later_opens_nothing_yet(client):
    grant = GrantFactory(valid_from=timezone.now() + timedelta(hours=1))
    signed_in(client, grant.user)

    assert client.get(HOME).status_code == 403


@pytest.mark.req("X2")
def test_admin_page_rights_end_with_the_editor_role(client):
    """Somebody stays a clerk when the role of an editor runs out: the admin opens, pages do not."""
    now = timezone.now()
    user = UserFactory()
    give(user, Role.CLERK, by=SYSTEM, at=now - timedelta(days=2))
    editor = give(user, Role.EDITOR, by=SYSTEM, at=now - timedelta(days=2))
    signed_in(client, user)
    add = reverse("wagtailadmin_explore", args=[2])
    assert client.get(add).status_code == 200

    Grant.objects.filter(pk=editor.pk).update(valid_to=now - timedelta(days=1))

    assert client.get(HOME).status_code == 200
    assert client.get(add).status_code == 302
    assert list(user.groups.values_list("name", flat=True)) == ["staff"]


@pytest.mark.req("X2")
def test_admin_clerk_is_in_no_group_that_edits_pages(client):
    staff(client, Role.CLERK)

    assert client.get(reverse("wagtailadmin_pages:edit", args=[2])).status_code == 302
    assert not Group.objects.get(name="staff").page_permissions.exists()


@pytest.mark.req("X2")
def test_admin_withdrawn_role_shuts_the_door(client):
    now = timezone.now()
    user = UserFactory()
    grant = give(user, Role.CLERK, by=SYSTEM, at=now - timedelta(days=1))
    signed_in(client, user)

    withdraw(grant, by=SYSTEM, at=now)

    assert client.get(HOME).status_code == 403


@pytest.mark.req("X5")
def test_admin_proof_of_a_former_authenticator_does_not_count(client):
    grant = GrantFactory()
    signed_in(client, grant.user)
    grant.user.authenticator_set.all().delete()
    authenticator(grant.user)

    assert client.get(HOME).url.startswith("/prijava/2fa/reauthenticate/")


@pytest.mark.req("X5")
def test_admin_proof_of_somebody_else_does_not_count(client):
    """The session holds a proof, but for another user than the one signed in."""
    grant = GrantFactory()
    authenticator(grant.user)
    signed_in(client, UserFactory())
    proofs = dict(client.session)
    client.force_login(grant.user)
    session = client.session
    session["account_authentication_methods"] = proofs["account_authentication_methods"]
    session["account_authentication_methods_user"] = proofs["account_authentication_methods_user"]
    session.save()

    assert client.get(HOME).url.startswith("/prijava/2fa/reauthenticate/")


@pytest.mark.req("X5")
@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_login",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_complete",
        "wagtailcore_login",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_side_entrance_leads_to_our_sign_in(client, name, method):
    user = GrantFactory(user__username="clerk").user
    credentials = {"username": user.username, "password": PASSWORD}

    response = getattr(client, method)(reverse(name), credentials, follow=True)

    assert response.redirect_chain[-1][0].startswith("/prijava/login/")
    assert "_auth_user_id" not in client.session


@pytest.mark.req("X5")
def test_password_reset_link_of_wagtail_changes_no_password(client):
    user = GrantFactory().user
    path = reverse("wagtailadmin_password_reset_confirm", args=["MQ", "set-password"])

    client.post(path, {"new_password1": "other password", "new_password2": "other password"})

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("/admin/pages/", "?next=%2Fadmin%2Fpages%2F"),
        ("https://evil.example/admin/", ""),
        ("//evil.example/", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_admin_login_keeps_a_next_on_this_host_alone(client, target, kept):
    response = client.get("/admin/login/", {"next": target})

    assert response.url == "/prijava/login/" + kept


def test_admin_logout_by_get_changes_nothing(client):
    staff(client, Role.EDITOR)

    client.get("/admin/logout/")

    assert client.get(HOME).status_code == 200


def test_admin_logout_by_post_signs_out(client):
    staff(client, Role.EDITOR)

    client.post("/admin/logout/")

    assert client.get(HOME).status_code == 302


@pytest.mark.req("X5")
def test_admin_inactive_account_is_out(client):
    grant = GrantFactory()
    signed_in(client, grant.user)
    grant.user.is_active = False
    grant.user.save()

    assert client.get(HOME).url.startswith("/prijava/login/")


def test_admin_door_costs_the_same_for_one_grant_and_thirty(client):
    user = UserFactory()
    give(user, Role.REPORT_RECIPIENT, by=SYSTEM, at=timezone.now())
    signed_in(client, user)
    with CaptureQueriesContext(connection) as one:
        client.get("/admin/jsi18n/")

    GrantFactory.create_batch(29, user=user, role=Role.CLERK)
    with CaptureQueriesContext(connection) as thirty:
        client.get("/admin/jsi18n/")

    assert len(thirty) == len(one)


@pytest.mark.parametrize("path", [HOME, "/admin/catalogue_services/"])
def test_page_of_the_admin_asks_once_for_roles(client, path):
    """The door has asked; menus of the calendar and of the catalogue are told what it knows."""
    staff(client, Role.PORTAL_ADMINISTRATOR)
    client.get(path)  # the admin fills its own caches

    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)

    assert response.status_code == 200
    asked = [one for one in queries if 'FROM "accounts_grant"' in one["sql"]]
    assert len(asked) == 1


@pytest.mark.req("X2")
def test_roles_known_to_a_request_are_gone_with_it(client, rf):
    """Nothing is kept for the next request, the next user, or the same user read anew."""
    grant = GrantFactory(role=Role.EDITOR)
    request, later = rf.get(HOME), rf.get(HOME)
    request.user, later.user = grant.user, User.objects.get(pk=grant.user.pk)
    now = timezone.now()
    assert roles_here(request, at=now) == roles_known(request.user, at=now) == {Role.EDITOR}

    grant.delete()

    assert roles_here(later, at=now) == roles_known(later.user, at=now) == frozenset()
    assert roles_known(UserFactory(), at=now) == frozenset()

"""The walk through our sign-in pages, as a person with a phone takes it."""

import re
import time
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from accounts.roles import Role
from privacy.models import AuditEntry
from tests.factories.accounts import (
    PASSWORD,
    GrantFactory,
    UserFactory,
    authenticator,
    code,
    signed_in,
)

pytestmark = pytest.mark.django_db

LOGIN = "/prijava/login/"
CODE = "/prijava/2fa/authenticate/"
AGAIN = "/prijava/2fa/reauthenticate/"


@pytest.fixture(autouse=True)
def _codes_stand_still(monkeypatch):
    """A code of half a minute ago is a minute old if the test crosses the half minute."""
    moment = time.time()
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: moment))


@pytest.fixture
def clerk() -> User:
    return GrantFactory(user__username="clerk", role=Role.CLERK).user


def password(client: Client, user: User, *, next: str = "", word: str = PASSWORD):
    data = {"login": user.username, "password": word}
    return client.post(LOGIN, data | ({"next": next} if next else {}))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.req("X5")
def test_sign_in_password_then_code_opens_the_page_asked_for(client, clerk):
    secret = authenticator(clerk)

    first = password(client, clerk, next="/admin/reports/locked/")
    inside_after_password = is_in(client)
    second = client.post(CODE, {"code": code(secret)})

    assert first.url == CODE
    assert not inside_after_password
    assert second.url == "/admin/reports/locked/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.req("X5")
def test_sign_in_password_alone_leaves_the_door_shut(client, clerk):
    authenticator(clerk)

    password(client, clerk)

    assert client.get("/admin/").url.startswith(LOGIN)


@pytest.mark.req("X5")
def test_sign_in_wrong_code_leaves_the_door_shut(client, clerk):
    secret = authenticator(clerk)
    password(client, clerk)
    wrong = f"{(int(code(secret)) + 1) % 1_000_000:06}"
    if wrong in {code(secret, steps=step) for step in (-1, 0, 1, 2)}:
        wrong = "000000" if wrong != "000000" else "999999"

    response = client.post(CODE, {"code": wrong})

    assert response.status_code == 200
    assert response.context["form"].errors["code"]
    assert not is_in(client)


@pytest.mark.req("X5")
@pytest.mark.parametrize("steps", [-1, 0])
def test_sign_in_code_works_once(client, clerk, steps):
    secret = authenticator(clerk)
    shown = code(secret, steps=steps)
    password(client, clerk)
    client.post(CODE, {"code": shown})
    other = Client()
    password(other, clerk)

    other.post(CODE, {"code": shown})

    assert is_in(client)
    assert not is_in(other)


def test_sign_in_code_from_long_ago_is_refused(client, clerk):
    secret = authenticator(clerk)
    password(client, clerk)

    client.post(CODE, {"code": code(secret, steps=-3)})

    assert not is_in(client)


@pytest.mark.parametrize("name", ["nobody", "clerk"])
def test_sign_in_wrong_password_does_not_say_who_exists(client, clerk, name):
    response = client.post(LOGIN, {"login": name, "password": "wrong"})

    assert [str(error) for error in response.context["form"].non_field_errors()] == [
        str(error)
        for error in client.post(LOGIN, {"login": "ghost", "password": "wrong"})
        .context["form"]
        .non_field_errors()
    ]
    assert not is_in(client)


@pytest.mark.req("X5")
def test_sign_in_passwords_cannot_be_tried_at_will(client, clerk):
    for _attempt in range(5):
        password(client, clerk, word="wrong")

    password(client, clerk)

    assert not is_in(client)


@pytest.mark.req("X5")
def test_sign_in_codes_cannot_be_tried_at_will(client, clerk):
    secret = authenticator(clerk)
    password(client, clerk)
    for _attempt in range(5):
        client.post(CODE, {"code": "not it"})

    client.post(CODE, {"code": code(secret)})

    assert not is_in(client)


def test_sign_in_page_tells_to_wait_after_thirty_requests(client, clerk):
    for _request in range(30):
        assert client.post(LOGIN, {}).status_code == 200

    response = client.post(LOGIN, {})

    assert response.status_code == 429
    assert "accounts/base.html" in [template.name for template in response.templates]


def test_sign_in_inactive_account_is_told(client, clerk):
    clerk.is_active = False
    clerk.save()

    password(client, clerk)

    assert not is_in(client)


def test_sign_in_without_staff_role_leads_to_the_portal(client):
    user = GrantFactory(role=Role.TRAINER).user

    assert password(client, user).url == "/"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/"])
def test_sign_in_never_leads_to_another_host(client, target):
    user = GrantFactory(role=Role.TRAINER).user

    assert password(client, user, next=target).url == "/"


@pytest.mark.req("X5")
def test_first_sign_in_walks_through_the_set_up_into_the_admin(client, clerk):
    assert password(client, clerk).url == "/admin/"
    assert client.get("/admin/").url == "/prijava/2fa/first/"
    again = client.get("/prijava/2fa/totp/activate/")
    assert again.url == "/prijava/reauthenticate/?next=%2Fprijava%2F2fa%2Ftotp%2Factivate%2F"
    back = client.post(again.url, {"password": PASSWORD, "next": "/prijava/2fa/totp/activate/"})
    page = client.get(back.url)
    secret = page.context["form"].secret

    done = client.post(back.url, {"code": code(secret)})
    codes = client.get(done.url)

    assert done.url == "/prijava/2fa/recovery-codes/"
    assert len(codes.context["unused_codes"]) == 10
    assert client.get("/admin/").status_code == 200


@pytest.mark.req("X5")
def test_set_up_needs_the_password_again(client, clerk):
    signed_in(client, clerk, proven=False)

    response = client.post("/prijava/2fa/totp/activate/", {"code": "123456"})

    assert response.url.startswith("/prijava/reauthenticate/")
    assert not Authenticator.objects.exists()


@pytest.mark.req("X5")
def test_removed_factor_does_not_leave_staff_inside(client, clerk):
    secret = authenticator(clerk)
    signed_in(client, clerk)
    client.post(AGAIN, {"code": code(secret)})
    assert client.get("/admin/").status_code == 200

    response = client.post("/prijava/2fa/totp/deactivate/")

    assert response.url == "/prijava/2fa/"
    assert not Authenticator.objects.filter(user=clerk).exists()
    assert client.get("/admin/").url == "/prijava/2fa/first/"


@pytest.mark.req("X5")
@pytest.mark.parametrize(
    "path",
    [
        "/prijava/2fa/",
        "/prijava/2fa/totp/activate/",
        "/prijava/2fa/totp/deactivate/",
        "/prijava/2fa/recovery-codes/",
        "/prijava/2fa/recovery-codes/generate/",
        "/prijava/2fa/recovery-codes/download/",
        "/prijava/password/change/",
    ],
)
def test_session_older_than_the_factor_cannot_change_it(client, clerk, path):
    """It was opened with the password alone, before the factor was set up elsewhere."""
    signed_in(client, clerk, proven=False)
    authenticator(clerk)
    client.post("/prijava/reauthenticate/", {"password": PASSWORD})

    response = client.post(path)

    assert response.url.startswith(AGAIN)
    assert Authenticator.objects.filter(user=clerk).count() == 1


def test_code_again_opens_the_page_asked_for(client, clerk):
    secret = authenticator(clerk)
    signed_in(client, clerk, proven=False)
    address = client.get("/admin/reports/locked/").url

    response = client.post(address, {"code": code(secret), "next": "/admin/reports/locked/"})

    assert response.url == "/admin/reports/locked/"
    assert client.get("/admin/").status_code == 200


def test_recovery_code_opens_the_door_once(client, clerk):
    authenticator(clerk)
    signed_in(client, clerk)
    client.post("/prijava/reauthenticate/", {"password": PASSWORD})
    client.post("/prijava/2fa/recovery-codes/generate/")
    one = client.get("/prijava/2fa/recovery-codes/").context["unused_codes"][0]
    first, second = Client(), Client()

    for other in (first, second):
        password(other, clerk)
        other.post(CODE, {"code": one})

    assert first.get("/admin/").status_code == 200
    assert not is_in(second)


def test_password_change_keeps_the_session_and_wants_the_old_one(client, clerk):
    signed_in(client, clerk)
    new = {"password1": "another quiet window", "password2": "another quiet window"}

    refused = client.post("/prijava/password/change/", new | {"oldpassword": "wrong"})
    client.post("/prijava/password/change/", new | {"oldpassword": PASSWORD})

    assert refused.context["form"].errors["oldpassword"]
    clerk.refresh_from_db()
    assert clerk.check_password("another quiet window")
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email"])
def test_nobody_makes_or_recovers_an_account_alone(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "3rdparty/"])
def test_pages_that_are_not_offered_are_not_found(client, path):
    assert client.get(f"/prijava/{path}", follow=True).status_code == 404


@pytest.mark.req("X3")
def test_sign_in_and_out_are_in_the_audit_trail(client, clerk):
    secret = authenticator(clerk)
    password(client, clerk)
    client.post(CODE, {"code": code(secret)})
    client.post("/prijava/logout/")

    entries = AuditEntry.objects.filter(object_type="accounts.user").order_by("id")

    assert list(entries.values_list("verb", "actor_id", "object_id")) == [
        ("sign_in", clerk.pk, str(clerk.pk)),
        ("sign_out", clerk.pk, str(clerk.pk)),
    ]


def test_sign_out_by_get_asks_first(client, clerk):
    signed_in(client, clerk)

    response = client.get("/prijava/logout/")

    assert response.status_code == 200
    assert is_in(client)


def test_authenticator_secret_is_not_readable_in_the_database(clerk):
    secret = authenticator(clerk)

    stored = Authenticator.objects.get(user=clerk).data["secret"]

    assert secret not in stored
    assert stored != secret


@pytest.mark.req("X1")
@pytest.mark.parametrize(
    ("path", "proven"),
    [
        ("/prijava/login/", None),
        ("/prijava/2fa/", True),
        ("/prijava/2fa/first/", False),
        ("/prijava/2fa/totp/activate/", False),
        ("/prijava/2fa/totp/deactivate/", True),
        ("/prijava/2fa/recovery-codes/generate/", True),
        ("/prijava/reauthenticate/", True),
        ("/prijava/2fa/reauthenticate/", True),
        ("/prijava/password/change/", True),
        ("/prijava/logout/", True),
        ("/prijava/inactive/", None),
    ],
)
def test_account_page_has_one_heading_labels_and_no_inline_code(client, path, proven):
    if proven is not None:
        signed_in(client, UserFactory(), proven=proven)
        client.post("/prijava/reauthenticate/", {"password": PASSWORD})

    response = client.get(path)
    html = response.content.decode()

    assert response.status_code == 200
    assert len(re.findall(r"<h1", html)) == 1
    assert not re.findall(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=", html)
    visible = re.findall(r'<input(?![^>]*type="hidden")[^>]*\sid="([^"]+)"', html)
    assert set(visible) <= set(re.findall(r'<label[^>]*\sfor="([^"]+)"', html))
    assert "placeholder" not in html


def test_account_pages_are_not_kept_by_caches(client, clerk):
    signed_in(client, clerk)

    for path in ("/prijava/2fa/", "/prijava/login/", "/prijava/password/change/"):
        assert "no-store" in client.get(path).headers.get("Cache-Control", ""), path


def test_password_change_without_a_password_leads_back(client, clerk):
    clerk.set_unusable_password()
    clerk.save()
    signed_in(client, clerk)

    response = client.get("/prijava/password/change/", follow=True)

    assert response.redirect_chain[-1] == ("/prijava/2fa/", 302)
    assert response.status_code == 200


def test_qr_picture_has_a_ground_of_its_own(client):
    signed_in(client, UserFactory(), proven=False)
    client.post("/prijava/reauthenticate/", {"password": PASSWORD})

    picture = client.get("/prijava/2fa/totp/activate/").context["totp_svg"]

    assert 'fill="white"' in picture


def test_admin_account_page_leads_to_how_one_signs_in(client, clerk):
    signed_in(client, clerk)

    assert 'href="/prijava/2fa/"' in client.get("/admin/account/").content.decode()

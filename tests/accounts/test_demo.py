import json
import stat
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.demo import FILE, GIVEN_LATER, make_demo_accounts
from accounts.errors import AccountsError
from accounts.grants import EVERYWHERE, roles_of, scopes_of
from accounts.models import ApiToken, Grant, User
from accounts.roles import STAFF_ROLES, Role
from accounts.tokens import partner_of
from tests.factories.accounts import code
from tests.factories.booking import UnitFactory

pytestmark = pytest.mark.django_db


def accounts(var: Path) -> dict[str, dict[str, str]]:
    return {row["role"]: row for row in json.loads((var / FILE).read_text())}


@pytest.fixture
def unit():
    return UnitFactory(slug="ljubljana")


def test_demo_file_lists_every_role_and_the_partner(tmp_path, at, unit):
    rows = make_demo_accounts(tmp_path, at=at, unit=unit)

    assert json.loads((tmp_path / FILE).read_text()) == rows
    assert [row["role"] for row in rows] == [*Role.values, "partner_api"]
    for row in rows[:-1]:
        assert set(row) == {"role", "username", "password", "totp_secret"}
        assert row["username"] == row["role"]
        assert (row["totp_secret"] is not None) == (row["role"] in STAFF_ROLES)
    assert set(rows[-1]) == {"role", "token"}


def test_demo_file_is_for_its_owner_alone(tmp_path, at):
    make_demo_accounts(tmp_path, at=at)

    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.req("X5")
@pytest.mark.parametrize("role", [Role.CLERK, Role.EDITOR, Role.TRAINER])
def test_demo_account_signs_in(tmp_path, at, role):
    make_demo_accounts(tmp_path, at=at)
    row = accounts(tmp_path)[role]
    client = Client()

    client.post("/prijava/login/", {"login": row["username"], "password": row["password"]})
    if row["totp_secret"]:
        client.post("/prijava/2fa/authenticate/", {"code": code(row["totp_secret"])})

    assert client.session["_auth_user_id"] == str(User.objects.get(username=role).pk)


def test_demo_roles_are_for_the_unit_or_everywhere(tmp_path, at, unit):
    make_demo_accounts(tmp_path, at=at, unit=unit)

    for role in set(Role) - GIVEN_LATER:
        user = User.objects.get(username=role)
        assert roles_of(user, at) == {role}
        scoped = role in (Role.CLERK, Role.LOCATION_MANAGER)
        assert scopes_of(user, role, at) == ({unit.pk} if scoped else EVERYWHERE)


@pytest.mark.req("X2")
def test_demo_people_of_clusters_are_in_none_yet(tmp_path, at, unit):
    make_demo_accounts(tmp_path, at=at, unit=unit)

    for role in GIVEN_LATER:
        assert roles_of(User.objects.get(username=role), at) == set()


def test_demo_again_changes_nothing(tmp_path, at, unit):
    first = make_demo_accounts(tmp_path, at=at, unit=unit)
    written = (tmp_path / FILE).stat()
    hashes = list(User.objects.order_by("pk").values_list("password", flat=True))

    second = make_demo_accounts(tmp_path, at=at, unit=unit)

    assert second == first
    assert (tmp_path / FILE).stat().st_ino == written.st_ino
    assert (tmp_path / FILE).stat().st_mtime_ns == written.st_mtime_ns
    assert list(User.objects.order_by("pk").values_list("password", flat=True)) == hashes
    assert Grant.objects.count() == len(set(Role) - GIVEN_LATER)
    assert ApiToken.objects.count() == 1
    assert Authenticator.objects.count() == len(STAFF_ROLES)


def test_demo_without_its_file_draws_everything_anew(tmp_path, at):
    first = make_demo_accounts(tmp_path, at=at)
    (tmp_path / FILE).unlink()

    second = make_demo_accounts(tmp_path, at=at)

    assert User.objects.count() == len(Role)
    for old, new in zip(first[:-1], second[:-1], strict=True):
        assert old["password"] != new["password"]
        user = User.objects.get(username=new["username"])
        assert user.check_password(new["password"])
    assert partner_of(second[-1]["token"], at) is not None


def test_demo_with_the_file_of_another_database_draws_everything_anew(tmp_path, at):
    make_demo_accounts(tmp_path / "a", at=at)
    other = make_demo_accounts(tmp_path / "b", at=at)
    stale = tmp_path / "a"

    rows = make_demo_accounts(stale, at=at)

    assert rows[0]["password"] != other[0]["password"]
    for row in rows[:-1]:
        assert User.objects.get(username=row["username"]).check_password(row["password"])


def test_demo_mends_one_account_and_leaves_the_others(tmp_path, at):
    make_demo_accounts(tmp_path, at=at)
    before = accounts(tmp_path)
    Authenticator.objects.filter(user__username="clerk").delete()
    User.objects.filter(username="trainer").delete()

    make_demo_accounts(tmp_path, at=at)

    changed = {role for role, row in accounts(tmp_path).items() if row != before[role]}
    assert changed == {"clerk", "trainer"}


def test_demo_passwords_differ(tmp_path, at):
    rows = make_demo_accounts(tmp_path, at=at)

    assert len({row["password"] for row in rows[:-1]}) == len(Role)


def test_demo_accounts_are_not_made_in_production(tmp_path, at, settings):
    settings.DEMO_MODE = False

    with pytest.raises(AccountsError) as refused:
        make_demo_accounts(tmp_path, at=at)

    assert refused.value.code == "not_a_demonstration"
    assert not User.objects.exists()
    assert list(tmp_path.iterdir()) == []

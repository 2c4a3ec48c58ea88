"""A new account begins with a password nobody keeps, under a name that tells of nobody else."""

import re

import pytest

from accounts.actions import give, withdraw
from accounts.errors import AccountsError
from accounts.models import Grant, User
from accounts.newcomers import (
    choose_password,
    first_password,
    open_account,
    open_own_account,
    renew_first_password,
)
from accounts.roles import Role
from privacy.audit import Actor
from privacy.models import AuditEntry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

BY = Actor(role="location_manager", user_id=7)


@pytest.mark.req("X5")
def test_first_password_is_stored_as_a_hash_and_opens_the_account(at):
    user, raw = open_account(first_name="Živa", last_name="Đurić", by=BY, at=at)

    kept = User.objects.get(pk=user.pk)
    assert kept.check_password(raw)
    assert raw not in kept.password
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", raw)
    assert AuditEntry.objects.get(verb="account_opened").object_id == str(user.pk)


def test_username_is_made_of_the_name_and_of_chance(at):
    user, _raw = open_account(first_name="Živa", last_name="Đurić", by=BY, at=at)
    other, _raw = open_account(first_name="Жива", last_name="...", by=BY, at=at)

    assert re.fullmatch(r"ziva\.duric\.[0-9]{4}", user.username)
    assert re.fullmatch(r"ziva\.[0-9]{4}", other.username)


@pytest.mark.req("X5")
def test_own_account_opens_with_the_password_its_owner_chose(at):
    user = open_own_account(
        first_name="Ana", last_name="Novak", password="three calm river words", by=BY, at=at
    )

    kept = User.objects.get(pk=user.pk)
    assert kept.check_password("three calm river words")
    assert kept.has_first_password is False
    assert not kept.grants.exists()


@pytest.mark.req("X5")
def test_chosen_password_takes_the_place_of_a_first_one(at):
    user, raw = open_account(first_name="Ana", last_name="Novak", by=BY, at=at)

    choose_password(user, "three calm river words", by=BY, at=at)

    kept = User.objects.get(pk=user.pk)
    assert (kept.check_password(raw), kept.check_password("three calm river words")) == (
        False,
        True,
    )
    assert kept.has_first_password is False


def test_first_passwords_differ():
    assert len({first_password() for _n in range(100)}) == 100


@pytest.mark.req("X5")
def test_new_first_password_is_only_for_those_who_never_signed_in(at):
    user, old = open_account(first_name="Ana", last_name="Novak", by=BY, at=at)

    new = renew_first_password(user, by=BY, at=at)
    user.refresh_from_db()
    assert (user.check_password(old), user.check_password(new)) == (False, True)

    for closed in (UserFactory(last_login=at), UserFactory(is_superuser=True)):
        with pytest.raises(AccountsError) as error:
            renew_first_password(closed, by=BY, at=at)
        assert error.value.code == "has_signed_in"


@pytest.mark.req("B1")
def test_role_that_ends_later_lasts_until_then_and_is_told_now(at):
    grant = give(UserFactory(), Role.CLERK, by=BY, at=at)
    later = at.replace(year=at.year + 1)

    withdraw(grant, by=BY, at=at, ends_at=later)
    withdraw(grant, by=BY, at=at, ends_at=later.replace(year=later.year + 1))

    assert Grant.objects.get().valid_to == later
    assert AuditEntry.objects.get(verb="withdraw").at == at
    assert grant.user.groups.exists()

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.grants import roles_of
from accounts.roles import Role
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_give_role_makes_the_first_administrator(capsys):
    user = UserFactory(username="ana")

    call_command("give_role", "ana", "portal_administrator")

    assert roles_of(user, timezone.now()) == {Role.PORTAL_ADMINISTRATOR}
    assert capsys.readouterr().out == "1 role given: ana is portal_administrator\n"


def test_give_role_names_a_user_who_does_not_exist():
    with pytest.raises(CommandError, match="there is no user nobody"):
        call_command("give_role", "nobody", "clerk")


def test_sync_staff_group_says_what_it_did(capsys):
    call_command("sync_staff_group")

    assert capsys.readouterr().out == "3 groups are in line\n"

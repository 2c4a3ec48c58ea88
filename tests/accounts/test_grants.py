from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.utils import IntegrityError

from accounts.actions import give, withdraw
from accounts.errors import AccountsError
from accounts.grants import EVERYWHERE, has_role, is_staff, roles_of, scopes_of
from accounts.groups import PAGE_EDITORS, STAFF, _permissions, register, sync_staff_group
from accounts.models import ApiToken, Grant
from accounts.roles import Role
from privacy.audit import SYSTEM, Actor
from privacy.models import AuditEntry
from tests.factories.accounts import GrantFactory, UserFactory
from tests.factories.booking import LocationFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
ADMINISTRATOR = Actor(role="portal_administrator", user_id=1)


@pytest.fixture
def user():
    return UserFactory()


def groups(user) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def test_roles_of_are_those_in_force(user, at):
    give(user, Role.CLERK, by=SYSTEM, at=at)
    give(user, Role.AGENT, by=SYSTEM, at=at, valid_from=at + HOUR)
    give(user, Role.EDITOR, by=SYSTEM, at=at, valid_to=at + HOUR)

    assert roles_of(user, at - HOUR) == set()
    assert roles_of(user, at) == {Role.CLERK, Role.EDITOR}
    assert roles_of(user, at + HOUR) == {Role.CLERK, Role.AGENT}


@pytest.mark.req("X2")
def test_roles_of_somebody_else_stay_theirs(user, at):
    GrantFactory(role=Role.AUDITOR)
    give(user, Role.CLERK, by=SYSTEM, at=at)

    assert roles_of(user, at) == {Role.CLERK}


def test_roles_of_inactive_and_anonymous_are_none(user, at):
    give(user, Role.CLERK, by=SYSTEM, at=at)
    user.is_active = False
    user.save()

    for nobody in (user, AnonymousUser()):
        assert roles_of(nobody, at) == set()
        assert not has_role(nobody, Role.CLERK, at)
        assert scopes_of(nobody, Role.CLERK, at) == set()
    assert roles_of(UserFactory(is_superuser=True, is_active=False), at) == set()


def test_superuser_holds_every_role_everywhere(at):
    boss = UserFactory(is_superuser=True)

    assert roles_of(boss, at) == set(Role)
    assert has_role(boss, Role.AUDITOR, at)
    assert scopes_of(boss, Role.CLERK, at) is EVERYWHERE
    assert is_staff(boss, at)


@pytest.mark.req("X2")
def test_has_role_for_one_office_is_not_for_another(user, at):
    own, foreign = LocationFactory(), LocationFactory()
    give(user, Role.CLERK, scope=own, by=SYSTEM, at=at)

    assert has_role(user, Role.CLERK, at)
    assert has_role(user, Role.CLERK, at, own)
    assert not has_role(user, Role.CLERK, at, foreign)
    assert not has_role(user, Role.LOCATION_MANAGER, at, own)


@pytest.mark.req("X2")
def test_has_role_distinguishes_objects_of_other_kinds_with_the_same_key(user, at):
    office = LocationFactory()
    token = ApiToken.objects.create(
        pk=office.pk, name="x", token_hash="x", valid_from=at, created_at=at
    )
    give(user, Role.CLERK, scope=token, by=SYSTEM, at=at)

    assert not has_role(user, Role.CLERK, at, office)
    assert scopes_of(user, Role.CLERK, at, model=type(office)) == set()
    assert scopes_of(user, Role.CLERK, at, model=ApiToken) == {office.pk}


def test_scopes_of_are_the_granted_keys(user, at):
    one, two, ended = LocationFactory(), LocationFactory(), LocationFactory()
    for office in (one, two):
        give(user, Role.CLERK, scope=office, by=SYSTEM, at=at)
    give(user, Role.CLERK, scope=ended, by=SYSTEM, at=at, valid_to=at + HOUR)

    assert scopes_of(user, Role.CLERK, at + HOUR) == {one.pk, two.pk}
    assert scopes_of(user, Role.LOCATION_MANAGER, at) == set()


def test_scopes_of_everywhere_contain_every_key(user, at):
    office = LocationFactory()
    give(user, Role.CLERK, scope=office, by=SYSTEM, at=at)
    give(user, Role.CLERK, by=SYSTEM, at=at)

    scopes = scopes_of(user, Role.CLERK, at)

    assert scopes is EVERYWHERE
    assert 10**12 in scopes
    assert has_role(user, Role.CLERK, at, LocationFactory())


@pytest.mark.parametrize("count", [1, 30])
def test_grants_are_read_in_one_query(user, at, count, django_assert_num_queries):
    offices = [LocationFactory() for _ in range(count)]
    ContentType.objects.get_for_model(offices[0])
    for office in offices:
        GrantFactory(
            user=user,
            scope_type=ContentType.objects.get_for_model(office),
            scope_id=office.pk,
        )

    with django_assert_num_queries(1):
        assert roles_of(user, at) == {Role.CLERK}
    with django_assert_num_queries(1):
        assert len(scopes_of(user, Role.CLERK, at)) == count
    with django_assert_num_queries(1):
        assert has_role(user, Role.CLERK, at, offices[0])


@pytest.mark.req("X3")
def test_give_and_withdraw_are_in_the_audit_trail(user, at):
    grant = give(user, Role.CLERK, by=ADMINISTRATOR, at=at)
    withdraw(grant, by=ADMINISTRATOR, at=at + HOUR)

    entries = AuditEntry.objects.order_by("id").values_list(
        "at", "actor_id", "actor_role", "verb", "object_type", "object_id", "changed_fields"
    )

    facts = (1, "portal_administrator")
    thing = ("accounts.grant", str(grant.pk), ["clerk"])
    assert list(entries) == [(at, *facts, "give", *thing), (at + HOUR, *facts, "withdraw", *thing)]


def test_give_twice_is_one_grant(user, at):
    first = give(user, Role.CLERK, by=SYSTEM, at=at)

    again = give(user, Role.CLERK, by=SYSTEM, at=at + HOUR)

    assert again == first
    assert Grant.objects.count() == 1
    assert AuditEntry.objects.count() == 1


def test_give_for_another_office_is_another_grant(user, at):
    give(user, Role.CLERK, scope=LocationFactory(), by=SYSTEM, at=at)
    give(user, Role.CLERK, scope=LocationFactory(), by=SYSTEM, at=at)
    give(user, Role.CLERK, by=SYSTEM, at=at)

    assert Grant.objects.count() == 3


def test_give_again_after_the_end_is_a_new_grant(user, at):
    withdraw(give(user, Role.CLERK, by=SYSTEM, at=at), by=SYSTEM, at=at + HOUR)

    give(user, Role.CLERK, by=SYSTEM, at=at + 2 * HOUR)

    assert roles_of(user, at + 2 * HOUR) == {Role.CLERK}
    assert Grant.objects.count() == 2


@pytest.mark.parametrize("end", [timedelta(0), -HOUR])
def test_give_must_end_after_it_begins(user, at, end):
    with pytest.raises(AccountsError) as refused:
        give(user, Role.CLERK, by=SYSTEM, at=at, valid_to=at + end)

    assert refused.value.code == "ends_before_start"
    assert not Grant.objects.exists()


def test_give_refuses_what_is_no_role(user, at):
    with pytest.raises(ValueError, match="wizard"):
        give(user, "wizard", by=SYSTEM, at=at)


def test_withdraw_ends_the_grant_and_is_idempotent(user, at):
    grant = give(user, Role.CLERK, by=SYSTEM, at=at)

    withdraw(grant, by=SYSTEM, at=at + HOUR)
    withdraw(grant, by=SYSTEM, at=at + 2 * HOUR)

    grant.refresh_from_db()
    assert grant.valid_to == at + HOUR
    assert AuditEntry.objects.filter(verb="withdraw").count() == 1


def test_withdraw_before_the_beginning_removes_the_grant(user, at):
    grant = give(user, Role.CLERK, by=SYSTEM, at=at, valid_from=at + HOUR)

    withdraw(grant, by=SYSTEM, at=at)
    withdraw(grant, by=SYSTEM, at=at)

    assert not Grant.objects.exists()
    assert AuditEntry.objects.filter(verb="withdraw").count() == 1


def test_groups_follow_the_grants(user, at):
    assert groups(user) == set()
    clerk = give(user, Role.CLERK, by=SYSTEM, at=at)
    assert groups(user) == {STAFF}
    editor = give(user, Role.EDITOR, by=SYSTEM, at=at)
    assert groups(user) == {STAFF, PAGE_EDITORS}
    withdraw(clerk, by=SYSTEM, at=at + HOUR)
    assert groups(user) == {STAFF, PAGE_EDITORS}
    withdraw(editor, by=SYSTEM, at=at + HOUR)
    assert groups(user) == set()


def test_groups_stay_shut_for_roles_that_are_not_staff(user, at):
    give(user, Role.TRAINER, by=SYSTEM, at=at)
    give(user, Role.CLERK, by=SYSTEM, at=at, valid_from=at + HOUR)

    assert groups(user) == set()


def test_groups_are_made_where_nobody_has_signed_in_yet(user, at):
    Group.objects.all().delete()

    give(user, Role.EDITOR, by=SYSTEM, at=at)

    assert groups(user) == {STAFF, PAGE_EDITORS}


def test_staff_group_opens_the_admin_and_nothing_else(user, at):
    give(user, Role.CLERK, by=SYSTEM, at=at)

    assert user.get_all_permissions() == {"wagtailadmin.access_admin"}


def test_sync_staff_group_takes_back_what_was_added_by_hand():
    sync_staff_group()
    staff = Group.objects.get(name=STAFF)
    staff.permissions.add(Permission.objects.get(codename="delete_user"))

    sync_staff_group()

    assert [p.codename for p in staff.permissions.all()] == ["access_admin"]


def test_sync_staff_group_brings_registered_permissions(monkeypatch, user, at):
    monkeypatch.setitem(_permissions, STAFF, set(_permissions[STAFF]))
    register(STAFF, "privacy.view_auditentry")
    sync_staff_group()

    give(user, Role.CLERK, by=SYSTEM, at=at)

    assert user.has_perm("privacy.view_auditentry")


def test_sync_staff_group_names_a_permission_that_does_not_exist(monkeypatch):
    monkeypatch.setitem(_permissions, STAFF, {"privacy.rule_the_world"})

    with pytest.raises(LookupError, match="privacy.rule_the_world"):
        sync_staff_group()


def test_grant_scope_is_whole_or_none(user, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(user=user, role=Role.CLERK, scope_id=1, valid_from=at)

"""The version of rows: another one after every change, whoever makes it and however (I1)."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from accounts.models import Grant, User
from accounts.roles import Role
from calendars.row_versions import rows_version
from tests.calendars.test_feeds import AT


def version():
    return rows_version(Grant.objects.filter(role=Role.CLERK), "user")


def make(name):
    user = User.objects.create_user(name)
    return Grant.objects.create(user=user, role=Role.CLERK, valid_from=AT)


@pytest.mark.req("I1")
@pytest.mark.django_db
def test_version_follows_every_change_even_within_one_transaction():
    first, other = make("ana"), make("bor")
    seen = [version()]
    assert version() == seen[0]

    Grant.objects.filter(pk=first.pk).update(valid_to=AT + timedelta(days=1))
    seen.append(version())
    Grant.objects.filter(pk=first.pk).update(valid_to=None)
    seen.append(version())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET last_name = 'Novak' WHERE username = 'ana'")
    seen.append(version())
    other.delete()
    seen.append(version())
    make("ciril")
    seen.append(version())

    assert len(set(seen)) == 6


@pytest.mark.django_db
def test_other_rows_change_nothing():
    make("ana")
    before = version()

    User.objects.create_user("bor")
    Grant.objects.create(user=User.objects.get(username="bor"), role=Role.EDITOR, valid_from=AT)

    assert version() == before


@pytest.mark.django_db
def test_no_rows_have_a_version_too():
    empty = version()
    grant = make("ana")

    assert version() != empty
    grant.delete()
    assert version() == empty


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_row_put_in_anothers_place_is_another_version():
    """VACUUM gives a deleted row's place to the next one: its transaction tells them apart."""
    first = make("ana")
    before = version()
    Grant.objects.filter(pk=first.pk).delete()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM accounts_grant")
    with transaction.atomic():
        Grant.objects.create(pk=first.pk, user=first.user, role=Role.CLERK, valid_from=AT)

    assert version() != before


@pytest.mark.django_db
def test_version_is_one_query(django_assert_num_queries):
    make("ana")

    with django_assert_num_queries(1):
        version()

from contextlib import contextmanager

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.db.utils import IntegrityError

from accounts.models import User
from privacy.audit import SYSTEM, Actor, actor_from, keyed_hash, record
from privacy.models import AuditEntry, AuditSeal

pytestmark = pytest.mark.django_db


@contextmanager
def refused():
    with pytest.raises(IntegrityError, match="is refused"), transaction.atomic():
        yield


@pytest.fixture
def entry(at) -> AuditEntry:
    return record(SYSTEM, "hold", "booking.booking", 7, at=at, changed=["status"])


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.req("X3")
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE privacy_auditentry SET verb = 'nothing'",
        "UPDATE privacy_auditentry SET actor_id = actor_id",
        "DELETE FROM privacy_auditentry",
        "DELETE FROM privacy_auditentry USING privacy_auditentry AS other WHERE other.id > 0",
    ],
)
def test_audit_entry_refuses_change_by_raw_sql(entry, sql):
    with refused():
        execute(sql)

    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["hold"]


@pytest.mark.req("X3")
def test_audit_entry_refuses_change_by_queryset(entry):
    with refused():
        AuditEntry.objects.update(verb="nothing")
    with refused():
        entry.delete()


@pytest.mark.req("X3")
@pytest.mark.parametrize(
    "sql",
    ["UPDATE privacy_auditseal SET digest = 'other'", "DELETE FROM privacy_auditseal"],
)
def test_audit_seal_refuses_change_by_raw_sql(at, sql):
    AuditSeal.objects.create(last_entry_id=1, digest="first", sealed_at=at)

    with refused():
        execute(sql)

    assert AuditSeal.objects.get().digest == "first"


@pytest.mark.req("X3")
def test_record_keeps_who_did_what_to_which_object_when_and_from_where(at):
    actor = Actor(role="clerk", user_id=5, channel="office", source_hash="ab")

    made = record(actor, "cancel", "booking.booking", 7, at=at, changed=["status"])

    assert AuditEntry.objects.filter(pk=made.pk).values().get() == {
        "id": made.pk,
        "at": at,
        "actor_id": 5,
        "actor_role": "clerk",
        "verb": "cancel",
        "object_type": "booking.booking",
        "object_id": "7",
        "changed_fields": ["status"],
        "channel": "office",
        "source_hash": "ab",
    }


def test_record_rolls_back_with_the_deed(at):
    with transaction.atomic():
        record(SYSTEM, "hold", "booking.booking", 7, at=at)
        transaction.set_rollback(True)

    assert AuditEntry.objects.count() == 0


@pytest.mark.req("X3", "X4")
def test_actor_from_keeps_no_readable_address(rf):
    request = rf.get("/", REMOTE_ADDR="192.0.2.7")
    request.user = AnonymousUser()

    actor = actor_from(request)

    assert actor == Actor("citizen", None, "web", keyed_hash("192.0.2.7"))
    assert len(actor.source_hash) == 64


def test_actor_from_names_the_signed_in_user_by_key(rf):
    request = rf.get("/", REMOTE_ADDR="192.0.2.7")
    request.user = User.objects.create_user("somebody")

    actor = actor_from(request, role="clerk", channel="office")

    assert (actor.user_id, actor.role, actor.channel) == (request.user.pk, "clerk", "office")


def test_actor_from_same_address_matches_and_other_differs(rf):
    first, same, other = (
        actor_from(rf.get("/", REMOTE_ADDR=address)).source_hash
        for address in ("192.0.2.7", "192.0.2.7", "192.0.2.8")
    )

    assert first == same
    assert first != other

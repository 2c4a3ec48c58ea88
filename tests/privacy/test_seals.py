from datetime import timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from privacy.audit import SYSTEM, record
from privacy.models import AuditEntry, AuditSeal
from privacy.seals import seal, verify
from privacy.tasks import seal_audit_trail


def write(at, count=1, verb="hold") -> list[AuditEntry]:
    return [record(SYSTEM, verb, "booking.booking", n, at=at) for n in range(count)]


def tamper(sql: str) -> None:
    """Change what the trigger guards, as somebody who owns the database could."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE privacy_auditentry DISABLE TRIGGER USER")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE privacy_auditentry ENABLE TRIGGER USER")


@pytest.mark.django_db
def test_seal_covers_new_entries_once(at):
    entries = write(at, 3)

    first = seal(at)
    nothing = seal(at)

    assert first.last_entry_id == entries[-1].pk
    assert nothing is None
    assert AuditSeal.objects.count() == 1


@pytest.mark.django_db
def test_seal_chains_to_the_one_before(at):
    write(at)
    first = seal(at)
    write(at + timedelta(hours=1))

    second = seal(at + timedelta(hours=1))

    assert second.last_entry_id > first.last_entry_id
    assert second.digest != first.digest
    assert verify() == []


@pytest.mark.req("X3")
@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE privacy_auditentry SET verb = 'cancel' WHERE id = {second}",
        "UPDATE privacy_auditentry SET at = at + interval '1 microsecond' WHERE id = {second}",
        "UPDATE privacy_auditentry SET changed_fields = '{{status}}' WHERE id = {second}",
        "DELETE FROM privacy_auditentry WHERE id = {second}",
        "UPDATE privacy_auditentry SET id = -id WHERE id = {second}",
    ],
)
def test_verify_finds_a_changed_entry(at, change):
    first = write(at, 3)
    broken = seal(at)
    write(at, 2)
    whole = seal(at)

    tamper(change.format(second=first[1].pk))

    assert verify() == [broken.last_entry_id]
    assert whole.last_entry_id not in verify()


@pytest.mark.req("X3")
@pytest.mark.django_db(transaction=True)
def test_seal_waits_for_an_entry_with_a_lower_id(at):
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute(
            "INSERT INTO privacy_auditentry (at, actor_role, verb, object_type, object_id,"
            " changed_fields, channel, source_hash)"
            " VALUES (%s, 'system', 'late', 'x', '1', '{}', '', '') RETURNING id",
            [at],
        )
        (late,) = cursor.fetchone()
    (early,) = write(at)

    too_soon = seal(at, patience=0)
    other.commit()
    other.close()
    sealed = seal(at)

    assert late < early.pk
    assert too_soon is None
    assert sealed.last_entry_id == early.pk
    assert verify() == []


@pytest.mark.django_db(transaction=True)
def test_seal_leaves_the_trail_to_the_process_that_seals(at):
    write(at)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('privacy.seals'))")

    refused = seal(at)
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")
    other.close()

    assert refused is None
    assert seal(at) is not None


@pytest.mark.django_db(transaction=True)
def test_seal_does_not_make_writers_wait(at):
    write(at)
    with transaction.atomic():
        seal(at)
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1s'")
            cursor.execute(
                "INSERT INTO privacy_auditentry (at, actor_role, verb, object_type, object_id,"
                " changed_fields, channel, source_hash)"
                " VALUES (%s, 'system', 'hold', 'x', '1', '{}', '', '')",
                [at],
            )
        other.close()

    assert AuditEntry.objects.count() == 2


@pytest.mark.django_db
def test_seal_audit_trail_seals_at_the_time_of_its_run(at):
    write(at)

    seal_audit_trail(timestamp=int(at.timestamp()))

    assert AuditSeal.objects.get().sealed_at == at


def test_seal_audit_trail_runs_periodically():
    tasks = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}

    assert "privacy.seal_audit_trail" in tasks

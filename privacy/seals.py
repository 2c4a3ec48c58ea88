"""The hash chain over the audit trail (X3): an entry altered, removed or slipped in breaks it.

Sealing runs apart from the writers, so a booking never waits for it (DESIGN 8). The newest digest
is logged: a copy outside the database shows when the chain itself was cut short.
"""

import hashlib
import json
import time
from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import Max

from privacy.models import AuditEntry, AuditSeal

# Writers whose entry is not committed yet: they took an id and hold this lock until they end.
WRITERS = """
SELECT virtualtransaction FROM pg_locks
WHERE relation = 'privacy_auditentry'::regclass AND mode = 'RowExclusiveLock' AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND pid IS DISTINCT FROM pg_backend_pid()
"""
PAUSE = 0.05


@transaction.atomic
def seal(at: datetime, *, patience: float = 10) -> AuditSeal | None:
    """Seal every entry written since the last seal and return the new seal.

    An entry with a lower id may be committed after one with a higher id, so the writers under way
    are waited for, at most `patience` seconds; the next run seals what this one could not. Returns
    None when there is nothing to seal, writers outlast the patience, or another process seals.
    """
    if not _only_sealer():
        return None
    previous = AuditSeal.objects.order_by("last_entry_id").last()
    start = previous.last_entry_id if previous else 0
    last = AuditEntry.objects.filter(id__gt=start).aggregate(last=Max("id"))["last"]
    if last is None or not _writers_ended(patience):
        return None
    digest = _digest(previous.digest if previous else "", _entries(start, last))
    return AuditSeal.objects.create(last_entry_id=last, digest=digest, sealed_at=at)


def verify() -> list[int]:
    """Return `last_entry_id` of each seal that no longer fits its entries; empty means intact."""
    broken, start, digest = [], 0, ""
    for one in AuditSeal.objects.order_by("last_entry_id"):
        if _digest(digest, _entries(start, one.last_entry_id)) != one.digest:
            broken.append(one.last_entry_id)
        start, digest = one.last_entry_id, one.digest
    return broken


def _only_sealer() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('privacy.seals'))")
        return bool(cursor.fetchone()[0])


def _writers_ended(patience: float) -> bool:
    """Wait until the transactions that write entries at this moment have ended."""
    deadline = time.monotonic() + patience
    waiting = _writers()
    while waiting:
        if time.monotonic() >= deadline:
            return False
        time.sleep(PAUSE)
        waiting &= _writers()
    return True


def _writers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(WRITERS)
        return {row[0] for row in cursor.fetchall()}


def _entries(after: int, until: int) -> Iterable[AuditEntry]:
    return AuditEntry.objects.filter(id__gt=after, id__lte=until).order_by("id").iterator()


def _digest(previous: str, entries: Iterable[AuditEntry]) -> str:
    """Return SHA-256 in hex over the digest before and each entry in turn."""
    chain = hashlib.sha256(previous.encode())
    for entry in entries:
        chain.update(_canonical(entry))
    return chain.hexdigest()


def _canonical(entry: AuditEntry) -> bytes:
    """Return every column of the entry as one line of JSON; the order of columns is fixed."""
    facts = [
        entry.pk,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor_id,
        entry.actor_role,
        entry.verb,
        entry.object_type,
        entry.object_id,
        entry.changed_fields,
        entry.channel,
        entry.source_hash,
    ]
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

"""What applicants are mailed; called in the transaction of the action itself (L12)."""

from datetime import datetime
from typing import Any

from learning_cluster.messages import call as kinds
from learning_cluster.models import Application
from messaging.actions import queue
from messaging.enums import Medium
from messaging.models import Message


def tell_link(row: Application, *, at: datetime) -> None:
    """Mail the link: to confirm the address, or to the application it has already."""
    _tell(row, kinds.LINK, at=at)


def tell_receipt(row: Application, *, at: datetime) -> None:
    """Mail what was received, as it stands now; an older receipt not sent yet is dropped."""
    _tell(row, kinds.RECEIPT, at=at, saved=row.saved_at.isoformat())


def tell_withdrawn(row: Application, *, at: datetime) -> None:
    _tell(row, kinds.WITHDRAWN, at=at)


def tell_not_submitted(row: Application, *, at: datetime) -> None:
    """Mail that the deadline went by; the row itself is deleted, so the mail says its call."""
    _tell(row, kinds.NOT_SUBMITTED, at=at)


def tell_moved(row: Application, *, at: datetime) -> None:
    """Mail the new deadline of the call."""
    _tell(row, kinds.MOVED, at=at, deadline=row.call.deadline.isoformat())


def tell_decision(row: Application, *, at: datetime) -> None:
    _tell(row, kinds.DECISION, at=at)


def links_since(email: str, since: datetime) -> int:
    """Return how many links an address has been sent after `since`."""
    rows = Message.objects.filter(kind=kinds.LINK, created_at__gt=since)
    return rows.filter(recipient__iexact=email).count()


def _tell(row: Application, kind: str, *, at: datetime, **context: Any) -> None:
    """Queue a mail; nobody is told once the address has been forgotten."""
    if not row.email:
        return
    queue(
        kind,
        Medium.EMAIL,
        row.email,
        language=row.language,
        context={"key": row.pk, "call": row.call_id} | context,
        at=at,
        turn=f"application:{row.uid}",
    )

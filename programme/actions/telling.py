"""Telling whoever submitted how it stands; called in the transaction of the action itself."""

from datetime import datetime

from messaging.actions import queue
from messaging.enums import Medium
from programme.messages import STATE
from programme.models import Submission


def tell_state(row: Submission, *, at: datetime) -> None:
    """Queue a mail with the present state; nobody is told once the contact has been erased."""
    if not row.contact_email:
        return
    queue(
        STATE,
        Medium.EMAIL,
        row.contact_email,
        language=row.language,
        context={
            "kind": row._meta.model_name,
            "key": row.pk,
            "state": str(row.state),
            "reason": row.reason,
        },
        at=at,
        turn=f"programme:{row.uid}",
    )

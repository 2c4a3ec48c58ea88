"""Whom a message went to is kept for thirty days, then forgotten; that it went stays (X4)."""

from datetime import datetime, timedelta

from messaging.enums import State
from messaging.models import Message

KEEP = timedelta(days=30)


async def aforget_old(*, at: datetime) -> int:
    """Empty recipient and facts of finished messages older than KEEP; return how many."""
    old = Message.objects.exclude(state=State.QUEUED).exclude(recipient="")
    return await old.filter(created_at__lt=at - KEEP).aupdate(recipient="", context={})

"""Writing to the outbox (DESIGN 7)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from database.statements import insert
from messaging import tasks
from messaging.enums import Medium, State
from messaging.kinds import kind_named
from messaging.models import Message


@transaction.atomic(savepoint=False)
def queue(
    kind: str,
    medium: Medium,
    recipient: str,
    *,
    language: str,
    context: Mapping[str, Any],
    at: datetime,
    turn: str = "",
) -> Message:
    """Write a message and the job that sends it, in the caller's transaction.

    Both commit or vanish with it; nothing is left to do afterwards. `context` holds keys and facts
    as JSON, no secrets. Messages of one `turn` are sent in the order they were queued, even when
    one of them has to be tried again. KeyError if nobody registered `kind`.
    """
    kind_named(kind)
    message = Message(
        kind=kind,
        medium=medium,
        recipient=recipient,
        language=language,
        context=dict(context),
        turn=turn,
        created_at=at,
    )
    insert(message)
    tasks.defer(message.pk, turn=turn)
    return message


def drop(messages: QuerySet[Message]) -> int:
    """Let those of `messages` that are still queued never leave; return how many.

    Their jobs go too; one that a worker has begun finds nothing to send.
    """
    keys = list(messages.filter(state=State.QUEUED).values_list("pk", flat=True))
    tasks.call_off(keys)
    return Message.objects.filter(pk__in=keys, state=State.QUEUED).update(state=State.DROPPED)

"""One attempt to send one message (DESIGN 7)."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import translation

from messaging import email, sms
from messaging.enums import Medium, State
from messaging.errors import DeliveryError, PermanentError, TemporaryError
from messaging.kinds import Content, kind_named
from messaging.models import Message

logger = logging.getLogger(__name__)

# How long to wait after each failed attempt; after the last one the message has failed.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
MAX_ATTEMPTS = len(WAITS) + 1


def attempt(message_id: int, *, at: datetime) -> timedelta | None:
    """Try to send a queued message; return how long to wait before the next try, or None.

    The attempt is counted before it is made, so that a message that kills its worker is not tried
    for ever. The row stays locked while the server is spoken to: two workers never send one
    message at once. If the process dies after the server's yes, the message is sent once more
    under the same Message-ID.
    """
    waiting = Message.objects.filter(pk=message_id, state=State.QUEUED)
    if not waiting.update(attempts=F("attempts") + 1):
        return None
    with transaction.atomic():
        message = waiting.select_for_update().first()
        if message is None:
            return None
        wait = _try(message, at)
        message.save(update_fields=["state", "error", "sent_at"])
    return wait


def _try(message: Message, at: datetime) -> timedelta | None:
    """Send and note on the message, unsaved, what came of it."""
    if message.attempts > MAX_ATTEMPTS:
        _fail(message, message.error or "gave up")
        return None
    try:
        with _nameless():
            content = _content(message, at)
            if content is None:
                message.state = State.DROPPED
                return None
            _deliver(message, content)
    except DeliveryError as error:
        if isinstance(error, PermanentError) or message.attempts == MAX_ATTEMPTS:
            _fail(message, str(error))
            return None
        message.error = str(error)
        return WAITS[message.attempts - 1]
    message.state, message.error, message.sent_at = State.SENT, "", at
    return None


def _content(message: Message, at: datetime) -> Content | None:
    """Return what the message says, or None when it is no longer wanted."""
    with transaction.atomic(), translation.override(message.language):
        kind = kind_named(message.kind)
        return kind.render(message) if kind.is_wanted(message, at=at) else None


def _deliver(message: Message, content: Content) -> None:
    if message.medium == Medium.SMS:
        sms.deliver(message.recipient, content.text, key=str(message.key))
    else:
        email.deliver(message, content)


@contextmanager
def _nameless() -> Iterator[None]:
    """Turn whatever else goes wrong into an error to try again, without its text.

    A repaired template or setting may come; the text of a stray error may hold a name.
    """
    try:
        yield
    except DeliveryError:
        raise
    except Exception as error:
        named = TemporaryError(f"{type(error).__module__}.{type(error).__name__}")
        logger.exception("message not rendered", exc_info=named.with_traceback(error.__traceback__))
        raise named from None


def _fail(message: Message, error: str) -> None:
    message.state, message.error = State.FAILED, error
    logger.error("message %s (%s) failed: %s", message.pk, message.kind, error)

"""The mails that wait, as people will read them."""

from django.utils import translation

from messaging.kinds import kind_named
from messaging.models import Message


def mails(language=None):
    """Return (recipient, content) of every mail, the oldest first."""
    return [(one.recipient, rendered(one, language)) for one in Message.objects.order_by("pk")]


def rendered(message, language=None):
    with translation.override(language or message.language):
        return kind_named(message.kind).render(message)


def is_wanted(message, at) -> bool:
    return kind_named(message.kind).is_wanted(message, at=at)

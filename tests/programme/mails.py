"""The mails that wait, as people will read them."""

from django.utils import translation

from messaging.kinds import kind_named
from messaging.models import Message


def mails():
    """Return (recipient, content) of every mail, the oldest first."""
    return [(one.recipient, rendered(one)) for one in Message.objects.order_by("pk")]


def rendered(message):
    with translation.override(message.language):
        return kind_named(message.kind).render(message)


def link_of(content):
    """Return the path of the one link in a mail."""
    (line,) = [line for line in content.text.splitlines() if line.startswith("http")]
    return "/" + line.split("/", 3)[3]

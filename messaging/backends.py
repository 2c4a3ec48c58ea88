from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from messaging import outbox_files


class OutboxFileBackend(BaseEmailBackend):
    """Puts every mail into the outbox folder as `<time>-<chance>.eml`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            outbox_files.write(".eml", mail.message().as_bytes(linesep="\r\n"))
        return len(email_messages)

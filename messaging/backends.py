from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from messaging import outbox_files


class OutboxFileBackend(BaseEmailBackend):
    """Puts every mail into the outbox folder as `<time>-<chance>.eml`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            outbox_files.write(".eml", _bytes(mail))
        return len(email_messages)


def _bytes(mail: EmailMessage) -> bytes:
    # The stubs know the standard library's message; Django's own takes the end of a line.
    return mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's message takes it

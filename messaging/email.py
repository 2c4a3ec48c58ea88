"""E-mail: text and HTML, and where a calendar is concerned the iTIP object twice (I2)."""

import smtplib
from contextlib import suppress

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from languages.codes import html_lang
from messaging.errors import PermanentError, TemporaryError
from messaging.kinds import Content
from messaging.models import Message

TIMEOUT = 20  # seconds for every answer of the server


def build(message: Message, content: Content) -> EmailMultiAlternatives:
    """Return the mail. Its Message-ID is the message's key: a repeated mail is seen to be one.

    The calendar is an alternative with its method, which Outlook, Gmail and Apple Mail act on,
    and a file for programs that only know attachments (docs/decisions/0005-messages.md).
    """
    mail = EmailMultiAlternatives(
        subject=" ".join(content.subject.split()),
        body=content.text,
        to=[message.recipient],
        headers={
            "Message-ID": f"<{message.key}@{settings.MESSAGE_ID_DOMAIN}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": html_lang(message.language),
        },
    )
    if content.html:
        mail.attach_alternative(content.html, "text/html")
    if content.calendar:
        calendar = content.calendar.decode()
        mail.attach_alternative(calendar, f"text/calendar; method={content.method}")
        mail.attach("termin.ics", content.calendar, "application/ics")
    return mail


def deliver(message: Message, content: Content) -> None:
    """Hand the mail over; raises TemporaryError or PermanentError, without the address."""
    connection = get_connection(timeout=TIMEOUT)
    try:
        connection.open()
        connection.send_messages([build(message, content)])
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        raise _refusal(min(codes, default=0)) from None
    except smtplib.SMTPDataError as error:
        raise _refusal(error.smtp_code) from None
    except smtplib.SMTPResponseException as error:
        raise TemporaryError(f"smtp {error.smtp_code}") from None
    except (smtplib.SMTPException, OSError) as error:
        raise TemporaryError(f"smtp {type(error).__name__}") from None
    finally:
        # The mail has been accepted or not: a farewell that fails must not change that.
        with suppress(smtplib.SMTPException, OSError):
            connection.close()


def _refusal(code: int) -> PermanentError | TemporaryError:
    """Return what an SMTP reply to recipient or data means: 5xx is for good (RFC 5321, 4.2.1)."""
    return (PermanentError if code >= 500 else TemporaryError)(f"smtp {code}")

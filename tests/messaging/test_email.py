import email
from email.policy import default

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage

from messaging.email import build
from messaging.kinds import Content
from messaging.models import Message

CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Лична карта\r\nEND:VCALENDAR\r\n".encode()


def read(content, **fields):
    message = Message(recipient="maja@example.org", language="sr-latn", **fields)
    raw = build(message, content).message().as_bytes(linesep="\r\n")
    return message, email.message_from_bytes(raw, policy=default)


@pytest.mark.req("I2")
def test_mail_carries_the_calendar_as_alternative_and_as_file():
    content = Content("Text", "Subject", "<p>Text</p>", CALENDAR, "REQUEST")

    _message, mail = read(content)

    alternatives, file = mail.iter_parts()
    kinds = [part.get_content_type() for part in alternatives.iter_parts()]
    invitation = list(alternatives.iter_parts())[2]
    assert mail.get_content_type() == "multipart/mixed"
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    assert invitation["Content-Type"].params["method"] == "REQUEST"
    assert invitation["Content-Type"].params["charset"] == "utf-8"
    assert invitation.get_payload(decode=True).replace(b"\r\n", b"\n") == CALENDAR.replace(
        b"\r\n", b"\n"
    )
    assert [file.get_content_type(), file.get_filename()] == ["application/ics", "termin.ics"]
    assert file.get_payload(decode=True) == CALENDAR


def test_mail_without_calendar_has_no_file():
    _message, mail = read(Content("Text", "Subject", "<p>Text</p>"))

    assert mail.get_content_type() == "multipart/alternative"


def test_mail_says_that_a_machine_wrote_it_and_in_which_language():
    message, mail = read(Content("Text", "Subject"))

    assert [mail["Auto-Submitted"], mail["Content-Language"]] == ["auto-generated", "sr-Latn"]
    assert mail["Message-ID"] == f"<{message.key}@okence.example.org>"


def test_subject_stays_one_line():
    _message, mail = read(Content("Text", "Termin\r\nBcc: all@example.org"))

    assert mail["Subject"] == "Termin Bcc: all@example.org"
    assert mail["Bcc"] is None


@pytest.mark.req("M3")
def test_outbox_files_are_whole_mails_in_order_of_time(settings, tmp_path):
    settings.OUTBOX_DIR = tmp_path / "outbox"
    connection = django_mail.get_connection("messaging.backends.OutboxFileBackend")
    mails = [EmailMessage(str(number), "Besedilo č", to=["a@example.org"]) for number in range(9)]

    count = connection.send_messages(mails)

    files = sorted(settings.OUTBOX_DIR.iterdir())
    subjects = [email.message_from_bytes(f.read_bytes(), policy=default)["Subject"] for f in files]
    assert count == 9
    assert {file.suffix for file in files} == {".eml"}
    assert subjects == [str(number) for number in range(9)]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}

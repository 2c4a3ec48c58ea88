import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from messaging import rescue, sending
from messaging.actions import drop
from messaging.enums import State
from messaging.models import Message
from messaging.tasks import requeue_lost_messages

JOBS = ProcrastinateJob.objects.filter(task_name=rescue.TASK)


@pytest.mark.django_db(transaction=True)
def test_queue_vanishes_with_the_transaction_that_wrote_it(queued):
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)

    assert [Message.objects.count(), JOBS.count()] == [0, 0]


@pytest.mark.django_db(transaction=True)
def test_queue_names_no_person_in_its_job(queued):
    message = queued()

    assert list(JOBS.values_list("args", flat=True)) == [{"message_id": message.pk}]


@pytest.mark.django_db
def test_queue_refuses_a_kind_nobody_registered(queued, note):
    note.name = "tests.unknown"

    with pytest.raises(KeyError):
        queued()


def test_worker_sends_a_queued_mail(mailbox, queued, work):
    message = queued("Vaš termin / ваш термин")
    work()

    message.refresh_from_db()
    (mail,) = mailbox.mails
    assert [message.state, message.attempts] == [State.SENT, 1]
    assert mailbox.recipients == ["maja@example.org"]
    assert mail["Message-ID"] == f"<{message.key}@okence.example.org>"
    assert mail.get_body(("plain",)).get_content().strip() == "Vaš termin / ваш термин"


def test_message_no_longer_wanted_is_dropped(mailbox, note, queued, work):
    note.is_wanted_answer = False
    message = queued()
    work()

    message.refresh_from_db()
    assert [message.state, mailbox.mails] == [State.DROPPED, []]


def test_dropped_messages_leave_no_jobs_and_the_others_go(mailbox, queued, work):
    gone, kept = queued(), queued()

    number = drop(Message.objects.filter(pk=gone.pk))
    waiting = JOBS.filter(status="todo").count()
    work()

    states = [Message.objects.get(pk=one.pk).state for one in (gone, kept)]
    assert (number, waiting) == (1, 1)
    assert (states, len(mailbox.mails)) == ([State.DROPPED, State.SENT], 1)


def test_temporary_refusal_is_tried_again_later(mailbox, queued, work):
    mailbox.answers = ["451 maja@example.org is busy"]
    message = queued()
    work()

    message.refresh_from_db()
    job = JOBS.get()
    wait = job.scheduled_at - datetime.now(UTC)
    assert [message.state, message.error, message.attempts] == [State.QUEUED, "smtp 451", 1]
    assert job.status == "todo"
    assert timedelta(seconds=30) < wait <= sending.WAITS[0]


def test_refusal_for_good_is_not_tried_again(mailbox, queued, work, caplog):
    mailbox.answers = ["550 maja@example.org does not exist"]
    message = queued()
    work()

    message.refresh_from_db()
    assert [message.state, message.error] == [State.FAILED, "smtp 550"]
    assert JOBS.get().status == "succeeded"
    assert [record.levelno for record in caplog.records if record.name.startswith("messaging")] == [
        logging.ERROR
    ]
    assert "maja@" not in caplog.text


def test_server_that_is_down_is_tried_again(mailbox, queued, work, settings):
    settings.EMAIL_PORT = 9  # nobody listens there
    message = queued()
    work()

    message.refresh_from_db()
    assert [message.state, message.error] == [State.QUEUED, "smtp ConnectionRefusedError"]


@pytest.mark.django_db
def test_last_attempt_makes_the_message_fail(mailbox, queued):
    mailbox.answers = ["451 busy"] * (sending.MAX_ATTEMPTS + 1)
    message = queued()

    waits = [sending.attempt(message.pk, at=datetime.now(UTC)) for _ in range(10)]

    message.refresh_from_db()
    assert waits == [*sending.WAITS, None, None, None]
    assert [message.state, message.attempts] == [State.FAILED, sending.MAX_ATTEMPTS]


@pytest.mark.django_db
def test_message_that_kills_its_workers_is_given_up(mailbox, queued):
    message = queued()
    Message.objects.update(attempts=sending.MAX_ATTEMPTS)

    sending.attempt(message.pk, at=datetime.now(UTC))

    message.refresh_from_db()
    assert [message.state, mailbox.mails] == [State.FAILED, []]


@pytest.mark.django_db
def test_stray_error_names_nobody(mailbox, note, queued, caplog):
    note.error = LookupError("Maja Zupan, maja@example.org")
    message = queued()

    sending.attempt(message.pk, at=datetime.now(UTC))

    message.refresh_from_db()
    assert [message.state, message.error] == [State.QUEUED, "builtins.LookupError"]
    assert "Traceback" in caplog.text
    assert "Maja" not in caplog.text


def test_messages_of_one_turn_keep_their_order(mailbox, queued, work):
    mailbox.answers = ["451 busy"]
    for text in ("booked", "cancelled"):
        queued(text, turn="booking:1:email")
    queued("another's", turn="booking:2:email")

    work()
    first = [mail.get_body(("plain",)).get_content().strip() for mail in mailbox.mails]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
    work()

    texts = [mail.get_body(("plain",)).get_content().strip() for mail in mailbox.mails]
    assert first == ["another's"]
    assert texts == ["another's", "booked", "cancelled"]


def test_two_workers_send_one_message_once(mailbox, queued, transactional_db):
    mailbox.delay = 0.5
    message = queued()

    def attempt():
        sending.attempt(message.pk, at=datetime.now(UTC))
        connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(mailbox.mails) == 1


def test_message_without_a_job_gets_one(mailbox, queued, work):
    old = queued(at=datetime.now(UTC) - rescue.GRACE - timedelta(minutes=1))
    queued()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")

    requeue_lost_messages(0)
    requeue_lost_messages(0)

    assert [job.args for job in JOBS.all()] == [{"message_id": old.pk}]


@pytest.mark.req("X4")
def test_old_messages_forget_whom_they_went_to(mailbox, queued, work):
    from asgiref.sync import async_to_sync

    from messaging.retention import KEEP, aforget_old

    now = datetime.now(UTC)
    old, fresh = queued(at=now - KEEP - timedelta(hours=1)), queued()
    work()

    count = async_to_sync(aforget_old)(at=now)

    kept = {message.pk: [message.recipient, message.context] for message in Message.objects.all()}
    assert count == 1
    assert kept == {old.pk: ["", {}], fresh.pk: ["maja@example.org", {"text": "Hello"}]}


def test_mail_that_was_taken_is_sent_even_if_the_farewell_fails(mailbox, queued, work, monkeypatch):
    monkeypatch.setattr("messaging.email.TIMEOUT", 0.5)
    mailbox.is_deaf = True
    message = queued()
    work()

    message.refresh_from_db()
    assert [message.state, len(mailbox.mails)] == [State.SENT, 1]


def test_demonstrations_mail_becomes_a_file(queued, work, settings, tmp_path):
    settings.EMAIL_BACKEND = "messaging.backends.OutboxFileBackend"
    settings.OUTBOX_DIR = tmp_path
    message = queued()
    work()

    message.refresh_from_db()
    assert [message.state, len(list(tmp_path.glob("*.eml")))] == [State.SENT, 1]

"""A worker that dies between the mail server's yes and our commit."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from booking.messages import outgoing
from messaging import rescue
from messaging.enums import State
from messaging.models import Message
from messaging.tasks import retry_stalled_jobs
from tests.factories.booking import booked
from tests.messaging.servers import Mailbox, start_smtp

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def server():
    mailbox = Mailbox()
    controller = start_smtp(mailbox)
    yield mailbox, controller.port
    mailbox.is_deaf = False
    controller.stop()


@pytest.fixture
def kill_at_the_end(transactional_db):
    """Take note of processes; none outlives the test and its database."""
    processes = []
    yield processes.append
    for process in processes:
        process.kill()
        process.wait()


def start_worker(port, *options):
    """Start the worker as operations do, in a process of its own, on the test database."""
    place = connection.settings_dict
    login = ":".join(quote(place[part], safe="") for part in ("USER", "PASSWORD") if place[part])
    host = quote(place["HOST"], safe="")
    database = f"postgres://{login}@{host}:{place['PORT'] or 5432}/{place['NAME']}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DATABASE_URL": database,
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
    }
    command = [sys.executable, "manage.py", "procrastinate", "worker", *options]
    return subprocess.Popen(command, cwd=ROOT, env=environment)


def let_the_workers_silence_be_noticed():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 min'")


def periodic_rescue():
    """Do what the minute does, unless the killed worker's own clock has just done it."""
    with suppress(AlreadyEnqueued):
        retry_stalled_jobs.defer(timestamp=0)


@pytest.mark.django_db(transaction=True)
def test_killed_worker_repeats_the_mail_under_the_same_message_id(server, kill_at_the_end):
    mailbox, port = server
    mailbox.is_deaf = True
    now = datetime.now(UTC)
    booking = booked(starts_at=now.replace(second=0, microsecond=0) + timedelta(days=3))
    outgoing.confirmation(booking, at=now)

    worker = start_worker(port, "--queues", "messages")
    kill_at_the_end(worker)
    assert mailbox.taken.wait(60), "no mail arrived"
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()

    message = Message.objects.get()
    job = ProcrastinateJob.objects.get(task_name=rescue.TASK)
    assert [message.state, message.attempts, job.status] == [State.QUEUED, 1, "doing"]

    mailbox.is_deaf = False
    let_the_workers_silence_be_noticed()
    periodic_rescue()
    second = start_worker(port, "--queues", "messages", "--one-shot")
    kill_at_the_end(second)
    assert second.wait(60) == 0

    message.refresh_from_db()
    job.refresh_from_db()
    first, again = mailbox.mails
    assert [message.state, message.attempts, job.status] == [State.SENT, 2, "succeeded"]
    assert first["Message-ID"] == again["Message-ID"] == f"<{message.key}@okence.example.org>"


@pytest.mark.django_db(transaction=True)
def test_killed_workers_job_is_left_alone_while_it_may_live(server, kill_at_the_end):
    mailbox, port = server
    mailbox.is_deaf = True
    now = datetime.now(UTC)
    outgoing.confirmation(booked(starts_at=now + timedelta(days=3)), at=now)

    worker = start_worker(port, "--queues", "messages")
    kill_at_the_end(worker)
    assert mailbox.taken.wait(60), "no mail arrived"
    periodic_rescue()
    second = start_worker(port, "--queues", "messages", "--one-shot")
    kill_at_the_end(second)
    assert second.wait(60) == 0

    assert len(mailbox.mails) == 1
    assert worker.poll() is None
    assert ProcrastinateJob.objects.get(task_name=rescue.TASK).status == "doing"

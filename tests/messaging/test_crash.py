"""A worker that dies between the mail server's yes and our commit."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

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


def start_worker(port, *options):
    """Start the worker as operations do, in a process of its own, on the test database."""
    place = connection.settings_dict
    host = quote(place["HOST"] or "", safe="").lower()
    user = quote(f"{place['USER']}:{place['PASSWORD']}" if place["PASSWORD"] else place["USER"])
    database = f"postgres://{user}@{host}:{place['PORT'] or 5432}/{place['NAME']}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DATABASE_URL": database,
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
    }
    command = [sys.executable, "manage.py", "procrastinate", "worker", *options]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE)


def let_the_workers_silence_be_noticed():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 min'")


def periodic_rescue():
    retry_stalled_jobs.defer(timestamp=0)


@pytest.mark.django_db(transaction=True)
def test_killed_worker_repeats_the_mail_under_the_same_message_id(server):
    mailbox, port = server
    mailbox.is_deaf = True
    now = datetime.now(UTC)
    booking = booked(starts_at=now.replace(second=0, microsecond=0) + timedelta(days=3))
    outgoing.confirmation(booking, at=now)

    worker = start_worker(port, "--queues", "messages")
    assert mailbox.taken.wait(60), worker.stderr.read().decode()
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()

    message = Message.objects.get()
    job = ProcrastinateJob.objects.get(task_name=rescue.TASK)
    assert [message.state, message.attempts, job.status] == [State.QUEUED, 1, "doing"]

    mailbox.is_deaf = False
    let_the_workers_silence_be_noticed()
    periodic_rescue()
    second = start_worker(port, "--queues", "messages", "--one-shot")
    assert second.wait(60) == 0, second.stderr.read().decode()

    message.refresh_from_db()
    job.refresh_from_db()
    first, again = mailbox.mails
    assert [message.state, message.attempts, job.status] == [State.SENT, 2, "succeeded"]
    assert first["Message-ID"] == again["Message-ID"] == f"<{message.key}@okence.example.org>"


@pytest.mark.django_db(transaction=True)
def test_killed_workers_job_is_left_alone_while_it_may_live(server):
    mailbox, port = server
    mailbox.is_deaf = True
    now = datetime.now(UTC)
    outgoing.confirmation(booked(starts_at=now + timedelta(days=3)), at=now)

    worker = start_worker(port, "--queues", "messages")
    assert mailbox.taken.wait(60), worker.stderr.read().decode()
    periodic_rescue()
    second = start_worker(port, "--queues", "messages", "--one-shot")
    second.wait(60)
    worker.kill()
    worker.wait()

    assert len(mailbox.mails) == 1
    assert ProcrastinateJob.objects.get(task_name=rescue.TASK).status == "doing"

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from procrastinate.contrib.django import app

from messaging import kinds
from messaging.actions import queue
from messaging.enums import Medium
from messaging.kinds import Content
from tests.messaging.servers import Mailbox, start_smtp


@dataclass
class Note:
    """The simplest kind: says what its context says, unless it is told otherwise."""

    name: str = "tests.note"
    is_wanted_answer: bool = True
    error: Exception | None = None
    calendar: bytes = b""
    rendered: list[int] = field(default_factory=list)

    def is_wanted(self, message, *, at):
        return self.is_wanted_answer

    def render(self, message):
        if self.error:
            raise self.error
        self.rendered.append(message.pk)
        text = message.context["text"]
        return Content(text, "Subject", f"<p>{text}</p>", self.calendar, "REQUEST")


@pytest.fixture
def note():
    kind = Note()
    kinds.register(kind)
    yield kind
    del kinds._registered["tests.note"]


@pytest.fixture
def mailbox(settings):
    mailbox = Mailbox()
    controller = start_smtp(mailbox)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield mailbox
    mailbox.is_deaf = False
    controller.stop()


@pytest.fixture
def queued(note):
    """Queue a note, now unless said otherwise."""

    def write(text="Hello", *, recipient="maja@example.org", medium=Medium.EMAIL, **more):
        more = {"language": "en", "at": datetime.now(UTC)} | more
        return queue(note.name, medium, recipient, context={"text": text}, **more)

    return write


@pytest.fixture
def work(transactional_db):
    """Run a real worker until its queue is empty."""

    def run():
        connector = app.connector.get_worker_connector()
        with app.replace_connector(connector) as worker_app:
            worker_app.run_worker(
                queues=["messages"],
                wait=False,
                listen_notify=False,
                install_signal_handlers=False,
            )

    return run

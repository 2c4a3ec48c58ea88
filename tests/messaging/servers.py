"""Real servers on this machine for the tests of messages."""

import email
import socket
import threading
from email.message import Message as Mail
from email.policy import default

from aiosmtpd.controller import Controller


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Mailbox:
    """Takes mails; `answers` holds replies to be given to the next ones instead of a yes.

    While `is_deaf`, a client that says goodbye gets no reply: it hangs after its mail was taken.
    """

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.recipients: list[str] = []
        self.answers: list[str] = []
        self.taken = threading.Event()
        self.is_deaf = False
        self.delay = 0.0

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802  # aiosmtpd's name
        import asyncio

        await asyncio.sleep(self.delay)
        if self.answers:
            return self.answers.pop(0)
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        self.recipients += envelope.rcpt_tos
        self.taken.set()
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope) -> str:  # noqa: N802  # aiosmtpd's name
        import asyncio

        while self.is_deaf:
            await asyncio.sleep(0.05)
        return "221 Bye"


def start_smtp(mailbox: Mailbox) -> Controller:
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    return controller

"""A whole portal in a folder of its own: database, web server, job worker, demonstration data."""

import email
import email.policy
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

import psycopg

from portal import embedded_postgres
from tests import prepared_database

ROOT = Path(__file__).resolve().parent.parent.parent
PILOT_SECONDS = 300


class PortalRun:
    """`make demo` at pilot scale on a free port; `stop()` ends everything it started."""

    def __init__(self, var: Path) -> None:
        self.var = var
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.took = 0.0  # seconds of the last start
        self.read: dict[Path, EmailMessage] = {}

    def take_tables(self) -> None:
        """Fill the empty database with the migrations' tables, as they are kept for all tests."""
        embedded_postgres.start(self.var)
        prepared_database.read_into(self.var, prepared_database.dump(self.var))
        embedded_postgres.stop(self.var)  # the demonstration ends the server that it starts

    def start(self) -> None:
        environment = os.environ | {
            "OKENCE_VAR": str(self.var),
            "OKENCE_SCALE": "pilot",
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
            "OKENCE_BASE_URL": self.address,
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        }
        environment.pop("DATABASE_URL", None)
        self.log = (self.var / "demo.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "portal.demo"],
            cwd=ROOT,
            env=environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        began = time.monotonic()
        self.wait_until_ready(PILOT_SECONDS)
        self.took = time.monotonic() - began

    @property
    def said(self) -> str:
        """Return what was printed since the data folder was made."""
        return (self.var / "demo.log").read_text()

    def wait_until_ready(self, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            if self.is_ready():
                return
            time.sleep(0.2)
        raise AssertionError((self.var / "demo.log").read_text()[-4000:])

    def is_ready(self) -> bool:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", "/healthz/ready")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=40)
        finally:
            self.process.kill()
            self.log.close()
            embedded_postgres.stop(self.var)

    def database(self) -> psycopg.Connection:
        """Return a connection of its own to the portal's database."""
        return psycopg.connect(embedded_postgres.database_url(self.var), autocommit=True)

    def mails(self) -> list[EmailMessage]:
        """Return the outbox's e-mails in the order they were written, each parsed once."""
        for path in (self.var / "outbox").glob("*.eml"):
            if path not in self.read:
                content = path.read_bytes()
                self.read[path] = email.message_from_bytes(content, policy=email.policy.default)
        return [self.read[path] for path in sorted(self.read)]

    def mails_about(self, text: str, count: int, seconds: float = 40) -> list[EmailMessage]:
        """Wait until `count` e-mails hold `text` in their text part; return them in order."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = [m for m in self.mails() if text in m.get_body(("plain",)).get_content()]
            if len(found) >= count:
                return found
            time.sleep(0.2)
        raise AssertionError(f"not {count} e-mails with {text!r}: {[m['Subject'] for m in found]}")

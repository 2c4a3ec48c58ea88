"""The real server on a free port, and lean clients that talk to it."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

HOST = "127.0.0.1"


@contextmanager
def running(workers: int, threads: int) -> Iterator[int]:
    """Run gunicorn with the portal; yield its port once it is ready."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--no-control-socket"]
    command += ["-k", "gthread", "-w", str(workers), "--threads", str(threads)]
    command += ["-b", f"{HOST}:{port}", "--log-level", "warning"]
    # Pages are kept for whoever asks at the portal's own address only.
    environment = os.environ | {"OKENCE_BASE_URL": f"http://{HOST}:{port}"}
    server = subprocess.Popen(command, env=environment)  # noqa: S603 - our own command
    try:
        wait_until_ready(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_until_ready(port: int, seconds: float = 60) -> None:
    """Return when /healthz/ready is 200; TimeoutError otherwise."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if Client(port).get("/healthz/ready")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise TimeoutError("the server did not become ready")


class Client:
    """One kept-alive connection; methods return (status, body), `answered` has the headers."""

    def __init__(self, port: int, token: str = "", cookie: str = "") -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=30)
        self.headers = {"Authorization": f"Token {token}"} if token else {}
        if cookie:
            self.headers["Cookie"] = cookie

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        return self._send("GET", path, None, headers)

    def post(self, path: str, data: object) -> tuple[int, dict]:
        status, body = self._send("POST", path, json.dumps(data))
        return status, json.loads(body or b"{}")

    def _send(
        self, method: str, path: str, body: str | None, more: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        headers = self.headers | (more or {})
        headers |= {"Content-Type": "application/json"} if body else {}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        self.answered = response.headers
        return response.status, response.read()

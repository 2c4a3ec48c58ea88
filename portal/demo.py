"""The whole portal in the foreground, for a demonstration: `make demo`, or `python -m portal.demo`.

Environment: PORT (8000), HOST (127.0.0.1), OKENCE_VAR (`var/`), DATABASE_URL (else the embedded
PostgreSQL), WEB_WORKERS (2), OKENCE_SCALE (nation). Ctrl-C or SIGTERM stops what it started.
"""

import errno
import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from portal import embedded_postgres
from portal.demo_processes import ROOT, Service, StepFailed, end, run, say, step
from portal.postgres_place import known_cluster
from portal.postgres_process import postmaster
from portal.postgres_user import PostgresUnavailable

READY_SECONDS = 120
LOOK_SECONDS = 0.25
THREADS = "4"


class Stopped(Exception):
    """Ctrl-C, SIGTERM or the terminal's end."""


class NotPossible(Exception):
    """The demonstration cannot start; the text says why in one sentence."""


@dataclass(frozen=True)
class Setup:
    """What the environment says."""

    host: str
    port: int
    var: Path
    has_own_database: bool
    workers: int
    scale: str

    @property
    def address(self) -> str:
        """The portal's address as a browser on this machine has it, without the final slash."""
        seen = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - compared
        return f"http://{f'[{seen}]' if ':' in seen else seen}:{self.port}"

    @property
    def binding(self) -> str:
        """Host and port as the web server takes them."""
        return f"{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


def setup_from(environment: dict[str, str]) -> Setup:
    """Read the environment. Raises NotPossible for a number that is none."""
    numbers = {}
    for name, default, highest in (("PORT", "8000", 65535), ("WEB_WORKERS", "2", 64)):
        given = environment.get(name) or default
        if not given.isdecimal() or not 1 <= int(given) <= highest:
            raise NotPossible(f"{name} is {given!r}; it must be a number from 1 to {highest}.")
        numbers[name] = int(given)
    return Setup(
        host=environment.get("HOST") or "127.0.0.1",
        port=numbers["PORT"],
        var=Path(environment.get("OKENCE_VAR") or ROOT / "var").resolve(),
        has_own_database=not environment.get("DATABASE_URL"),
        workers=numbers["WEB_WORKERS"],
        scale=environment.get("OKENCE_SCALE") or "nation",
    )


def check_port(setup: Setup) -> None:
    """Raise NotPossible if the port is taken or the host is not ours."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            setup.host, setup.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as problem:
        remedy = f"choose another, for example: make demo PORT={setup.port % 65535 + 1}"
        if problem.errno == errno.EADDRINUSE:
            raise NotPossible(
                f"Port {setup.port} of {setup.host} is in use: stop what uses it, or {remedy}"
            ) from None
        raise NotPossible(
            f"The portal cannot listen on {setup.binding} ({problem.strerror}): {remedy}"
        ) from None


def manage(*arguments: str) -> list[str]:
    """Return the command line of a management command."""
    return [sys.executable, "manage.py", *arguments]


def prepare(setup: Setup) -> None:
    """Bring database, tables and demonstration data up to date."""
    if setup.has_own_database:
        with step("database"):
            embedded_postgres.start(setup.var)
    with step("tables"):
        run(manage("make_tables"))
    with step(f"demonstration data ({setup.scale})"):
        run(manage("load_demo", "--scale", setup.scale))


def services(setup: Setup) -> list[Service]:
    """Return web server and job worker, not yet started."""
    from gunicorn.config import KNOWN_SETTINGS

    web = [sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", setup.binding]
    web += ["--worker-class", "gthread", "--workers", str(setup.workers), "--threads", THREADS]
    web += ["--log-level", "warning", "--graceful-timeout", "5"]
    if any(known.name == "control_socket_disable" for known in KNOWN_SETTINGS):
        web.append("--no-control-socket")
    return [
        Service("web server", web),
        Service("job worker", manage("procrastinate", "worker")),
    ]


def is_ready(setup: Setup) -> bool:
    """Ask the portal itself; a proxy of the environment is not asked."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{setup.address}/healthz/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def wait_until_ready(setup: Setup, running: Sequence[Service]) -> None:
    """Wait for the portal's own word. Raises NotPossible after two minutes."""
    deadline = time.monotonic() + READY_SECONDS
    while not is_ready(setup):
        if time.monotonic() > deadline:
            raise NotPossible(f"{setup.address}/healthz/ready did not answer 200 in time.")
        for service in running:
            service.tend(time.monotonic())
        time.sleep(LOOK_SECONDS)


def tend(setup: Setup, running: Sequence[Service]) -> None:
    """Keep everything running until a signal comes."""
    while True:
        time.sleep(LOOK_SECONDS)
        if setup.has_own_database and not database_runs(setup):
            say("  ! the database has ended; starting it again")
            try:
                embedded_postgres.start(setup.var)
            except PostgresUnavailable as problem:
                say(f"  ! {problem}")
                time.sleep(LOOK_SECONDS * 20)
        for service in running:
            service.tend(time.monotonic())


def database_runs(setup: Setup) -> bool:
    """Tell whether the embedded server's process lives."""
    cluster = known_cluster(setup.var)
    return cluster is not None and postmaster(cluster) is not None


def accounts(setup: Setup) -> Iterator[str]:
    """Yield a line for each demonstration account; nothing if there are none."""
    path = setup.var / "demo-accounts.json"
    if not path.is_file():
        return
    yield f"  Accounts by role ({path}):"
    for each in json.loads(path.read_text()):
        if "token" in each:
            yield f"    {each['role']:28} token {each['token']}"
        else:
            second = f"  TOTP {each['totp_secret']}" if each.get("totp_secret") else ""
            yield f"    {each['role']:28} {each['username']:28} {each['password']}{second}"


def welcome(setup: Setup, seconds: float) -> None:
    """Say where everything is."""
    say(f"\n  Okence is ready after {seconds:.1f} s: {setup.address}/\n")
    for line in accounts(setup):
        say(line)
    mail = os.environ.get("EMAIL_URL") or f"{setup.var / 'outbox'} (*.eml)"
    messages = os.environ.get("SMS_GATEWAY_URL") or f"{setup.var / 'outbox'} (*.sms.json)"
    say(f"\n  Mail: {mail}\n  SMS:  {messages}\n  Ctrl-C stops everything.\n")


def on_signals(action: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    """Set what Ctrl-C, SIGTERM and the end of the terminal do."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, action)


def stop(number: int, frame: FrameType | None) -> None:
    """Leave whatever is going on; further signals are ignored, for stopping takes its time."""
    on_signals(signal.SIG_IGN)
    raise Stopped


def serve(setup: Setup) -> None:
    """Prepare, start and tend everything; stop it again on the way out, whatever happens."""
    began = time.monotonic()
    had_database = database_runs(setup)
    running: list[Service] = []
    try:
        on_signals(stop)
        say(f"Okence demonstration, data folder {setup.var}")
        prepare(setup)
        running += services(setup)
        with step("web server and job worker"):
            for service in running:
                service.start(time.monotonic())
            wait_until_ready(setup, running)
        welcome(setup, time.monotonic() - began)
        tend(setup, running)
    finally:
        on_signals(signal.SIG_IGN)
        say("  stopping")
        end([each.process for each in running if each.process])
        if setup.has_own_database and not had_database:
            embedded_postgres.stop(setup.var)


def main() -> int:
    """Run the demonstration; return 0 after Ctrl-C, 1 if it could not start."""
    try:
        setup = setup_from(dict(os.environ))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
        os.environ.setdefault("OKENCE_BASE_URL", setup.address)
        check_port(setup)
        serve(setup)
    except Stopped:
        return 0
    except (NotPossible, StepFailed, PostgresUnavailable) as problem:
        say(f"\n{problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

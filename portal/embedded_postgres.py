"""A PostgreSQL of our own in the data folder, for machines where nobody has set one up.

`database_url(var)` is all that settings need. From the command line, for the data folder OKENCE_VAR
(default `var/`): `python -m portal.embedded_postgres url|start|stop|status`. The server keeps
running between commands. Why it is as it is: docs/decisions/0002-embedded-postgres.md.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from portal.postgres_binaries import EXTENSIONS, Binaries, find
from portal.postgres_place import (
    SOCKET_NAME,
    is_private,
    known_cluster,
    new_cluster,
    socket_folder,
)
from portal.postgres_process import Postmaster, is_alive, postmaster, stale_pid
from portal.postgres_user import PostgresUnavailable, ServerUser, server_user

NAME = "okence"  # of the role and of the database
SUPERUSER = "postgres"
LOG = "okence.log"

LOCK_SECONDS = 180
START_SECONDS = 60
CONNECT_SECONDS = 20

SERVER_OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    # Parallel queries take this first: a container's /dev/shm often has only 64 MB.
    "min_dynamic_shared_memory": "64MB",
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}


@dataclass(frozen=True)
class Server:
    """A server that answers: where, and whether this very call started it."""

    url: str
    was_started: bool


def database_url(var: Path, *, source: str | None = None) -> str:
    """Return the libpq URL of the data folder's own database, started and ready.

    `source` is "installed", "wheel" or None for either (environment: OKENCE_POSTGRES).
    Raises PostgresUnavailable with the reason and the remedy.
    """
    return start(var, source=source).url


def start(var: Path, *, source: str | None = None) -> Server:
    """Make sure that the data folder's cluster exists, runs and answers; see `database_url`."""
    var.mkdir(parents=True, exist_ok=True)
    var = var.resolve()
    cluster = known_cluster(var)
    if cluster and (url := _answering(cluster)):
        return Server(url, was_started=False)
    source = source or os.environ.get("OKENCE_POSTGRES") or None
    with _locked(var):
        cluster = known_cluster(var)
        user = server_user(cluster)
        if cluster is None:
            cluster = new_cluster(var, user)
            _initialise(cluster, user, find(user, source=source))
        elif url := _answering(cluster):
            return Server(url, was_started=False)
        return _started(cluster, user, source)


def stop(var: Path) -> bool:
    """Stop the data folder's server, if it runs; tell whether it did. Sessions are cut off."""
    var = var.resolve()
    if not var.is_dir() or known_cluster(var) is None:
        return False
    with _locked(var):
        cluster = known_cluster(var)
        user = server_user(cluster)
        running = postmaster(cluster) if cluster else None
        if cluster is None or running is None:
            return False
        _stop_server(cluster, user)
        with contextlib.suppress(OSError):
            running.sockets.rmdir()
        return True


@contextlib.contextmanager
def _locked(var: Path) -> Iterator[None]:
    """Hold the lock beside the cluster, so that of two commands only one starts a server."""
    path = var / "postgres.lock"
    deadline = time.monotonic() + LOCK_SECONDS
    with path.open("a") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise PostgresUnavailable(
                        f"Another command has held {path} for {LOCK_SECONDS} seconds: "
                        "it is still starting the database, or hangs."
                    ) from None
                time.sleep(0.05)
        yield


def _initialise(cluster: Path, user: ServerUser, binaries: Binaries) -> None:
    """Make a cluster beside its place, then rename it: a killed start leaves no half of one."""
    for leftover in cluster.parent.glob(f"{cluster.name}.new-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    made = cluster.with_name(f"{cluster.name}.new-{secrets.token_hex(4)}")
    made.mkdir(mode=0o700)
    user.take(made)
    # Letters of all our alphabets need a UTF-8 character type; sorting is by key (languages/), so
    # the collation is C. Both come from the C library: alike for either source of programs.
    letters = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    command = [
        binaries.program("initdb"),
        "-D",
        str(made),
        "-U",
        SUPERUSER,
        "-E",
        "UTF8",
        "-A",
        "trust",
    ]
    command += ["--locale=C", f"--lc-ctype={letters}", "--text-search-config=simple"]
    answer = user.run(command)
    if answer.returncode:
        shutil.rmtree(made, ignore_errors=True)
        raise PostgresUnavailable(
            f"The database could not be made in {cluster}: {answer.stderr.strip()}"
        )
    made.rename(cluster)


def _started(cluster: Path, user: ServerUser, source: str | None) -> Server:
    """Start the server if it is down, then wait for a real connection."""
    was_started = False
    began = time.monotonic()
    while time.monotonic() - began < CONNECT_SECONDS:
        running = postmaster(cluster)
        if running is None and not was_started:
            _start_server(cluster, user, find(user, source=source, major=_major(cluster)))
            was_started, began = True, time.monotonic()
        elif running and _connects(_url(running, SUPERUSER, "postgres")):
            _make_database(running)
            return Server(_url(running, NAME, NAME), was_started)
        elif (
            running
            and not (running.sockets / SOCKET_NAME).exists()
            and time.monotonic() - began > 3
        ):
            # Somebody cleared the folder of sockets: the server lives, but nobody can reach it.
            _stop_server(cluster, user)
        else:
            time.sleep(0.1)
    raise PostgresUnavailable(
        f"The database in {cluster} did not answer within {CONNECT_SECONDS} seconds.\n"
        f"{_log_tail(cluster)}"
    )


def _start_server(cluster: Path, user: ServerUser, binaries: Binaries) -> None:
    """Start the server; after a `kill -9` wait until the old one's orphaned sessions have left.

    PostgreSQL itself judges a postmaster.pid left behind, but it believes every process of that
    number to be a server. Where we know better, PG_GRANDPARENT_PID (pg_ctl's own way to say "not
    this one") tells it so; therefore the server is started directly and not by pg_ctl.
    """
    options = SERVER_OPTIONS | {"unix_socket_directories": str(socket_folder(cluster, user))}
    command = [binaries.program("postgres"), "-D", str(cluster)]
    command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        before = _log_size(cluster)
        stale = stale_pid(cluster)
        known = {"PG_GRANDPARENT_PID": str(stale)} if stale else {}
        pid = user.launch(command, log=cluster / LOG, environment=known)
        if _is_up(cluster, pid, deadline):
            return
        if "pre-existing shared memory block" not in _log_tail(cluster, since=before):
            break
        time.sleep(0.2)
    raise PostgresUnavailable(f"PostgreSQL in {cluster} did not start:\n{_log_tail(cluster)}")


def _is_up(cluster: Path, pid: int, deadline: float) -> bool:
    """Wait until the new server is ready (True) or has given up (False)."""
    while is_alive(pid) and time.monotonic() < deadline:
        running = postmaster(cluster)
        if running and running.pid == pid and running.is_ready:
            return True
        time.sleep(0.05)
    return False


def _stop_server(cluster: Path, user: ServerUser) -> None:
    binaries = find(user, major=_major(cluster))
    command = [binaries.program("pg_ctl"), "stop", "-w", "-s", "-D", str(cluster)]
    answer = user.run([*command, "-m", "fast", "-t", "60"])
    if answer.returncode:
        raise PostgresUnavailable(f"PostgreSQL in {cluster} did not stop: {answer.stderr.strip()}")


def _make_database(running: Postmaster) -> None:
    """Create role, database and extensions where they are missing; the role is no superuser."""
    name = sql.Identifier(NAME)
    with psycopg.connect(_url(running, SUPERUSER, "postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME]).fetchone():
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN CREATEDB IN ROLE pg_monitor").format(name)
            )
        if not connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [NAME]
        ).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))
    with psycopg.connect(_url(running, SUPERUSER, NAME), autocommit=True) as connection:
        for extension in map(sql.Identifier, EXTENSIONS):
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(extension))


def _answering(cluster: Path) -> str | None:
    """Return the URL if the server runs and its database is complete, None otherwise."""
    user = server_user(cluster)
    running = postmaster(cluster)
    if running is None or not is_private(running.sockets, user.uid):
        return None
    url = _url(running, NAME, NAME)
    return url if _connects(url, extensions=EXTENSIONS) else None


def _connects(url: str, *, extensions: Sequence[str] = ()) -> bool:
    """Tell whether a connection succeeds and finds these extensions."""
    query = "SELECT count(*) FROM pg_extension WHERE extname = ANY(%s)"
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            return connection.execute(query, [list(extensions)]).fetchone() == (len(extensions),)
    except psycopg.OperationalError as problem:
        # All connections taken is an answer too: the server is there.
        return "too many clients" in str(problem) or "connection slots are reserved" in str(problem)


def _url(running: Postmaster, role: str, database: str) -> str:
    """The socket's folder stands where a host would: settings replace the query part of the URL."""
    return f"postgresql://{role}@{str(running.sockets).replace('/', '%2F')}:5432/{database}"


def _major(cluster: Path) -> int:
    """Only programs of the version that made a cluster can open it."""
    try:
        return int((cluster / "PG_VERSION").read_text())
    except (OSError, ValueError) as problem:
        raise PostgresUnavailable(f"{cluster} is not a PostgreSQL cluster: {problem}") from None


def _log_size(cluster: Path) -> int:
    log = cluster / LOG
    return log.stat().st_size if log.exists() else 0


def _log_tail(cluster: Path, since: int = 0) -> str:
    try:
        with (cluster / LOG).open("rb") as log:
            log.seek(max(since, _log_size(cluster) - 2000))
            return log.read().decode(errors="replace").strip()
    except OSError:
        return ""


def main(arguments: list[str]) -> int:
    """Run one command of the module's command line; return its exit code."""
    root = Path(__file__).resolve().parent.parent
    var = Path(os.environ.get("OKENCE_VAR") or root / "var").resolve()
    try:
        match arguments:
            case ["url"] | []:
                print(database_url(var))
            case ["start"]:
                print("started" if start(var).was_started else "was running already")
            case ["stop"]:
                print("stopped" if stop(var) else "was not running")
            case ["status"]:
                return _status(var)
            case _:
                print(
                    "usage: python -m portal.embedded_postgres [url|start|stop|status]",
                    file=sys.stderr,
                )
                return 2
    except PostgresUnavailable as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _status(var: Path) -> int:
    cluster = known_cluster(var)
    server_user(cluster)
    running = postmaster(cluster) if cluster else None
    if cluster is None or running is None:
        print(f"not running; cluster: {cluster or 'none yet'}")
        return 3
    print(f"running; PostgreSQL {_major(cluster)}, process {running.pid}, cluster {cluster}")
    print(_url(running, NAME, NAME))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

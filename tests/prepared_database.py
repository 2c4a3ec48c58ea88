"""The tests' database: made once by the migrations, kept, and copied for every process of a run.

Three hundred migrations take most of a minute, a copy less than a second. A copy is named by its
process, so runs beside each other do not meet, and a killed one leaves nothing that the next sees.
"""

import hashlib
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from portal import embedded_postgres
from portal.postgres_binaries import find
from portal.postgres_process import is_alive
from portal.postgres_user import server_user

ORIGINAL = "okence_migrated_"
COPY = "test_okence_"
LOCK = 7_300_512  # of whoever makes or removes one of these databases
LEAVE_SECONDS = 10


def open_copy() -> None:
    """Connect Django to a fresh copy; make the original first if these migrations have none yet."""
    with _locked() as server:
        for name in _databases(server):
            if _is_left_behind(name):
                server.execute(_named("DROP DATABASE {}", name))
        original = _original(server)
        name = f"{COPY}{os.getpid()}"
        server.execute(_named("CREATE DATABASE {} TEMPLATE {}", name, original))
        _connect_to(name)


def drop_copy() -> None:
    """Remove this process's copy. Raises psycopg.Error if somebody keeps a connection to it.

    A thread of the test server ends, with its connection, when the browser has let go of it.
    """
    name = connection.settings_dict["NAME"]
    connection.close()
    until = time.monotonic() + LEAVE_SECONDS
    with _locked() as server:
        while _is_in_use(server, name) and time.monotonic() < until:
            time.sleep(0.1)
        server.execute(_named("DROP DATABASE {}", name))


def dump(folder: Path) -> Path:
    """Write the original into a file of `folder` that psql reads, as its owner; return its path."""
    with _locked() as server:
        name = _original(server)
        path = folder / "migrated.sql"
        parts = ["--no-owner", "--no-comments", "--no-acl", f"--file={path}"]
        _run(server, "pg_dump", *parts, dbname=name)
    return path


def read_into(var: Path, dumped: Path) -> None:
    """Fill the empty database of another data folder, whose server runs."""
    with psycopg.connect(embedded_postgres.database_url(var)) as server:
        _run(server, "psql", "-qX1", "-o", os.devnull, "-v", "ON_ERROR_STOP=1", f"--file={dumped}")


def _run(server: psycopg.Connection[Any], program: str, *parts: str, dbname: str = "") -> None:
    """Run a program of PostgreSQL, of the same version as the server, against one of its databases.

    The programs know fewer of the connection's options than psycopg does.
    """
    at = server.info
    programs = find(server_user(None), major=at.server_version // 10_000)
    names = {"host": at.host, "port": at.port, "user": at.user, "dbname": dbname or at.dbname}
    secret = {"password": at.password} if at.password else {}
    command = [programs.program(program), *parts, f"--dbname={make_conninfo(**names, **secret)}"]
    subprocess.run(command, check=True, timeout=120)  # noqa: S603 - our own


def _original(server: psycopg.Connection[Any]) -> str:
    """Return the name of the original; of other migrations than today's none is kept."""
    original = ORIGINAL + _fingerprint()
    for name in _databases(server):
        if name.startswith(ORIGINAL) and name != original:
            server.execute(_named("DROP DATABASE {}", name))
    if original not in _databases(server):
        _migrate(server, original)
    return original


def _migrate(server: psycopg.Connection, original: str) -> None:
    """Make the original, under another name until it is whole: a killed run leaves no half."""
    unfinished = f"{COPY}unfinished"
    server.execute(_named("CREATE DATABASE {}", unfinished))
    _connect_to(unfinished)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    connection.close()
    server.execute(_named("ALTER DATABASE {} RENAME TO {}", unfinished, original))


def _connect_to(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    connection.ensure_connection()


def _fingerprint() -> str:
    """Return what tells the migrations of all apps, whoever wrote them, from any others."""
    found = hashlib.sha256()
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").rglob("*.py")):
            found.update(f"{app.label}/{path.name}".encode() + path.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def _locked() -> Iterator[psycopg.Connection[Any]]:
    """Yield a connection to the server's own database that holds the lock until it is closed."""
    parameters = connection.get_connection_params() | {"dbname": "postgres"}
    wanted = {
        key: parameters[key] for key in ("host", "port", "user", "password") if key in parameters
    }
    with psycopg.connect(**wanted, dbname="postgres", autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield server


def _databases(server: psycopg.Connection[Any]) -> list[str]:
    return [name for (name,) in server.execute("SELECT datname FROM pg_database")]


def _is_left_behind(name: str) -> bool:
    """Say whether it is a copy of a process that is no more, or half of an original."""
    if not name.startswith(COPY):
        return False
    number = name.removeprefix(COPY)
    if not number.isdecimal():
        return True
    return int(number) == os.getpid() or not is_alive(int(number))


def _is_in_use(server: psycopg.Connection[Any], name: str) -> bool:
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
    return server.execute(query, [name]).fetchone() != (0,)


def _named(statement: str, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))

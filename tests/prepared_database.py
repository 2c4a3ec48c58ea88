"""The tests' database: made once by the migrations, kept, and copied for every process of a run.

Three hundred migrations take most of a minute, a copy less than a second. A copy is named by its
process, so runs beside each other do not meet, and a killed one leaves nothing that the next sees.
"""

import hashlib
import os
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

ORIGINAL = "okence_migrated_"
COPY = "test_okence_"
LOCK = 7_300_512  # of whoever makes or removes one of these databases


def open_copy() -> None:
    """Connect Django to a fresh copy; make the original first if these migrations have none yet."""
    with _locked() as server:
        original = ORIGINAL + _fingerprint()
        for name in _databases(server):
            if name.startswith(COPY) or (name.startswith(ORIGINAL) and name != original):
                _drop(server, name)
        if original not in _databases(server):
            _migrate(server, original)
        name = f"{COPY}{os.getpid()}"
        server.execute(_named("CREATE DATABASE {} TEMPLATE {}", name, original))
        _connect_to(name)


def drop_copy() -> None:
    """Remove this process's copy. Raises psycopg.Error if somebody still uses it."""
    name = connection.settings_dict["NAME"]
    connection.close()
    with _locked() as server:
        server.execute(_named("DROP DATABASE {}", name))


def _migrate(server: psycopg.Connection, original: str) -> None:
    """Make the original, under another name until it is whole: a killed run leaves no half."""
    unfinished = f"{COPY}unfinished"
    server.execute(_named("CREATE DATABASE {}", unfinished))
    _connect_to(unfinished)
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
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
    """Return the databases of the tests that nobody is connected to."""
    rows = server.execute(
        "SELECT datname FROM pg_database WHERE NOT datistemplate AND datname NOT IN"
        " (SELECT datname FROM pg_stat_activity WHERE datname IS NOT NULL)"
    )
    return [name for (name,) in rows]


def _drop(server: psycopg.Connection[Any], name: str) -> None:
    server.execute(_named("DROP DATABASE IF EXISTS {}", name))


def _named(statement: str, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))

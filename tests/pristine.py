"""The rows every test begins with, kept beside the test database's tables, put back after a flush.

They are what the migrations made and what was made before `keep`. A transactional test ends with
its tables empty: root page, locales, default site, groups and whatever else there was.
"""

import time
from functools import cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, OperationalError, connection, transaction

SCHEMA = "pristine"
MOST_SECONDS = 10
ATTEMPTS = 5
# Django flushes only the tables of models it manages.
UNMANAGED = (
    "procrastinate_jobs",
    "procrastinate_events",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
    "portal_cache",
)


def keep() -> None:
    """Copy every row into the schema `pristine`."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        for table in tables():
            cursor.execute(f'CREATE TABLE {SCHEMA}."{table}" AS TABLE public."{table}"')


def flush() -> None:
    """Empty, of the tables that refuse DELETE, those that hold rows: `restore` empties the others.

    Django's own flush truncates some two hundred tables and then makes every permission anew, which
    takes longer than most of the tests it follows.
    """
    held = [table for table in _refusing() if _has_rows(_quoted(table))]
    if held:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(map(_quoted, held))} CASCADE")


def restore() -> None:
    """Fill flushed tables with the rows kept; ids are the same, sequences go on.

    A test's server may still answer what its browser asked last, and write: that is waited for,
    what refuses DELETE is emptied once more, and whoever is in the way of a write tries again.
    """
    for attempt in range(ATTEMPTS):
        _wait_for_others()
        try:
            flush()
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(_restoring())
            break
        except (OperationalError, IntegrityError):  # a deadlock, or one more row of the audit trail
            if attempt == ATTEMPTS - 1:
                raise
    ContentType.objects.clear_cache()


def _wait_for_others() -> None:
    """Wait until nobody else is at work in this database, ten seconds at most."""
    until = time.monotonic() + MOST_SECONDS
    while _others_at_work() and time.monotonic() < until:
        time.sleep(0.02)


def _others_at_work() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle')"
        )
        return bool(cursor.fetchone()[0])


@cache
def _restoring() -> str:
    """Return the statements that empty all tables and fill those that held rows.

    A flush leaves little behind, so DELETE takes a tenth of what TRUNCATE does. Foreign keys are
    deferred to the end of the transaction, so the order is free.
    """
    statements = [f"DELETE FROM {_quoted(table)}" for table in _all_tables()]  # noqa: S608 - our names
    for table in tables():
        if _has_rows(f'{SCHEMA}."{table}"'):
            columns = ", ".join(f'"{column}"' for column in columns_of(table))
            statements.append(
                f"INSERT INTO {_quoted(table)} ({columns})"  # noqa: S608 - our names
                f' SELECT {columns} FROM {SCHEMA}."{table}"'
            )
    return "; ".join(statements)


@cache
def _refusing() -> list[str]:
    """Return the tables whose rows are never changed, by the trigger that says so."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT event_object_table FROM information_schema.triggers"
            " WHERE trigger_name LIKE %s AND trigger_schema = 'public'",
            ["%refuse_change"],
        )
        return sorted(row[0] for row in cursor.fetchall())


def _quoted(table: str) -> str:
    return f'public."{table}"'


def _all_tables() -> list[str]:
    return [*tables(), *UNMANAGED]


def tables() -> list[str]:
    """Return the tables of all models, those between two models too."""
    models = apps.get_models(include_auto_created=True)
    return sorted({m._meta.db_table for m in models if m._meta.managed and not m._meta.proxy})


@cache
def columns_of(table: str) -> list[str]:
    """Return the columns of `table` that can be written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
        return [row[0] for row in cursor.fetchall()]


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")  # noqa: S608 - our names
        return bool(cursor.fetchone()[0])

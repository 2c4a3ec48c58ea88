"""Rows that take seconds to make, kept in memory and put back in the time a copy takes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from tests import pristine

Rows = dict[str, bytes]  # by table, in PostgreSQL's text format


@contextmanager
def undone() -> Iterator[None]:
    """Roll back whatever is written within."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def made_once(make: Callable[[], object]) -> Any:
    """Return a fixture of a module: what `make` makes, there until the module's last test is over.

    What a test gets of it belongs to all: take a copy of what it may change (`copy.deepcopy`).
    """

    @pytest.fixture(scope="module")
    def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[object]:
        with django_db_blocker.unblock():
            around = undone()
            around.__enter__()
            it = make()
        yield it
        with django_db_blocker.unblock():
            around.__exit__(None, None, None)

    return made


def rows_made_by(make: Callable[[], object]) -> Rows:
    """Run `make` and return all rows of the tables it changed; the database stays as it was."""
    with undone():
        before = _read()
        make()
        after = _read()
    return {table: rows for table, rows in after.items() if rows != before[table]}


def put(kept: Rows) -> None:
    """Make the tables of `kept`, in the migrations' state until now, what they were made."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in kept:
            # Where a row may not be deleted there is none yet.
            cursor.execute(f'DELETE FROM public."{table}"')  # noqa: S608 - our names
        for table, rows in kept.items():
            with cursor.copy(f'COPY public."{table}" ({_columns(table)}) FROM STDIN') as copy:
                copy.write(rows)
    # Else every test that finds them there checks all their keys again when it is rolled back.
    connection.check_constraints()
    cache.clear()


def _read() -> Rows:
    with connection.cursor() as cursor:
        found = {}
        for table in pristine.tables():
            query = f'COPY public."{table}" ({_columns(table)}) TO STDOUT'
            with cursor.copy(query) as copy:
                found[table] = b"".join(bytes(block) for block in copy)
    return found


def _columns(table: str) -> str:
    return ", ".join(f'"{column}"' for column in pristine.columns_of(table))

"""Embedded PostgreSQL servers of tests: a folder for each, what it holds, what it answers."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from portal import postgres_place
from portal.embedded_postgres import stop
from portal.postgres_process import postmaster

ROOT = Path(__file__).resolve().parent.parent.parent
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="root alone drops root")


@contextlib.contextmanager
def data_folder(*below: str, mode: int = 0o755) -> Iterator[Path]:
    """A data folder that the server's account can reach, unlike pytest's own under /tmp."""
    base = Path(tempfile.mkdtemp(prefix="okence-test-"))
    base.chmod(mode)
    var = base.joinpath(*below, "var")
    try:
        yield var
    finally:
        stop(var)
        shutil.rmtree(base)


def cluster_of(var: Path) -> Path:
    cluster = postgres_place.known_cluster(var)
    assert cluster is not None
    return cluster


def server_of(var: Path) -> int:
    server = postmaster(cluster_of(var))
    assert server is not None
    return server.pid


def answer(url: str, query: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(query).fetchone()[0]


def command(var: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "portal.embedded_postgres", *arguments],
        cwd=ROOT,
        env={**os.environ, "OKENCE_VAR": str(var), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )

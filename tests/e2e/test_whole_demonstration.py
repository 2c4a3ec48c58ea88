"""The demonstration as a whole: what it says, and that it outlives its parts and leaves nothing."""

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from portal.postgres_place import known_cluster
from portal.postgres_process import postmaster
from tests.portal.processes import children_of, eventually, processes_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def child_of(portal, part: str) -> int:
    for pid in children_of(portal.process.pid):
        if part in Path(f"/proc/{pid}/cmdline").read_text():
            return pid
    return 0


def test_demonstration_says_where_everything_is(portal):
    assert eventually(lambda: "Ctrl-C stops" in portal.said)
    said = portal.said

    assert "Okence is ready after" in said
    assert f"{portal.address}/\n" in said
    assert str(portal.var / "outbox") in said
    for account in json.loads((portal.var / "demo-accounts.json").read_text()):
        assert account["role"] in said
        assert account.get("password", account.get("token")) in said
    assert portal.is_ready()


@pytest.mark.parametrize("part", ["gunicorn", "procrastinate"])
def test_demonstration_starts_a_killed_child_again(portal, part):
    killed = child_of(portal, part)
    os.kill(killed, signal.SIGKILL)

    assert eventually(lambda: child_of(portal, part) not in (0, killed), 40)
    assert eventually(portal.is_ready, 30)


def test_demonstration_starts_a_killed_database_again(portal):
    said = portal.said.count("the database has ended")
    os.kill(postmaster(known_cluster(portal.var)).pid, signal.SIGKILL)

    assert eventually(lambda: portal.said.count("the database has ended") > said)
    assert eventually(portal.is_ready, 30)


def test_terminated_demonstration_leaves_nothing_and_starts_quickly_again(portal):
    portal.process.terminate()
    assert portal.process.wait(30) == 0
    assert processes_of(portal.var) == []
    assert postmaster(known_cluster(portal.var)) is None

    first = portal.took
    portal.start()
    portal.process.send_signal(signal.SIGINT)

    assert portal.process.wait(30) == 0
    assert processes_of(portal.var) == []
    assert portal.took < first / 2

"""The demonstration's runner: its steps and its children; the whole is in tests/e2e."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal.demo import NotPossible, accounts, check_port, setup_from
from portal.demo_processes import Service, StepFailed, end, run
from portal.postgres_process import is_alive
from tests.portal.processes import children_of, eventually

ROOT = Path(__file__).resolve().parent.parent.parent


def python(script: str) -> list[str]:
    return [sys.executable, "-c", script]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def test_environment_has_the_documented_defaults():
    setup = setup_from({})

    assert setup.binding == "127.0.0.1:8000"
    assert setup.address == "http://127.0.0.1:8000"
    assert setup.var == ROOT / "var"
    assert setup.has_own_database
    assert (setup.workers, setup.scale) == (2, "nation")


def test_environment_chooses_everything():
    setup = setup_from(
        {
            "HOST": "::",
            "PORT": "8123",
            "OKENCE_VAR": "/somewhere",
            "DATABASE_URL": "postgresql:///x",
            "WEB_WORKERS": "5",
            "OKENCE_SCALE": "pilot",
        }
    )

    assert setup.binding == "[::]:8123"
    assert setup.address == "http://[::1]:8123"
    assert setup.var == Path("/somewhere")
    assert not setup.has_own_database
    assert (setup.workers, setup.scale) == (5, "pilot")


@pytest.mark.parametrize("given", ["http", "0", "65536", "-1", "80.5"])
def test_port_that_is_none_is_named(given):
    with pytest.raises(NotPossible) as refused:
        setup_from({"PORT": given})

    assert str(refused.value) == f"PORT is {given!r}; it must be a number from 1 to 65535."


def test_port_in_use_is_said_in_one_sentence_before_any_work(tmp_path):
    var = tmp_path / "var"
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "portal.demo"],
            cwd=ROOT,
            env={**os.environ, "PORT": str(port), "OKENCE_VAR": str(var)},
            capture_output=True,
            text=True,
        )

    assert done.returncode == 1
    assert done.stdout.strip() == (
        f"Port {port} of 127.0.0.1 is in use: stop what uses it, "
        f"or choose another, for example: make demo PORT={port % 65535 + 1}"
    )
    assert not var.exists()


def test_host_that_is_not_ours_is_refused():
    with pytest.raises(NotPossible, match=r"cannot listen on 192\.0\.2\.1:8000"):
        check_port(setup_from({"HOST": "192.0.2.1"}))


def test_failed_step_shows_what_it_said():
    with pytest.raises(StepFailed, match=r"ended with code 3:\nreason"):
        run(python("print('reason'); raise SystemExit(3)"))


def test_long_step_gives_signs_of_life(capfd, monkeypatch):
    monkeypatch.setattr("portal.demo_processes.PROGRESS_SECONDS", 1.0)

    run(python("import time; print('half done', flush=True); time.sleep(2.5)"))

    assert re.search(r"\d s  half done\n", capfd.readouterr().out)


def test_dead_service_is_started_again_ever_more_slowly(capfd):
    service = Service("mayfly", python("raise SystemExit(7)"))
    service.start(at=0.0)
    assert eventually(lambda: service.process.poll() is not None)

    service.tend(at=10.0)
    service.tend(at=10.5)
    said_once = capfd.readouterr().out
    service.tend(at=11.0)
    assert eventually(lambda: service.process.poll() is not None)
    service.tend(at=12.0)

    assert said_once == "  ! mayfly ended with code 7; starting it again in 1 s\n"
    assert capfd.readouterr().out == "  ! mayfly ended with code 7; starting it again in 2 s\n"


def test_service_that_ran_steadily_is_started_again_at_once(capfd):
    service = Service("old", python("raise SystemExit(1)"), delay=30.0)
    service.start(at=0.0)
    assert eventually(lambda: service.process.poll() is not None)

    service.tend(at=61.0)

    assert capfd.readouterr().out == "  ! old ended with code 1; starting it again in 1 s\n"


def test_children_of_a_killed_service_end_before_it_starts_again():
    service = Service(
        "parent",
        python(
            "import subprocess, sys, time;"
            "c = subprocess.Popen(['sleep', '600']); print(c.pid, flush=True); time.sleep(600)"
        ),
    )
    service.start(at=0.0)
    child = lambda: children_of(service.process.pid)  # noqa: E731 - asked twice
    assert eventually(child)
    left = child()
    service.process.kill()
    service.process.wait()

    service.tend(at=1.0)

    assert eventually(lambda: not any(is_alive(pid) for pid in left))


def test_stubborn_process_is_ended(monkeypatch):
    monkeypatch.setattr("portal.demo_processes.STOP_SECONDS", 0.5)
    service = Service(
        "deaf",
        python("import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(600)"),
    )
    service.start(at=0.0)
    time.sleep(0.3)

    end([service.process])

    assert service.process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's word on a parent's death")
def test_children_end_even_when_the_runner_is_killed_outright():
    script = (
        "from portal.demo_processes import spawn; import time;"
        "print(spawn(['sleep', '600']).pid, flush=True); time.sleep(600)"
    )
    runner = subprocess.Popen(python(script), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    child = int(runner.stdout.readline())
    assert is_alive(child)

    runner.kill()
    runner.wait()

    assert eventually(lambda: not is_alive(child))


def test_accounts_are_listed_by_role(tmp_path):
    (tmp_path / "demo-accounts.json").write_text(
        json.dumps(
            [
                {"role": "clerk", "username": "ana", "password": "p1", "totp_secret": "ABC"},
                {"role": "trainer", "username": "bor", "password": "p2", "totp_secret": None},
                {"role": "partner_api", "token": "t"},
            ]
        )
    )

    lines = [line.split() for line in accounts(setup_from({"OKENCE_VAR": str(tmp_path)}))]

    assert lines[1:] == [
        ["clerk", "ana", "p1", "TOTP", "ABC"],
        ["trainer", "bor", "p2"],
        ["partner_api", "token", "t"],
    ]

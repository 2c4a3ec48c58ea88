"""What /proc says of a process, at the moments at which it is easily misread."""

import os
import subprocess
import sys
import time

from portal.postgres_process import is_alive


def start(*command: str) -> int:
    """Fork and exec in two steps, as a shell does with `&`; return while exec is still ahead."""
    if pid := os.fork():
        return pid
    try:
        os.execvp(command[0], command)  # noqa: S606 - the interpreter of this test
    finally:
        os._exit(1)


def seen_alive(pid: int, seconds: float) -> set[bool]:
    """Ask again and again, as somebody does who waits for a server."""
    end = time.monotonic() + seconds
    found = set()
    while time.monotonic() < end:
        found.add(is_alive(pid))
    return found


def test_process_that_is_just_being_started_is_alive():
    """In the middle of exec it has no command line: two of five starts were taken for an end."""
    for _ in range(40):
        pid = start(sys.executable, "-c", "import time; time.sleep(5)")
        assert seen_alive(pid, 0.006) == {True}
        os.kill(pid, 9)
        os.waitpid(pid, 0)


def test_zombie_is_not_alive():
    ended = subprocess.Popen(["true"])
    os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)

    assert not is_alive(ended.pid)
    ended.wait()
    assert not is_alive(ended.pid)

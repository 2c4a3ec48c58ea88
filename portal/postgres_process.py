"""The server process of a cluster, as its own postmaster.pid and the machine describe it."""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

HAS_PROC = Path("/proc/self/cmdline").exists()

# States of proc(5) that a process never leaves: zombie and dead. Empty: gone between two looks.
ENDED = ("", "Z", "X")


@dataclass(frozen=True)
class Postmaster:
    """A running server: its process, the folder of its socket, and whether it takes sessions."""

    pid: int
    sockets: Path
    is_ready: bool


def postmaster(cluster: Path) -> Postmaster | None:
    """Return the running server of a cluster; None if it is down.

    A process that has by chance got the number of a killed server is not taken for it.
    """
    lines = _pid_file(cluster)
    if len(lines) < 6 or lines[1] != str(cluster) or not is_alive(pid := int(lines[0])):
        return None
    if HAS_PROC and str(cluster) not in _command_line(pid):
        return None
    return Postmaster(pid, Path(lines[4]), is_ready=lines[-1].strip() == "ready")


def stale_pid(cluster: Path) -> int | None:
    """Return the process that postmaster.pid names if it is certainly no server of that folder.

    It is the zombie of a killed server where process 1 collects none, or an unrelated process that
    got the same number. Without /proc nothing is certain.
    """
    lines = _pid_file(cluster)
    if not HAS_PROC or len(lines) < 2 or lines[1] in _command_line(int(lines[0])):
        return None
    return int(lines[0])


def is_alive(pid: int) -> bool:
    """Tell whether a process runs. A zombie does not.

    An empty command line is no sign of a zombie: a process in the middle of exec has none either.
    """
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return not HAS_PROC or _state(pid) not in ENDED


def _pid_file(cluster: Path) -> list[str]:
    with contextlib.suppress(FileNotFoundError):
        lines = (cluster / "postmaster.pid").read_text().splitlines()
        if lines and lines[0].isdecimal():
            return lines
    return []


def _state(pid: int) -> str:
    """Return the letter of a process's state; the name before it may hold any character."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return ""


def _command_line(pid: int) -> list[str]:
    try:
        text = Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    except OSError:
        return []
    return text.split("\0") if text else []

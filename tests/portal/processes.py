"""Which processes there are, and waiting for them."""

import time
from collections.abc import Callable
from pathlib import Path

from portal.postgres_process import is_alive


def eventually(condition: Callable[[], object], seconds: float = 15) -> bool:
    """Say whether `condition` comes true within so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def children_of(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(each) for each in path.read_text().split()] if path.exists() else []


def processes_of(var: Path) -> list[int]:
    """Every live process that was started for this data folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
        except OSError:
            continue
        if f"OKENCE_VAR={var}\0".encode() in environment:
            found.append(int(folder.name))
    return [pid for pid in found if is_alive(pid)]

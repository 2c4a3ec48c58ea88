"""The child processes of the demonstration: steps that end, and servers that are kept running."""

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

SHORTEST_DELAY = 1.0
LONGEST_DELAY = 30.0
STEADY_SECONDS = 60.0
STOP_SECONDS = 10.0
PROGRESS_SECONDS = 5.0
PR_SET_PDEATHSIG = 1


class StepFailed(Exception):
    """A step of the set-up ended with an error; the text ends with what it said."""


def say(text: str = "") -> None:
    """Print a line at once, also into a pipe. A closed terminal must not keep us from stopping."""
    with contextlib.suppress(OSError):
        print(text, flush=True)


def spawn(command: Sequence[str], **options: Any) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own: Ctrl-C reaches only us, and we stop it in order."""
    return subprocess.Popen(  # noqa: S603 - our own commands
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        **options,
    )


def _end_with_parent() -> None:
    """Even if we are killed outright, the kernel tells the child to end."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask processes and their children to end; after ten seconds end those that have not."""
    for process in processes:
        _signal_group(process, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.0, deadline - time.monotonic()))
        _signal_group(process, signal.SIGKILL)
        process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


@contextlib.contextmanager
def step(name: str) -> Iterator[None]:
    """Announce a step of the set-up, and say how long it took when it is done."""
    began = time.monotonic()
    say(f"  … {name}")
    yield
    say(f"  ✓ {name}, {time.monotonic() - began:.1f} s")


def run(command: Sequence[str]) -> None:
    """Run a command to its end, with a sign of life every five seconds. Raises StepFailed."""
    process = spawn(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert process.stdout is not None
    output, began, shown = b"", time.monotonic(), time.monotonic()
    try:
        while True:
            if select.select([process.stdout], [], [], 1.0)[0]:
                chunk = os.read(process.stdout.fileno(), 65536)
                if not chunk:
                    break
                output = (output + chunk)[-20000:]
            if time.monotonic() - shown > PROGRESS_SECONDS:
                shown = time.monotonic()
                say(f"      {shown - began:4.0f} s  {_last_line(output)}")
        code = process.wait()
    finally:
        end([process])
        process.stdout.close()
    if code:
        lines = output.decode(errors="replace").splitlines()[-40:]
        raise StepFailed(f"{' '.join(command)} ended with code {code}:\n" + "\n".join(lines))


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").split("\n")
    return next((line.strip()[:100] for line in reversed(lines) if line.strip()), "")


@dataclass
class Service:
    """A server that must run until we stop; a dead one is started again, ever more slowly."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    delay: float = SHORTEST_DELAY
    started_at: float = field(default=0.0)
    due_at: float | None = None

    def start(self, at: float) -> None:
        """Start the process; `at` is in seconds of the monotonic clock."""
        self.process = spawn(self.command)
        self.started_at, self.due_at = at, None

    def tend(self, at: float) -> None:
        """Look after the process: notice its death, or start it when its delay has passed."""
        if self.due_at is not None:
            if at >= self.due_at:
                self.start(at)
        elif self.process and (code := self.process.poll()) is not None:
            # Its own children may outlive it and still hold the port.
            _signal_group(self.process, signal.SIGKILL)
            if at - self.started_at > STEADY_SECONDS:
                self.delay = SHORTEST_DELAY
            say(f"  ! {self.name} ended {_cause(code)}; starting it again in {self.delay:.0f} s")
            self.due_at = at + self.delay
            self.delay = min(self.delay * 2, LONGEST_DELAY)


def _cause(code: int) -> str:
    return f"with code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"

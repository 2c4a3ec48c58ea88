"""The system account that PostgreSQL's programs run as: they refuse to run as root."""

import contextlib
import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

UNPRIVILEGED = ("postgres", "nobody")

# Nothing of the caller's environment reaches the server: no PGDATA, PGPORT, LD_LIBRARY_PATH or TZ.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/"}


class PostgresUnavailable(Exception):
    """PostgreSQL cannot be found, started or reached; the text says why and what to do."""


@dataclass(frozen=True)
class ServerUser:
    """Who runs the server: ourselves, or as root an unprivileged account."""

    uid: int
    gid: int
    drops_root: bool

    def run(
        self, command: Sequence[str], *, timeout: float = 120, environment: Mapping[str, str] = {}
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this account, without terminal, inherited environment or files.

        `timeout` is in seconds. Raises OSError where this account may not run the program, and
        subprocess.TimeoutExpired.
        """
        return subprocess.run(  # noqa: S603 - our own arguments, never a visitor's
            command,
            cwd="/",
            env={**ENVIRONMENT, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
            check=False,
            start_new_session=True,
            user=self.uid if self.drops_root else None,
            group=self.gid if self.drops_root else None,
            extra_groups=[] if self.drops_root else None,
        )

    def launch(self, command: Sequence[str], *, log: Path, environment: Mapping[str, str]) -> int:
        """Leave a program running in the background, its output added to `log`; return its pid."""
        script = 'log=$1; shift; "$@" >>"$log" 2>&1 & echo $!'
        launcher = ["/bin/sh", "-c", script, "sh", str(log), *command]
        return int(self.run(launcher, environment=environment).stdout)

    def can_enter(self, folder: Path) -> bool:
        """Tell whether this account can reach the folder through all of its parents."""
        return self.run(["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]).returncode == 0

    def take(self, folder: Path) -> None:
        """Give a folder that we have just made to this account, closed to everyone else."""
        if self.drops_root:
            os.chown(folder, self.uid, self.gid, follow_symlinks=False)
        os.chmod(folder, 0o700)


def server_user(cluster: Path | None) -> ServerUser:
    """Return the account for a cluster: its owner, or for a new one (None) a fitting account.

    Raises PostgresUnavailable if the cluster belongs to someone else, or root finds no account.
    """
    made = cluster.stat() if cluster else None
    if os.geteuid() != 0:
        if made and made.st_uid != os.geteuid():
            raise PostgresUnavailable(
                f"{cluster} belongs to the account {_name(made.st_uid)}: run this as that account "
                "or as root, or choose another data folder with OKENCE_VAR."
            )
        return ServerUser(os.geteuid(), os.getegid(), drops_root=False)
    if made and made.st_uid:
        return ServerUser(made.st_uid, made.st_gid, drops_root=True)
    for name in UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            account = pwd.getpwnam(name)
            return ServerUser(account.pw_uid, account.pw_gid, drops_root=True)
    raise PostgresUnavailable(
        "PostgreSQL does not run as root, and this machine has none of the accounts "
        f"{', '.join(UNPRIVILEGED)}: run this as an ordinary user, or set DATABASE_URL."
    )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)

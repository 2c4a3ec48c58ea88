"""Where the cluster of a data folder and its socket live on this machine."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from portal.postgres_binaries import state_folder
from portal.postgres_process import is_alive
from portal.postgres_user import PostgresUnavailable, ServerUser

RECORD = "postgres.location"
SOCKET_NAME = ".s.PGSQL.5432"

# Not TMPDIR: it differs between sessions, and the path of a socket may have 107 bytes at most.
SOCKETS = Path("/tmp")  # noqa: S108 - owner and mode are checked


def known_cluster(var: Path) -> Path | None:
    """Return the cluster that a data folder already has, or None.

    Raises PostgresUnavailable for the copy of a data folder whose database lives elsewhere.
    """
    record = var / RECORD
    if not record.is_file():
        return var / "postgres" if (var / "postgres").is_dir() else None
    cluster = Path(record.read_text().strip())
    origin = _origin(cluster)
    if not cluster.is_dir():
        return None
    owner = Path(origin.read_text().strip())
    if (
        owner != var
        and (owner / RECORD).is_file()
        and (owner / RECORD).read_text() == record.read_text()
    ):
        raise PostgresUnavailable(
            f"{var} is a copy of {owner}, and the database of both is {cluster}. "
            f"Remove {record} to begin with an empty database here, or use the original."
        )
    return cluster


def new_cluster(var: Path, user: ServerUser) -> Path:
    """Choose the folder for a new cluster: in the data folder, else where root's account can reach.

    The second kind is recorded in the data folder. What an earlier data folder at the same path
    left behind is never reused: its accounts and keys are gone.
    """
    if not user.drops_root or user.can_enter(var):
        return var / "postgres"
    record = var / RECORD
    if record.is_file():
        return Path(record.read_text().strip())
    key = hashlib.sha256(os.fsencode(var)).hexdigest()[:16]
    state = state_folder()
    cluster = next(each for each in _numbered(state / key) if not _origin(each).exists())
    _origin(cluster).write_text(f"{var}\n")
    record.write_text(f"{cluster}\n")
    return cluster


def socket_folder(cluster: Path, user: ServerUser) -> Path:
    """Make or find the 0700 folder for the server's socket, at a short path.

    A folder of another user, or with the socket of a server still alive, is passed over.
    """
    key = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:12]
    for folder in _numbered(SOCKETS / f"okence-{user.uid}-{key}"):
        try:
            os.mkdir(folder, 0o700)
            user.take(folder)
        except FileExistsError:
            if not is_private(folder, user.uid) or _has_live_server(folder):
                continue
        return folder
    raise PostgresUnavailable(f"No folder for the database's socket can be made in {SOCKETS}.")


def is_private(folder: Path, uid: int) -> bool:
    """Tell whether this is a real folder of that account, closed to all others."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == uid and not status.st_mode & 0o077


def _has_live_server(folder: Path) -> bool:
    """A data folder deleted under a running server leaves it alive for up to a minute."""
    try:
        return is_alive(int((folder / f"{SOCKET_NAME}.lock").read_text().split()[0]))
    except (FileNotFoundError, ValueError, IndexError):
        return False


def _origin(cluster: Path) -> Path:
    return cluster.with_name(f"{cluster.name}.origin")


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    yield from (path.with_name(f"{path.name}-{number}") for number in range(2, 100))

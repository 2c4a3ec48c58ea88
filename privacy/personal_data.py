"""Export and erasure of a person (X4) across apps that privacy does not know (DESIGN 2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from privacy.audit import Actor


@dataclass(frozen=True)
class Person:
    """Whom a request is about: citizens have no account, so what they wrote down identifies them.

    `email` and `phone` are normalised by the caller and may be empty; `user_id` is None for
    somebody without an account.
    """

    email: str = ""
    phone: str = ""
    user_id: int | None = None


class PersonalData(Protocol):
    """What one app keeps about people; registered in its AppConfig.ready()."""

    name: str

    def export(self, person: Person) -> Iterable[Mapping[str, object]]:
        """Return each record about the person: plain values only, ready for JSON."""

    def erase(self, person: Person, *, by: Actor, at: datetime) -> int:
        """Remove what identifies the person, keep what statistics need; return rows changed.

        Runs in the caller's transaction, writes an audit entry per object, and may be repeated.
        """


_registered: dict[str, PersonalData] = {}


def register(data: PersonalData) -> None:
    """Make `data` known; called from the owner's AppConfig.ready()."""
    _registered[data.name] = data


def registered() -> tuple[PersonalData, ...]:
    """Return everything that was registered, in the order of its names."""
    return tuple(_registered[name] for name in sorted(_registered))

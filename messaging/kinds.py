"""What a message says is known by the app that causes it; it registers a `Kind` here (DESIGN 2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from messaging.models import Message


@dataclass(frozen=True)
class Content:
    """A rendered message: an SMS uses `text` alone; `calendar` is iTIP, `method` its method."""

    text: str
    subject: str = ""
    html: str = ""
    calendar: bytes = b""
    method: str = ""


class Kind(Protocol):
    name: str

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether the message should still go out at `at`; False drops it."""

    def render(self, message: Message) -> Content:
        """Return the content in the active language (the message's)."""


_registered: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make `kind` known; called from the owner's AppConfig.ready()."""
    _registered[kind.name] = kind


def kind_named(name: str) -> Kind:
    """Return the registered kind; KeyError if its app is not installed."""
    return _registered[name]

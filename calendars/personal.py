"""Personal feeds: an app names the kind and says whose feed a link opens (I1, X4).

Registering a kind gives it an address, `/koledarji/<kind>/<token>.ics`, its rotation
(calendars.actions.links) and the part of a page that shows it (calendars.your_calendar).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from calendars.feeds import Feed

Holder = User | str


@dataclass(frozen=True)
class PersonalKind:
    """A kind of personal feed.

    `name` stands in addresses and is never changed. `feed_of` returns the feed of a holder, or
    None when there is nobody (any more) to have one: the link then answers 404. `object_type` is
    what the audit trail calls the holder, whose key it notes.
    """

    name: str
    feed_of: Callable[[Any], Feed | None]
    object_type: str = "accounts.user"


_kinds: dict[str, PersonalKind] = {}


def register_personal(kind: PersonalKind) -> None:
    """Make a kind of personal feed known; called from the owner's AppConfig.ready()."""
    _kinds[kind.name] = kind


def personal_kind(name: str) -> PersonalKind:
    """Return the kind of that name; KeyError if there is none."""
    return _kinds[name]

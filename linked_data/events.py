"""What search engines read of an event: schema.org's Event as JSON-LD (U4, L8).

A fact that is not known is left out, never guessed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linked_data.schema_org import CONTEXT

Node = dict[str, Any]


@dataclass(frozen=True)
class Event:
    """One event in one language; moments are aware, `url` is absolute.

    `is_online` says that one can join from afar; with a `place` it is both.
    """

    url: str
    name: str
    starts_at: datetime
    ends_at: datetime
    organizer: str
    description: str = ""
    place: str = ""
    town: str = ""
    is_online: bool = False
    is_cancelled: bool = False


def event(facts: Event) -> Node:
    """Return an Event."""
    return _known(
        {
            "@context": CONTEXT,
            "@type": "Event",
            "@id": f"{facts.url}#event",
            "url": facts.url,
            "name": facts.name,
            "description": facts.description,
            "startDate": facts.starts_at.isoformat(),
            "endDate": facts.ends_at.isoformat(),
            "eventStatus": f"{CONTEXT}/Event{'Cancelled' if facts.is_cancelled else 'Scheduled'}",
            "eventAttendanceMode": f"{CONTEXT}/{_mode(facts)}EventAttendanceMode",
            "location": _locations(facts),
            "organizer": facts.organizer and {"@type": "Organization", "name": facts.organizer},
        }
    )


def _mode(facts: Event) -> str:
    if not facts.is_online:
        return "Offline"
    return "Mixed" if facts.place else "Online"


def _locations(facts: Event) -> list[Node]:
    """Return the room, and where one joins from afar: the page, for the link is not told."""
    found: list[Node] = []
    if facts.place:
        address = facts.town and {"@type": "PostalAddress", "addressLocality": facts.town}
        found.append(_known({"@type": "Place", "name": facts.place, "address": address}))
    if facts.is_online:
        found.append({"@type": "VirtualLocation", "url": facts.url})
    return found


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value}

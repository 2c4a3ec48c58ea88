"""How moments are written in answers: RFC 3339 with the offset of the place."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from booking.availability.slots import Slot


@lru_cache(maxsize=32768)  # the same starts are asked for over and over
def stamp(moment: datetime, zone: ZoneInfo) -> str:
    """Return `moment` in the wall time of `zone`, such as 2026-11-23T08:00:00+01:00."""
    return moment.astimezone(zone).isoformat()


def slot_facts(slot: Slot, zone: ZoneInfo) -> dict[str, object]:
    """Return a free time as the API tells it; `free` counts counters."""
    return {
        "starts_at": stamp(slot.starts_at, zone),
        "ends_at": stamp(slot.ends_at, zone),
        "free": slot.free,
    }

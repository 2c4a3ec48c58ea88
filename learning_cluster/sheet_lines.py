"""What a time sheet says, and its fingerprint. Pure (L5, L9)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Line:
    """A booked day as it is signed: day in ISO 8601, phase in Serbian, halves of a day."""

    day: str
    phase: str
    halves: int
    what: str
    reason: str


def stored(lines: Sequence[Line]) -> list[dict[str, object]]:
    """Return lines as the row keeps them."""
    return [asdict(line) for line in lines]


def digest(lines: Sequence[dict[str, object]]) -> str:
    """Return the SHA-256 in hex of the lines as canonical JSON: whoever has them can count it."""
    text = json.dumps(list(lines), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
